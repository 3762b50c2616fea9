import { isDay, type Day } from "../../domain/day.ts";
import type { Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";
import type { DayActivity } from "../activity-store.ts";
import { activityKind, type ActivityRecord } from "../documents/activity-kind.ts";
import { activityLog } from "../documents/activity.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { Finding, Mended } from "../upkeep.ts";
import { damageOf, type CheckedLog } from "./damaged-log.ts";
import { foldersIn } from "./listed-days.ts";
import { repairLog } from "./repair-log.ts";
import { surveyLog } from "./survey-log.ts";

/** Yields a finding for each damaged day of the activity page. */
export async function* examineActivity(objects: ObjectStore): AsyncGenerator<Finding> {
  for await (const day of foldersIn(objects, "activity/")) {
    if (!isDay(day)) continue;
    const log = checkedActivity(day);
    const finding = damageOf(log, await surveyLog(objects, log.name, log.kind));
    // What can be read is all that the page can show, whatever was lost.
    if (finding !== null) yield { ...finding, kind: "damaged_log", repairable: true };
  }
}

export const repairActivity = async (
  context: { objects: ObjectStore; clock: Clock; random: Random },
  day: Day,
): Promise<Mended> => {
  const { mended, notes } = await repairLog({ ...context, ...checkedActivity(day) }, { evenIfLost: true });
  return { mended, notes: notes.filter((note) => !note.startsWith("Jobs last changed")) };
};

/** The day of the activity log that an object belongs to, or null. */
export const activityDayOf = (key: string): Day | null =>
  /^(?:snapshots\/)?activity\/(\d{4}-\d{2}-\d{2})(?:\/|$)/.exec(key)?.[1] ?? null;

const checkedActivity = (day: Day): CheckedLog<DayActivity, ActivityRecord> => ({
  name: activityLog(day),
  kind: activityKind,
  title: `The activity of ${day}`,
  afterLoss: (state) => state,
});
