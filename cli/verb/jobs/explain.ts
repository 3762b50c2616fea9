import type { Day, Window } from "../../../domain/day.ts";
import type { Problem } from "../../../http/problem.ts";
import type { JobView } from "../../../projection/job-view.ts";
import { Failed } from "../../failure.ts";
import * as message from "../../message.ts";
import { todayOf, type Api } from "../../api.ts";
import { entryText } from "../../show/job-card.ts";
import { dayText, settingOf, whenText, type Setting } from "../../show/phrase.ts";

/** Adds to a refusal what a person needs next: what there is instead, or what changed meanwhile. */
export const explained = async <T>(api: Api, attempt: () => Promise<T>, before?: JobView): Promise<T> => {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    const settings = await api.settings();
    throw new Failed(error.problem, hintsFor(error.problem, settingOf(settings, todayOf(api, settings)), before));
  }
};

export const hintsFor = (problem: Problem, setting: Setting, before?: JobView): string[] => {
  if (problem.code === "window_full") return alternatives(problem, setting);
  if (problem.code === "stale" && before !== undefined)
    return [message.changedMeanwhile(changesSince(before, problem, setting).join("\n"))];
  return (problem.errors ?? []).flatMap(({ code }) => {
    if (code === "unknown_service") return [message.services(known(setting.settings.services))];
    if (code === "unknown_crew") return [message.crews(known(setting.settings.crews))];
    if (code === "unknown_window") return windowsOf(problem, setting);
    return [];
  });
};

const known = (things: { id: string; active: boolean }[]): string =>
  things.flatMap(({ id, active }) => (active ? [id] : [])).join(", ");

/** The windows that the day has, which the API names beside the refusal. */
const windowsOf = ({ day, windows }: Problem, setting: Setting): string[] => {
  if (typeof day !== "string" || !Array.isArray(windows)) return [];
  const there = windows as Window[];
  if (there.length === 0) return [message.noWindowsOn(dayText(day, setting))];
  return [message.windowsOn(dayText(day, setting)), ...there.map(({ start, end }) => `  ${start}-${end}`)];
};

const alternatives = ({ alternatives: free }: Problem, setting: Setting): string[] => {
  // The API's own: `{day, start, end, left}`, nearest first.
  const windows = (Array.isArray(free) ? free : []) as ({ day: Day } & Window)[];
  return windows.length === 0
    ? []
    : [message.closestFree, ...windows.map(({ day, ...window }) => `  ${whenText({ day, window }, setting)}`)];
};

const changesSince = (before: JobView, { current }: Problem, setting: Setting): string[] => {
  // What the API shows of the job as it is now.
  const now = current as JobView | undefined;
  return (now?.history ?? []).slice((before.history ?? []).length).map((entry) => `  ${entryText(entry, setting)}`);
};
