import type { Command } from "commander";
import type { LogRecord } from "../../http/request-log.ts";
import type { Config } from "../../main/config.ts";
import type { Served } from "../../main/serve.ts";
import { addCommand, type OutputOptions } from "../command.ts";
import { CommandError, localProblem } from "../command-error.ts";
import * as message from "../message/server.ts";
import { print, printFault, printNotice, waitForStop } from "../terminal.ts";

export const addServeCommand = (root: Command): void => {
  addCommand(root, "serve", { summary: "Serve the pages and the API until Ctrl-C", example: "serve" })
    .option("--log", "write one line per request to stderr; without it, only failed requests")
    .option(
      "--allow-plain-http",
      "accept passwords over unencrypted http from other machines; anyone in between can read them",
    )
    .addHelpText(
      "after",
      "\nEnvironment variables set the ports, addresses and data folder: tailboard help environment",
    )
    .action(async (options: OutputOptions & { log?: true; allowPlainHttp?: true }) => {
      const served = await start(options.log === true, options.allowPlainHttp === true);
      const { site, staging, dashboard, setup } = served;
      // Listen for Ctrl-C before printing that the server is ready.
      const stop = waitForStop();
      const links = {
        ...(setup === null ? {} : { setup }),
        ...(served.previewLink === null ? {} : { preview: served.previewLink }),
        ...(hasPublicNames(served) ? { local: served.local } : {}),
      };
      if (options.json === true)
        await print(`${JSON.stringify({ ready: true, site, staging, dashboard, ...links })}\n`);
      else await print(`${banner(served)}\n`);
      if (served.started.waits) printNotice(message.stagedOnly(served.release));
      for (const warning of served.warnings) printNotice(warning);
      if (served.zoneUnset) printNotice(message.zoneUnset);
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
  const log = (record: LogRecord) => {
    if (logAll || record.status >= 500) printNotice(JSON.stringify(record));
  };
  let served: Served | null = null;
  let config: Config | null = null;
  try {
    const ownConfig = { ...readConfig(process.env), plainHttp };
    config = ownConfig;
    served = await serve(ownConfig, { log, onFault: printFault });
    const { services } = served.tailboard;
    const settings = await services.settings.read().catch(printFault);
    const exposure = exposureOf(ownConfig, { deployed: services.deployed, sample: settings?.sample === true });
    return {
      ...served,
      // Created here and not in `main/serve.ts`, because the link may go only to the terminal.
      setup: await ensureSetupLink(services, served.dashboard),
      data: nameOf(ownConfig.store) ?? message.inMemory,
      warnings: exposure.map((risk) => message.exposure(risk, ownConfig)),
      // Unsaved settings have the machine's time zone, or UTC if the machine has no usable one.
      zoneUnset: settings?.rev === 0 && settings.business.time_zone === "UTC",
    };
  } catch (error) {
    // Stop serving, so that the process exits with 1.
    await served?.close();
    const failure = error instanceof StartFailed || config === null ? error : startFailure(error, config.store);
    if (failure instanceof StartFailed) throw new CommandError(localProblem("store_unavailable", failure.message));
    if (error instanceof ConfigError) throw new CommandError(localProblem("invalid", error.message));
    if (error instanceof ListenError) throw new CommandError(localProblem("store_unavailable", error.message));
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
}: Addresses & { data: string; setup: string | null; previewLink: string | null }): string => {
  const rows = [
    [message.site, site],
    [message.dashboard, dashboard],
    [message.staging, previewLink ?? staging],
    [message.data, data],
    ...(hasPublicNames({ site, staging, dashboard, local })
      ? [[message.listening, `${local.site} (site), ${local.dashboard} (dashboard), ${local.staging} (staging)`]]
      : []),
  ];
  const lines = rows.map(([label = "", value = ""]) => `  ${label.padEnd(22)}${value}`);
  const setupLines = setup === null ? [] : [message.setUp, `  ${setup}`, ""];
  return [message.serving, "", ...lines, "", ...setupLines].join("\n");
};

type Addresses = Pick<Served, "site" | "staging" | "dashboard" | "local">;

/** True if an origin's public address differs from its local one. A reverse proxy needs the local address. */
const hasPublicNames = ({ site, staging, dashboard, local }: Addresses): boolean =>
  local.site !== site || local.staging !== staging || local.dashboard !== dashboard;
