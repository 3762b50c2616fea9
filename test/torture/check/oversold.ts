import type { Day, Window } from "../../../domain/day.ts";
import type { Job } from "../../../domain/job.ts";
import { capacity, stock } from "../world.ts";
import { slotsOf } from "./states.ts";

/** What the check needs of a reservation. */
interface CountedReservation {
  job: string;
  visit: string;
  kind: "visit" | "hold";
  window: Window | null;
  resource: string | null;
}

/**
 * Returns what has more visits than room; a unit has room for one. A reservation counts whether or not its job names it. Two of the same visit in
 * the same place count once: a change that is repeated after a crash reserves again, and its job names at most one.
 */
export const oversold = (
  day: Day,
  jobs: Iterable<{ job: Job }>,
  reservations: Iterable<CountedReservation>,
): string[] => {
  const used = new Map<string, Set<string>>();
  const use = (slot: string, visit: string): void => void used.set(slot, (used.get(slot) ?? new Set()).add(visit));
  for (const { job } of jobs)
    for (const [index, slot] of slotsOf(job).entries())
      if (slot.startsWith(day)) use(slot.slice(day.length + 1), `${job.id} at home ${index}`);
  for (const { job, visit, kind, window, resource } of reservations) {
    if (resource !== null) use(`out ${resource}`, `${job} ${visit} ${kind}`);
    else if (window !== null) use(`${window.start}-${window.end}`, `${job} ${visit} ${kind}`);
  }
  return [...used].flatMap(([slot, visits]) => {
    const room = slot.startsWith("out unit/")
      ? 1
      : slot.startsWith("out ")
        ? stock
        : slot === "any time"
          ? Infinity
          : capacity;
    return visits.size > room ? [`${day} ${slot}: ${visits.size} of ${room}`] : [];
  });
};
