import { instantOf } from "../../domain/clock.ts";
import type { LogFault, LogSurvey } from "./survey-log.ts";

/** Says in one or two sentences what is wrong with a log. `log` is a day, or "the open board". */
export const describeDamage = (
  log: string,
  { calendar, faults, isBaseLost, isGone, head }: LogSurvey<unknown>,
): string => {
  if (isGone) {
    const when = calendar.at === 0 ? "" : ` at ${time(instantOf(calendar.at))}`;
    return `${log} had ${counted(head.n)}${when} and has none.`;
  }
  const said = faults.slice(0, most).map((fault) => sentenceOf(log, fault));
  if (faults.length > most) said.push(`${faults.length - most} more are missing or altered.`);
  if (isBaseLost) said.push("What was last changed before its first entry is lost.");
  return said.join(" ");
};

/** Says how far the jobs of a log may be behind without the damaged entries; empty if nothing was lost. */
export const describeLoss = ({ faults }: Pick<LogSurvey<unknown>, "faults">): string[] =>
  faults.flatMap(({ what, n, between }) => {
    if (what === "snapshot") return [];
    if (what === "replaced") return [`Changes up to entry ${n} may be lost: another copy of it was put in its place.`];
    const lost = what === "unconnected" ? n - 1 : n;
    return [`Jobs last changed ${period(between)} (entry ${lost}) may be one change behind.`];
  });

const sentenceOf = (log: string, { what, n }: LogFault): string => {
  switch (what) {
    case "missing":
      return `Entry ${n} of ${log} is missing.`;
    case "altered":
      return `Entry ${n} of ${log} cannot be read: its bytes were changed or cut off.`;
    case "unconnected":
      return `Entry ${n} of ${log} does not follow the entry before it.`;
    case "replaced":
      return `Entry ${n} of ${log} is not the one that was there when the calendar was written.`;
    case "snapshot":
      return `The snapshot of ${log} after entry ${n} cannot be read.`;
  }
};

const period = ({ after, before }: LogFault["between"]): string => {
  if (after !== null && before !== null) return `between ${time(after)} and ${time(before)}`;
  if (after !== null) return `after ${time(after)}`;
  return before === null ? "at an unknown time" : `before ${time(before)}`;
};

const time = (instant: string): string => `${instant.slice(0, 19).replace("T", " ")} UTC`;
const counted = (n: number): string => (n === 1 ? "one entry" : `${n} entries`);
const most = 3;
