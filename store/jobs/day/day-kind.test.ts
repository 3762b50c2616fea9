import { expect, test } from "vitest";
import { cardOf } from "../../../domain/card.ts";
import { newJob } from "../../../domain/new-job.ts";
import { friday, jobDraft, morning, visitOf } from "../../conformance/fixture.ts";
import type { DayRecord } from "./day-record.ts";
import { dayKind } from "./day-kind.ts";
import type { DayState } from "./day-state.ts";

const kind = dayKind(friday);
const job = newJob(
  { ...jobDraft, visits: [visitOf("v1", "service", friday, morning)], customer: { name: "Mark" } },
  { id: "261127-7K3Q", token: "a".repeat(32) },
  { id: "h1", at: "2026-11-20T17:00:00.000Z", by: { kind: "customer", name: "Customer" } },
);
const reservation = {
  ref: "r1",
  job: "261126-AAAA",
  visit: "v1",
  kind: "visit" as const,
  day: friday,
  window: morning,
  resource: null,
  card: cardOf(job, "v1"),
  taken_at: 0,
};
const out = { id: "o1", job: job.id, kind: "publish" as const, rev: 1, failures: 0, parked: false, not_before: 0 };
const records: DayRecord[] = [
  { day: { windows: [{ ...morning, capacity: 3 }], closed: false, stock: {}, settings_rev: 1, own_capacity: false } },
  { job, holds: [] },
  reservation,
  { out },
  { due: "2026-11-27T14" },
];
const build = (lines: Iterable<DayRecord>, n: number): DayState =>
  [...lines].reduce((state, record) => kind.apply(state, record, n), kind.empty);
const plain = ({ jobs, reservations, outbox, ...state }: DayState) => ({
  ...state,
  outbox: [...outbox.values()],
  jobs: jobs.toObject(),
  reservations: reservations.toObject(),
});

test("jobs and reservations use the windows that they were sold", () => {
  expect([...build(records, 1).used.values()]).toEqual([{ window: morning, resource: null, count: 2 }]);
});

test("applying a record twice gives the same state", () => {
  const once = build(records, 1);
  for (const record of records) expect(plain(kind.apply(once, record, 1))).toEqual(plain(once));
});

test("a snapshot builds the state again, except for the voids before it", () => {
  const state = build([...records, { void: "r9" }, { swept: "2026-11-27T13" }], 7);
  const again = build(kind.recordsOf(state), 7);
  expect(plain(again)).toEqual(plain({ ...state, voids: { from: 7, refs: new Map() } }));
});

test("a message that an earlier version named by its template is parked", () => {
  const { outbox } = build(
    [...records, { out: { ...out, id: "m1", kind: "send", template: "welcome", visit: null, lease: null } }],
    1,
  );
  expect(outbox.get("m1")).toMatchObject({ kind: "send", event: "booked", parked: true, lease: null, visit: null });
});

test("the keys of a job stay with it through its changes, and leave with it", () => {
  const told = build([...records, { told_of: job.id, keys: ["k1"] }, { job: { ...job, rev: 2 }, holds: [] }], 2);
  expect(told.jobs.get(job.id)).toMatchObject({ job: { rev: 2 }, told: ["k1"] });
  expect(build(kind.recordsOf(told), 2).jobs.get(job.id)).toEqual(told.jobs.get(job.id));
  const gone = build([...records, { told_of: job.id, keys: ["k1"] }, { gone: job.id }, { job, holds: [] }], 3);
  expect(gone.jobs.get(job.id)?.told).toBeUndefined();
  expect(build([{ told_of: job.id, keys: ["k1"] }], 1).jobs.size).toBe(0);
});

test("what is gone uses nothing", () => {
  const state = build([...records, { gone: job.id }, { unref: "r1" }, { unout: ["o1"] }], 2);
  expect([state.used.size, state.jobs.size, state.reservations.size, state.outbox.size]).toEqual([0, 0, 0, 0]);
});

test("a sweep ends the markers up to its hour, and none of those is put again", () => {
  const swept = build([...records, { swept: "2026-11-27T14" }, { due: "2026-11-27T13" }], 2);
  expect(swept.markers).toEqual({ put: new Set(), swept: "2026-11-27T14" });
});

test("old voids are forgotten, and the state says from where it knows them", () => {
  let state = kind.empty;
  for (let n = 1; n <= 205; n += 1) state = kind.apply(state, { void: `r${n}` }, n);
  expect(state.voids.from).toBe(5);
  expect(state.voids.refs.size).toBe(200);
});
