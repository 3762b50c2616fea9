import type { Operation } from "../operation.ts";
import { capacity, stock } from "../world.ts";
import type { Taken } from "./check-job.ts";
import type { Attempt, Violation } from "./evidence.ts";

type Held = Omit<Taken, "slot">;

/** Finds slots that were certainly oversold at any moment of the run, not only at its end. */
export class Slots {
  readonly #taken = new Map<string, Held[]>();

  add({ slot, ...held }: Taken): void {
    if (slot.endsWith("any time") || held.t >= held.until) return;
    const known = this.#taken.get(slot);
    if (known === undefined) this.#taken.set(slot, [held]);
    else known.push(held);
  }

  check(sizings: { op: Operation; attempt: Attempt }[]): Violation[] {
    const violations: Violation[] = [];
    for (const [slot, taken] of this.#taken) {
      const [day = "", kind] = slot.split(" ");
      const sized = sizings.filter(({ op }) => op.day === day);
      const room = kind === "out" ? stock : Math.max(capacity, ...sized.map(({ op }) => op.sizes?.capacity ?? 0));
      const most = mostAtOnce(taken);
      if (most > room)
        violations.push(oversold(`${slot}: ${most} places were certainly taken at once, of ${room}`, taken));
      const last = lastSizing(sized);
      if (kind !== "out" && last !== null) violations.push(...afterSizing(slot, taken, last));
    }
    return violations;
  }
}

const mostAtOnce = (taken: Held[]): number => {
  // At one instant, releases count before reservations.
  const events = taken
    .flatMap(({ t, until }) => [
      { at: t, by: 1 },
      { at: until, by: -1 },
    ])
    .toSorted((a, b) => a.at - b.at || a.by - b.by);
  let now = 0;
  let most = 0;
  for (const { by } of events) most = Math.max(most, (now += by));
  return most;
};

/** The last change of a day's capacity, if it is certain which one was last. No later reservation may exceed it. */
const lastSizing = (sized: { op: Operation; attempt: Attempt }[]): { t: number; room: number } | null => {
  const [last, ...others] = sized.toSorted((a, b) => b.attempt.t - a.attempt.t);
  if (last?.attempt.ended?.outcome !== "done") return null;
  const apart = others.every(
    ({ attempt: { ended } }) => ended !== null && ended.t < last.attempt.t && ended.outcome !== "unknown",
  );
  if (!apart) return null;
  const { capacity: places = 0, closed = false } = last.op.sizes ?? {};
  return { t: last.attempt.ended.t, room: closed ? 0 : places };
};

/** Existing reservations stay, so without later ones a day may have more than its capacity. */
const afterSizing = (slot: string, taken: Held[], { t, room }: { t: number; room: number }): Violation[] => {
  const standing = taken.filter(({ until }) => until === Infinity);
  const came = standing.filter(({ began }) => began > t);
  return came.length > 0 && standing.length > room
    ? [oversold(`${slot}: ${came.length} came after it was sized to ${room}, and ${standing.length} are there`, taken)]
    : [];
};

const oversold = (detail: string, evidence: unknown[]): Violation => ({
  kind: "oversold",
  job: null,
  detail,
  evidence,
});
