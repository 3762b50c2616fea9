import type { Day, Window } from "../../../domain/day.ts";
import type { Problem } from "../../../http/problem.ts";
import type { JobView } from "../../../projection/job-view.ts";
import { todayOf, type Api } from "../../api.ts";
import { CommandError } from "../../command-error.ts";
import * as message from "../../message/jobs.ts";
import { entryText } from "../../show/job-card.ts";
import { dayText, textContext, whenText, type TextContext } from "../../show/phrases.ts";

/** Runs a change. If it is refused, adds hints to the error: other openings, valid ids, or what changed since `before`. */
export const withHints = async <T>(api: Api, attempt: () => Promise<T>, before?: JobView): Promise<T> => {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const settings = await api.getSettings();
    const context = textContext(settings, todayOf(api, settings));
    throw new CommandError(error.problem, hintsFor(error.problem, context, before));
  }
};

export const hintsFor = (problem: Problem, context: TextContext, before?: JobView): string[] => {
  if (problem.code === "window_full") return alternativeOpenings(problem, context);
  if (problem.code === "stale" && before !== undefined)
    return [message.changedByOthers(changesSince(before, problem, context).join("\n"))];
  return (problem.errors ?? []).flatMap(({ code }) => {
    if (code === "unknown_service") return [message.services(activeIds(context.settings.services))];
    if (code === "unknown_crew") return [message.crews(activeIds(context.settings.crews))];
    if (code === "unknown_window") return windowsOfDay(problem, context);
    return [];
  });
};

const activeIds = (items: { id: string; active: boolean }[]): string =>
  items.flatMap(({ id, active }) => (active ? [id] : [])).join(", ");

/** The windows of the day. The API adds them to the problem. */
const windowsOfDay = ({ day, windows: list }: Problem, context: TextContext): string[] => {
  if (typeof day !== "string" || !Array.isArray(list)) return [];
  const windows = list as Window[];
  if (windows.length === 0) return [message.noWindowsOn(dayText(day, context))];
  return [message.windowsOn(dayText(day, context)), ...windows.map(({ start, end }) => `  ${start}-${end}`)];
};

/** The closest openings. The API adds them to the problem as `{day, start, end, left}`, nearest first. */
const alternativeOpenings = ({ alternatives }: Problem, context: TextContext): string[] => {
  const openings = (Array.isArray(alternatives) ? alternatives : []) as ({ day: Day } & Window)[];
  return openings.length === 0
    ? []
    : [message.closestOpenings, ...openings.map(({ day, ...window }) => `  ${whenText({ day, window }, context)}`)];
};

/** The history entries that are newer than `before`. The API adds the current job to the problem. */
const changesSince = (before: JobView, { current }: Problem, context: TextContext): string[] => {
  const job = current as JobView | undefined;
  return (job?.history ?? []).slice((before.history ?? []).length).map((entry) => `  ${entryText(entry, context)}`);
};
