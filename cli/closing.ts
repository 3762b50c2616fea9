import { isDay, type Day } from "../domain/day.ts";
import { openStops } from "../projection/board.ts";
import { Failed, localProblem, UsageError } from "./failure.ts";
import { interview } from "./interview.ts";
import * as message from "./message.ts";
import type { Api } from "./api.ts";
import { dayText, type Setting } from "./show/phrase.ts";
import { say } from "./terminal.ts";
import type { Said } from "./verb.ts";

/**
 * Says how many stops are on the days that are about to be closed, and asks. `--yes` closes without asking.
 * @throws Failed where it cannot ask: a script that says nothing must not close a day that people booked.
 */
export const confirmClosing = async (
  { services }: Pick<Api, "services">,
  days: string[],
  setting: Setting,
  { json, yes }: Said & { yes?: true },
): Promise<void> => {
  const found: string[] = [];
  // What is no day is refused by the API, with the words it has for that.
  for (const day of days.filter((one): one is Day => isDay(one) && one >= setting.today)) {
    const stops = openStops((await services.jobs.board(day)).cards);
    if (stops > 0) found.push(message.stopsOnDay(stops, dayText(day, setting)));
  }
  if (found.length === 0) return;
  if (yes === true) return say(found.join("\n"));
  if (json === true || !process.stdin.isTTY || !process.stderr.isTTY)
    throw new Failed(localProblem("invalid", `${found.join(" ")} ${message.nothingSaved}`), [message.closingOption]);
  say(found.join("\n"));
  const [answer = ""] = await interview([{ text: message.closingQuestion, given: undefined, usual: "no" }], {
    input: process.stdin,
    output: process.stderr,
  });
  if (!/^y/i.test(answer)) throw new UsageError(message.nothingSaved);
};
