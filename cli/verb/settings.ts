import type { Command } from "commander";
import type { Settings } from "../../domain/settings.ts";
import { Failed } from "../failure.ts";
import * as message from "../message.ts";
import { openOffice } from "../office.ts";
import { assignSetting, settingLines } from "../read/setting-path.ts";
import { plain } from "../terminal.ts";
import { reply, verb, type Said } from "../verb.ts";

export const settingsVerbs = (root: Command): void => {
  const settings = root.command("settings").description("How the business works: name, zone, hours, services, prices");

  verb(settings, "show", {
    summary: "All settings, as lines that `settings set` takes",
    example: "settings show services.trailer-15",
  })
    .argument("[path]", "only what begins so")
    .action(async (path: string | undefined, options: Said) => {
      const found = await (await openOffice()).settings();
      await reply(options, found, () => showSettings(found, path));
    });

  verb(settings, "set", {
    summary: "Change settings; hours of days not set by hand follow at once",
    example:
      'settings set business.name="Coastline Hauling" business.time_zone=America/Los_Angeles hours.sat=08:00-12:00x2',
  })
    .argument("<path=value...>")
    .action(async (lines: string[], options: Said) => {
      const changed = await change((now) => lines.reduce(assignSetting, now));
      await reply(options, changed, () =>
        lines.map((line) => showSettings(changed, line.slice(0, line.indexOf("=")).trim())).join("\n"),
      );
    });

  verb(settings, "confirm", {
    summary: "Say that services, prices and hours are your own and no samples",
    example: "settings confirm",
  }).action(async (options: Said) => {
    const changed = await change((now) => ({ ...now, sample: false }));
    await reply(options, changed, () => message.confirmed);
  });
};

/** Only what was named is changed, so a change that came between is no reason to stop: once more, on the newest. */
const change = async (apply: (settings: Settings) => Settings): Promise<Settings> => {
  const office = await openOffice();
  for (let attempt = 1; ; attempt += 1) {
    const { rev, crews: _crews, ...wanted } = apply(await office.settings());
    try {
      return await office.putSettings(rev, wanted);
    } catch (error) {
      if (error instanceof Failed && error.problem.code === "stale" && attempt === 1) continue;
      throw error;
    }
  }
};

const showSettings = (settings: Settings, under?: string): string => {
  const lines = settingLines(settings)
    .filter(([path]) => under === undefined || path === under || path.startsWith(`${under}.`))
    .map(([path, value]) => plain(`${path}=${value}`));
  return [...lines, ...(under === undefined && settings.sample ? ["", message.stillSample] : [])].join("\n");
};
