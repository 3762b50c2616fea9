import type { Command } from "commander";
import type { DayCapacity } from "../../domain/capacity.ts";
import { dayRangeFault, isDay } from "../../domain/day.ts";
import { openApi, todayOf } from "../api.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { CommandError, localProblem, UsageError } from "../command-error.ts";
import { confirmClosing } from "../confirm-closing.ts";
import * as message from "../message/settings.ts";
import { readDay, readHours } from "../read/when.ts";
import { dayText, textContext, timeText, type TextContext } from "../show/phrases.ts";

export const addDayCommands = (root: Command): void => {
  const days = root.command("days").description("Days: the arrival windows of a single day");

  addCommand(days, "show", {
    summary: "Show a day's arrival windows and how many stops are booked",
    example: "days show friday",
  })
    .argument("<day>")
    .action(async (text: string, options: OutputOptions) => {
      const api = await openApi();
      const settings = await api.getSettings();
      const today = todayOf(api, settings);
      const day = readDay(text, today);
      if (!isDay(day)) throw new CommandError(localProblem("invalid", message.dayFormat));
      const outOfRange = dayRangeFault(day, today);
      if (outOfRange !== null) throw new CommandError(localProblem("invalid", outOfRange));
      const [capacity] = await api.services.jobs.capacity(day, day);
      if (capacity !== undefined)
        await printResult(options, capacity, () => showDay(capacity, textContext(settings, today)));
    });

  addCommand(days, "set", {
    summary: "Set the arrival windows of one day, or close it; existing bookings stay",
    example: "days set 2026-12-24 --windows 08:00-12:00x2",
  })
    .argument("<day>")
    .option("--windows <list>", "windows with their capacity: 08:00-12:00x3,12:00-16:00x3")
    .option("--closed", "take no bookings on this day")
    .option("--yes", "close a day with stops without asking")
    .action(async (text: string, options: OutputOptions & { windows?: string; closed?: true; yes?: true }) => {
      if ((options.windows === undefined) === (options.closed === undefined))
        throw new UsageError(message.windowsOrClosed);
      const windows = readHours(options.windows ?? "closed");
      const api = await openApi();
      const settings = await api.getSettings();
      const today = todayOf(api, settings);
      const day = readDay(text, today);
      if (options.closed === true) await confirmClosing(api, [day], textContext(settings, today), options);
      const capacity = await api.setCapacity({ day, body: { windows, closed: options.closed === true } });
      await printResult(options, capacity, () => showDay(capacity, textContext(settings, today)));
    });
};

const showDay = ({ day, windows, closed }: DayCapacity, context: TextContext): string =>
  [
    `${dayText(day, context)}${closed || windows.length === 0 ? `: ${message.closed}` : ""}`,
    ...windows.map(
      ({ taken, capacity, ...window }) => `  ${timeText(day, window)}: ${message.booked(taken, capacity)}`,
    ),
  ].join("\n");
