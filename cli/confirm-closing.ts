import { isDay, type Day } from "../domain/day.ts";
import { openStops } from "../projection/board.ts";
import type { Api } from "./api.ts";
import type { OutputOptions } from "./command.ts";
import { CommandError, localProblem, UsageError } from "./command-error.ts";
import * as message from "./message/settings.ts";
import { canPrompt, confirm } from "./prompt.ts";
import { dayText, type TextContext } from "./show/phrases.ts";
import { printNotice } from "./terminal.ts";

/**
 * Prints how many stops are on the days that a command closes, and asks whether to close them. `--yes` skips the question.
 * @throws CommandError if it cannot ask, so that a script does not close a day with bookings by accident.
 */
export const confirmClosing = async (
  { services }: Pick<Api, "services">,
  days: string[],
  context: TextContext,
  options: OutputOptions & { yes?: true },
): Promise<void> => {
  const warnings: string[] = [];
  // The API refuses texts that are not days, so they are skipped here.
  for (const day of days.filter((text): text is Day => isDay(text) && text >= context.today)) {
    const stops = openStops((await services.jobs.board(day)).cards);
    if (stops > 0) warnings.push(message.stopsOnDay(stops, dayText(day, context)));
  }
  if (warnings.length === 0) return;
  if (options.yes === true) return printNotice(warnings.join("\n"));
  if (!canPrompt(options))
    throw new CommandError(localProblem("invalid", `${warnings.join(" ")} ${message.nothingSaved}`), [
      message.closingOption,
    ]);
  printNotice(warnings.join("\n"));
  if (!(await confirm(message.closingQuestion))) throw new UsageError(message.nothingSaved);
};
