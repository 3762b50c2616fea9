import type { Day } from "../day.ts";
import type { JobId } from "../job-id.ts";
import type { Equipment } from "./equipment.ts";
import { stockOf } from "./equipment.ts";
import type { RentalVisit } from "./plan-equipment.ts";
import { holdsOf, unitResource, type RentalPeriod } from "./rental-period.ts";

/** What the office has to solve: no rule refuses it, because the work is done or the unit is still out. */
export type Conflict =
  | { kind: "short"; type: string; day: Day; stock: number; held: number; jobs: JobId[] }
  | { kind: "unit"; unit: string; day: Day; jobs: JobId[] }
  | { kind: "no_unit"; job: JobId };

/** What the conflicts need to know of a job. */
export interface RentedJob {
  id: JobId;
  status: string;
  sample?: true;
  visits: readonly RentalVisit[];
  equipment: readonly RentalPeriod[];
}

/**
 * Returns the conflicts of some days: a type of which more is held than there is, a unit that two jobs have, and a unit
 * that was delivered without its number. Days and ids are in order.
 */
export const conflictsOf = (equipment: Equipment, jobs: readonly RentedJob[], days: readonly Day[]): Conflict[] => {
  const stock = stockOf(equipment);
  const holders = holdersOf(jobs);
  const names = [
    ...equipment.types.map(({ id }) => ({ resource: id, unit: null })),
    ...equipment.types.flatMap(({ units }) => units.map(({ id }) => ({ resource: unitResource(id), unit: id }))),
  ];
  const overbooked = days.flatMap((day) =>
    names.flatMap(({ resource, unit }): Conflict[] => {
      const ids = holders(resource, day).toSorted();
      if (ids.length <= stock(resource)) return [];
      return unit === null
        ? [{ kind: "short", type: resource, day, stock: stock(resource), held: ids.length, jobs: [...new Set(ids)] }]
        : [{ kind: "unit", unit, day, jobs: [...new Set(ids)] }];
    }),
  );
  const unnamed = jobs.filter(isOutWithoutUnit).map(({ id }): Conflict => ({ kind: "no_unit", job: id }));
  return [...overbooked, ...unnamed];
};

/** Returns a function that gives the job of each hold of a resource on a day. */
const holdersOf = (jobs: readonly RentedJob[]) => {
  const found = new Map<string, JobId[]>();
  for (const job of jobs) {
    for (const { resource, day } of holdsOf(job.equipment, job)) {
      const key = `${day} ${resource}`;
      found.set(key, [...(found.get(key) ?? []), job.id]);
    }
  }
  return (resource: string, day: Day): JobId[] => found.get(`${day} ${resource}`) ?? [];
};

const isOutWithoutUnit = ({ status, sample, visits, equipment }: RentedJob): boolean => {
  const isDone = (id: string) => (visits.find((visit) => visit.id === id)?.done_on ?? null) !== null;
  return (
    status !== "cancelled" &&
    sample !== true &&
    equipment.some((one) => one.unit === null && isDone(one.delivered_by) && !isDone(one.removed_by))
  );
};
