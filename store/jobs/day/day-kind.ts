import { Map as PersistentMap, OrderedMap } from "immutable";
import type { Day } from "../../../domain/day.ts";
import type { JobId } from "../../../domain/job-id.ts";
import { readStoredJob } from "../../../domain/stored-job.ts";
import type { LogKind } from "../log/log-kind.ts";
import type { DayRecord } from "./day-record.ts";
import type { DayState, OutboxEntry, Reservation, StoredJob, Voids } from "./day-state.ts";
import { placesAtHome, recount } from "./places.ts";
import { readStoredEntry } from "./stored-entry.ts";

/** How the entries of one day's log build its state. */
export const dayKind = (day: Day): LogKind<DayState, DayRecord> => ({
  empty: {
    day,
    n: 0,
    hours: null,
    jobs: PersistentMap<JobId, StoredJob>(),
    reservations: PersistentMap<string, Reservation>(),
    voids: { from: 0, refs: new Map() },
    outbox: OrderedMap<string, OutboxEntry>(),
    markers: { put: new Set(), swept: "" },
    used: new Map(),
  },
  apply: (state, record, n) => ({ ...applyRecord(state, record, n), n }),
  recordsOf,
});

const applyRecord = (state: DayState, record: DayRecord, n: number): DayState => {
  if ("job" in record && "holds" in record) {
    return withJob(state, { ...record, job: readStoredJob(record.job) });
  }
  if ("told_of" in record) return withTold(state, record.told_of, record.keys);
  if ("gone" in record) return withoutJob(state, record.gone);
  if ("ref" in record) return withReservation(state, record);
  if ("unref" in record) return withoutReservation(state, record.unref);
  if ("void" in record) return { ...state, voids: withVoid(state.voids, record.void, n) };
  if ("out" in record) return { ...state, outbox: state.outbox.set(record.out.id, readStoredEntry(record.out)) };
  if ("unout" in record) return { ...state, outbox: state.outbox.deleteAll(record.unout) };
  if ("due" in record) return { ...state, markers: withMarker(state.markers, record.due) };
  if ("swept" in record) return { ...state, markers: afterSweep(state.markers, record.swept) };
  if ("day" in record) return { ...state, hours: record.day };
  return { ...state, voids: { from: record.voids_from, refs: new Map() } };
};

const withTold = (state: DayState, id: JobId, told: readonly string[]): DayState => {
  const stored = state.jobs.get(id);
  return stored === undefined ? state : { ...state, jobs: state.jobs.set(id, { ...stored, told }) };
};

/** A change says nothing of the keys of its job, so they stay. */
const withJob = (state: DayState, { job, holds, ...given }: StoredJob): DayState => {
  const before = state.jobs.get(job.id);
  const told = given.told ?? before?.told;
  return {
    ...state,
    jobs: state.jobs.set(job.id, { job, holds, ...(told && { told }) }),
    used: recount(state.used, {
      removed: before === undefined ? [] : placesAtHome(before.job, state.day),
      added: placesAtHome(job, state.day),
    }),
  };
};

const withoutJob = (state: DayState, id: JobId): DayState => {
  const before = state.jobs.get(id);
  if (before === undefined) return state;
  return {
    ...state,
    jobs: state.jobs.delete(id),
    used: recount(state.used, { removed: placesAtHome(before.job, state.day) }),
  };
};

const withReservation = (state: DayState, reservation: Reservation): DayState => {
  const before = state.reservations.get(reservation.ref);
  return {
    ...state,
    reservations: state.reservations.set(reservation.ref, reservation),
    used: recount(state.used, { removed: before === undefined ? [] : [before], added: [reservation] }),
  };
};

const withoutReservation = (state: DayState, ref: string): DayState => {
  const before = state.reservations.get(ref);
  if (before === undefined) return state;
  return {
    ...state,
    reservations: state.reservations.delete(ref),
    used: recount(state.used, { removed: [before] }),
  };
};

/** Keeps the newest voids. A mover that planned before the oldest that is kept plans again. */
const withVoid = ({ from, refs }: Voids, ref: string, n: number): Voids => {
  const next = new Map(refs);
  next.delete(ref);
  next.set(ref, n);
  if (next.size <= mostVoids) return { from, refs: next };
  const [oldest] = next;
  if (oldest === undefined) return { from, refs: next };
  next.delete(oldest[0]);
  return { from: oldest[1], refs: next };
};
const mostVoids = 200;

const withMarker = ({ put, swept }: DayState["markers"], hour: string): DayState["markers"] =>
  put.has(hour) || hour <= swept ? { put, swept } : { put: new Set(put).add(hour), swept };

const afterSweep = ({ put, swept }: DayState["markers"], hour: string): DayState["markers"] => ({
  put: new Set([...put].filter((one) => one > hour)),
  swept: hour > swept ? hour : swept,
});

function* recordsOf({ n, hours, jobs, reservations, outbox, markers }: DayState): Generator<DayRecord> {
  yield { voids_from: n };
  if (hours !== null) yield { day: hours };
  if (markers.swept !== "") yield { swept: markers.swept };
  for (const due of markers.put) yield { due };
  yield* jobs.values();
  yield* reservations.values();
  for (const out of outbox.values()) yield { out };
}
