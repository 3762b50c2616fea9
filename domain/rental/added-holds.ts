import type { Day } from "../day.ts";
import type { Job } from "../job.ts";
import { holdsOf, type Hold } from "./rental-period.ts";

/** Returns what a job would hold after a change and does not hold before it. */
export const addedHolds = (before: Job, after: Job): Hold[] => {
  const had = holdsOf(before.equipment ?? [], before);
  return holdsOf(after.equipment ?? [], after).filter((hold) => {
    const index = had.findIndex(({ day, resource }) => day === hold.day && resource === hold.resource);
    if (index >= 0) had.splice(index, 1);
    return index < 0;
  });
};

/** Tells how many units of a resource are free on a day. */
export type FreeOf = (resource: string, day: Day) => number;

/** Returns how many times what a change adds would fit. A change that adds nothing always fits. */
export const roomFor = (added: readonly Hold[], freeOf: FreeOf): number => {
  const uses = Map.groupBy(added, ({ resource, day }) => `${day} ${resource}`);
  return Math.min(
    ...[...uses.values()].map((same) => {
      const [{ resource, day } = { resource: "", day: "" }] = same;
      return Math.floor(Math.max(0, freeOf(resource, day)) / same.length);
    }),
  );
};
