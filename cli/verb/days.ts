import type { Command } from "commander";
import { dayRangeFault, isDay } from "../../domain/day.ts";
import type { DayCapacity } from "../../domain/capacity.ts";
import { confirmClosing } from "../closing.ts";
import { Failed, localProblem, UsageError } from "../failure.ts";
import * as message from "../message.ts";
import { openApi, todayOf } from "../api.ts";
import { readDay } from "../read/day.ts";
import { readHours } from "../read/window.ts";
import { dayText, settingOf, timeText, type Setting } from "../show/phrase.ts";
import { reply, verb, type Said } from "../verb.ts";

export const dayVerbs = (root: Command): void => {
  const days = root.command("days").description("Days: one day's own windows and places");

  verb(days, "show", { summary: "A day's windows, and how many places are taken", example: "days show friday" })
    .argument("<day>")
    .action(async (typed: string, options: Said) => {
      const api = await openApi();
      const settings = await api.settings();
      const today = todayOf(api, settings);
      const day = readDay(typed, today);
      if (!isDay(day)) throw new Failed(localProblem("invalid", "Not a day that exists. Write it as 2026-11-27."));
      const outside = dayRangeFault(day, today);
      if (outside !== null) throw new Failed(localProblem("invalid", outside));
      const [capacity] = await api.services.jobs.capacity(day, day);
      if (capacity !== undefined) await reply(options, capacity, () => showDay(capacity, settingOf(settings, today)));
    });

  verb(days, "set", {
    summary: "Set one day's windows, or close it; who has a place keeps it",
    example: "days set 2026-12-24 --windows 08:00-12:00x2",
  })
    .argument("<day>")
    .option("--windows <list>", "windows with their places: 08:00-12:00x3,12:00-16:00x3")
    .option("--closed", "nothing can be booked")
    .option("--yes", "close a day with stops without asking")
    .action(async (typed: string, options: Said & { windows?: string; closed?: true; yes?: true }) => {
      if ((options.windows === undefined) === (options.closed === undefined))
        throw new UsageError("Give --windows or --closed.");
      const windows = readHours(options.windows ?? "closed");
      const api = await openApi();
      const settings = await api.settings();
      const today = todayOf(api, settings);
      const day = readDay(typed, today);
      if (options.closed === true) await confirmClosing(api, [day], settingOf(settings, today), options);
      const capacity = await api.setCapacity(day, { windows, closed: options.closed === true });
      await reply(options, capacity, () => showDay(capacity, settingOf(settings, today)));
    });
};

const showDay = ({ day, windows, closed }: DayCapacity, setting: Setting): string =>
  [
    `${dayText(day, setting)}${closed || windows.length === 0 ? `: ${message.closed}` : ""}`,
    ...windows.map(
      ({ taken, capacity, ...window }) => `  ${timeText(day, window)}: ${message.places(taken, capacity)}`,
    ),
  ].join("\n");
