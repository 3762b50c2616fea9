import type { Command } from "commander";
import type { LogRecord } from "../../http/app.ts";
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
      "\nPORT (4100) is the first of three in a row; 0 picks free ones. TAILBOARD_HOST widens it beyond this machine.",
    )
    .action(async (options: Said & { log?: true; allowPlainHttp?: true }) => {
      const served = await start(options.log === true, options.allowPlainHttp === true);
      const { site, staging, dashboard, setup } = served;
      // Listening for Ctrl-C begins before anybody is told that this runs.
      const stop = untilStopped();
      const link = {
        ...(setup === null ? {} : { setup }),
        ...(served.previewLink === null ? {} : { preview: served.previewLink }),
      };
      if (options.json === true) await print(`${JSON.stringify({ ready: true, site, staging, dashboard, ...link })}\n`);
      else await print(`${banner({ ...served, staging: served.previewLink ?? staging })}\n`);
      if (served.started.waits) say(staged(served.release));
      if (served.zoneUnset) say(message.zoneUnset);
      if (served.exposed !== null) say(message.exposed(served.exposed, options.allowPlainHttp === true));
      await stop;
      await served.close();
    });
};

const start = async (logAll: boolean, plainHttp: boolean) => {
  const [{ readConfig, ConfigError, isLoopback, nameOf }, { serve }, { ensureSetupLink }, { ListenError }] =
    await Promise.all([
      import("../../main/config.ts"),
      import("../../main/serve.ts"),
      import("../../main/setup-link.ts"),
      import("../../edge/local/serve.ts"),
    ]);
  try {
    const config = { ...readConfig(process.env), plainHttp };
    const served = await serve(config, {
      log: (record: LogRecord) => {
        if (logAll || record.status >= 500) say(JSON.stringify(record));
      },
      onFault: (error) => say(faultText(error)),
    });
    const { host, store } = config;
    const { rev, business } = await served.tailboard.services.settings.read();
    return {
      ...served,
      // Here and not in `main/serve.ts`: it goes to the terminal and nowhere else.
      setup: await ensureSetupLink(served.tailboard.services, served.dashboard),
      data: nameOf(store) ?? message.inMemory,
      exposed: host === null || isLoopback(host) ? null : host,
      // Nothing was saved yet, so this is what the machine says, or what stands in where it says nothing usable.
      zoneUnset: rev === 0 && business.time_zone === "UTC",
    };
  } catch (error) {
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
}: Record<"site" | "staging" | "dashboard" | "data", string> & { setup: string | null }): string => {
  const rows = [
    [message.site, site],
    [message.dashboard, dashboard],
    [message.staging, staging],
    [message.data, data],
  ];
  const lines = rows.map(([label = "", value = ""]) => `  ${label.padEnd(22)}${value}`);
  const first = setup === null ? [] : [message.setUp, `  ${setup}`, ""];
  return [message.serving, "", ...lines, "", ...first].join("\n");
};
