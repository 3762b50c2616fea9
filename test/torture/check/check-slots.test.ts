import { expect, test } from "vitest";
import type { Day } from "../../../domain/day.ts";
import { applyChange } from "../../../domain/history.ts";
import { newJob } from "../../../domain/new-job.ts";
import { afternoon, friday, jobDraft, saturday, visitOf } from "../../../store/conformance/fixture.ts";
import type { Operation } from "../operation.ts";
import { checkJob } from "./check-job.ts";
import { Slots } from "./check-slots.ts";
import { noEvidence, type Attempt } from "./evidence.ts";

/**
 * A job is booked, then edited by an operation that began at 200, then moved by one that began at `moveBegan`. The target
 * day was closed by an operation that was confirmed at 150.
 */
const oversold = (to: Day, moveBegan: number): string[] => {
  const by = { kind: "dispatcher", name: "Ana" } as const;
  const stamp = (id: string) => ({ id, at: "2026-11-20T17:00:00Z", by });
  const made = newJob(
    { ...jobDraft, customer: { name: "Mark" }, visits: [visitOf("v1", "service", friday, null)] },
    { id: "261127-7K3Q", token: "t".repeat(32) },
    stamp("made"),
  );
  const edited = applyChange(made, { next: { ...made, notes: "Ring twice" }, what: "edited" }, stamp("edited"));
  const visits = [visitOf("v1", "service", to, afternoon)];
  const job = applyChange(edited, { next: { ...edited, visits }, what: "moved" }, stamp("moved"));
  const evidence = noEvidence();
  const tried = (write: string, kind: Operation["kind"], t: number, rev: number) => {
    const op: Operation = { id: write, kind, by, write, via: "store", job: job.id };
    const attempts: Attempt[] = [{ log: "0.1", t, ended: { outcome: "done", job: job.id, rev, t: 300 } }];
    evidence.tried.set(write, { op, attempts });
  };
  tried("made", "create", 10, 1);
  tried("edited", "edit", 200, 2);
  tried("moved", "move", moveBegan, 3);
  const slots = new Slots();
  for (const taken of checkJob(job, evidence, { outbox: [], restAt: 400, named: true }).taken) slots.add(taken);
  const op: Operation = {
    id: "sized",
    kind: "size_day",
    by,
    write: "sized",
    via: "store",
    job: null,
    day: to,
    sizes: { capacity: 0, closed: true },
  };
  const attempt: Attempt = { log: "0.1", t: 100, ended: { outcome: "done", t: 150 } };
  return slots.check([{ op, attempt }]).map(({ kind }) => kind);
};

test("accepts a reservation made before its day was closed, even if its job names it only after another change", () => {
  expect(oversold(saturday, 140)).toEqual([]);
  expect(oversold(saturday, 160)).toEqual(["oversold"]);
});

test("dates a reservation on the home day by the change itself", () => {
  expect(oversold(friday, 140)).toEqual(["oversold"]);
});
