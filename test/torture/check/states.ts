import type { Day, Window } from "../../../domain/day.ts";
import type { Job, JobFields, Status, Visit } from "../../../domain/job.ts";
import { periodIn, visitIn } from "../../../domain/recorded-change.ts";
import { holdsOf, type RentalPeriod } from "../../../domain/rental/rental-period.ts";

/** What the checker needs of a job at one revision. */
export interface State {
  status: Status;
  visits: Visit[];
  equipment?: readonly RentalPeriod[];
}

/** A job at each revision from 1, replayed backwards from its history. Null if an entry does not fit. */
export const statesOf = (job: Job): State[] | null => {
  if (job.history.length !== job.rev) return null;
  const states: State[] = [];
  let now: State = { status: job.status, visits: job.visits, ...withEquipment(job.equipment) };
  for (const { from, to } of job.history.toReversed()) {
    states.push(now);
    if (to?.status !== undefined && to.status !== now.status) return null;
    if (JSON.stringify(visitsWith(now.visits, to)) !== JSON.stringify(now.visits)) return null;
    now = {
      status: from?.status ?? now.status,
      visits: visitsWith(now.visits, from),
      ...withEquipment((from?.equipment ?? now.equipment)?.map((one) => ({ ...one, ...periodIn(from, one.id) }))),
    };
  }
  return states.toReversed();
};

/** The visits with those that an entry holds. */
const visitsWith = (visits: Visit[], held: JobFields | null): Visit[] =>
  (held?.visits ?? visits).map((visit) => visitIn(held, visit.id) ?? visit);

const withEquipment = (equipment: readonly RentalPeriod[] | undefined) =>
  equipment === undefined ? {} : { equipment };

/** The allowed steps between statuses, without skipping one. */
export const follows: Record<Status, Status[]> = {
  requested: ["cancelled"],
  quoted: ["cancelled"],
  booked: ["ready_for_pickup", "in_progress", "cancelled"],
  ready_for_pickup: ["booked", "in_progress", "cancelled"],
  in_progress: ["completed", "ready_for_pickup", "cancelled"],
  completed: [],
  cancelled: [],
};

/** True while the visit of a message is the next one of an open job, on the same day and window. */
export const stands = (state: State, visit: { id: string; day: Day | null; window: Window | null }): boolean => {
  const next = state.visits.find((one) => one.state !== "done");
  return (
    state.status !== "cancelled" &&
    state.status !== "completed" &&
    next?.id === visit.id &&
    slotOf(next.day, next.window) === slotOf(visit.day, visit.window)
  );
};

/** Everything limited that a job uses: an opening in a window, or a resource on each day that it is out. */
export const slotsOf = ({ status, visits, equipment = [] }: State): string[] => {
  if (status === "cancelled") return [];
  const windows = visits.flatMap(({ day, window }) => (day === null || window === null ? [] : [slotOf(day, window)]));
  return [...windows, ...holdsOf(equipment, { status }).map(({ day, resource }) => `${day} out ${resource}`)];
};

export const slotOf = (day: Day | null, window: Window | null): string =>
  window === null ? `${day} any time` : `${day} ${window.start}-${window.end}`;
