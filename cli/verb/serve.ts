import type { Command } from "commander";
import type { LogRecord } from "../../http/app.ts";
import type { Config } from "../../main/config.ts";
import type { Served } from "../../main/serve.ts";
import { Failed, localProblem } from "../failure.ts";
import * as message from "../message.ts";
import { staged } from "../show/release.ts";
import { faultText, print, say } from "../terminal.ts";
import { untilStopped } from "../until-stopped.ts";
import { verb, type Said } from "../verb.ts";

export const serveVerb = (root: Command): void => {
  verb(root, "serve", { summary: "Serve the pages and the API until Ctrl-C", example: "serve" })
    .option("--log", "write a line a request to stderr; without it, only what went wrong")
    .option(
      "--allow-plain-http",
      "take passwords over plain http from other machines, where anybody between can read them",
    )
    .addHelpText(
      "after",
      `
Environment:
  PORT                     the first of three ports in a row (4100); 0 picks free ones
  TAILBOARD_HOST           the address to listen on, 0.0.0.0 for all; without it only this machine connects
  TAILBOARD_SITE_URL       where customers reach Tailboard, as in https://book.example.com
  TAILBOARD_STAGING_URL    where staging is reached, as in https://staging.example.com
  TAILBOARD_DASHBOARD_URL  where the office reaches it, as in https://office.example.com
  TAILBOARD_TRUST_PROXY    reverse proxies whose X-Forwarded-For names the customer: addresses or ranges with
                           commas between, "loopback" for this machine; without it the header is ignored`,
    )
    .action(async (options: Said & { log?: true; allowPlainHttp?: true }) => {
      const served = await start(options.log === true, options.allowPlainHttp === true);
      const { site, staging, dashboard, setup } = served;
      // Listening for Ctrl-C begins before anybody is told that this runs.
      const stop = untilStopped();
      const link = {
        ...(setup === null ? {} : { setup }),
        ...(served.previewLink === null ? {} : { preview: served.previewLink }),
        ...(isElsewhere(served) ? { local: served.local } : {}),
      };
      if (options.json === true) await print(`${JSON.stringify({ ready: true, site, staging, dashboard, ...link })}\n`);
      else await print(`${banner(served)}\n`);
      if (served.started.waits) say(staged(served.release));
      for (const line of served.warnings) say(line);
      if (served.zoneUnset) say(message.zoneUnset);
      await stop;
      await served.close();
    });
};

const start = async (logAll: boolean, plainHttp: boolean) => {
  const [
    { readConfig, ConfigError, nameOf },
    { serve },
    { ensureSetupLink },
    { ListenError },
    { exposureOf },
    { startFailure, StartFailed },
  ] = await Promise.all([
    import("../../main/config.ts"),
    import("../../main/serve.ts"),
    import("../../main/setup-link.ts"),
    import("../../edge/local/serve.ts"),
    import("../../main/exposure.ts"),
    import("../../main/start-failure.ts"),
  ]);
  const onFault = (error: unknown) => say(faultText(error));
  let served: Served | null = null;
  let config: Config | null = null;
  try {
    const read = { ...readConfig(process.env), plainHttp };
    config = read;
    served = await serve(read, {
      log: (record: LogRecord) => {
        if (logAll || record.status >= 500) say(JSON.stringify(record));
      },
      onFault,
    });
    const { services } = served.tailboard;
    const settings = await services.settings.read().catch(onFault);
    return {
      ...served,
      // Here and not in `main/serve.ts`: it goes to the terminal and nowhere else.
      setup: await ensureSetupLink(services, served.dashboard),
      data: nameOf(read.store) ?? message.inMemory,
      warnings: exposureOf(read, {
        deployed: services.deployed,
        sample: settings?.sample === true,
      }).map((each) => message.exposure(each, read)),
      // Nothing was saved yet, so this is what the machine says, or what stands in where it says nothing usable.
      zoneUnset: settings?.rev === 0 && settings.business.time_zone === "UTC",
    };
  } catch (error) {
    // Whatever failed, nothing goes on serving: this process ends with 1.
    await served?.close();
    const failed = error instanceof StartFailed || config === null ? error : startFailure(error, config.store);
    if (failed instanceof StartFailed) throw new Failed(localProblem("store_unavailable", failed.message));
    if (error instanceof ConfigError) throw new Failed(localProblem("invalid", error.message));
    if (error instanceof ListenError) throw new Failed(localProblem("store_unavailable", error.message));
    throw error;
  }
};

const banner = ({
  site,
  staging,
  dashboard,
  data,
  setup,
  local,
  previewLink,
}: Places & { data: string; setup: string | null; previewLink: string | null }): string => {
  const rows = [
    [message.site, site],
    [message.dashboard, dashboard],
    [message.staging, previewLink ?? staging],
    [message.data, data],
    ...(isElsewhere({ site, staging, dashboard, local })
      ? [[message.listening, `${local.site} (site), ${local.dashboard} (dashboard), ${local.staging} (staging)`]]
      : []),
  ];
  const lines = rows.map(([label = "", value = ""]) => `  ${label.padEnd(22)}${value}`);
  const first = setup === null ? [] : [message.setUp, `  ${setup}`, ""];
  return [message.serving, "", ...lines, "", ...first].join("\n");
};

type Places = Pick<Served, "site" | "staging" | "dashboard" | "local">;

/** Whether people find an origin by another address than programs on this machine do: then a proxy needs the latter. */
const isElsewhere = ({ site, staging, dashboard, local }: Places): boolean =>
  local.site !== site || local.staging !== staging || local.dashboard !== dashboard;
