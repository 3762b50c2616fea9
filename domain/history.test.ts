import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editJob } from "./edit.ts";
import { applyChange, atRevision, undo, undoableEntry, type Decide } from "./history.ts";
import { marksJob } from "./job.fixture.ts";
import type { Job } from "./job.ts";
import { replaceLink, revokeLink } from "./link.ts";
import { leaveMessage } from "./message.ts";
import { assignJob, moveJob } from "./move.ts";
import { DomainError } from "./domain-error.ts";
import { setStatus } from "./status.ts";

const by = { kind: "dispatcher", name: "Ana" } as const;
const at = (rev: number) => `2026-11-2${rev % 10}T10:00:00.000Z`;

/** As the store does it; "unchanged" and refusals leave the job as it is. */
const apply = (job: Job, decide: Decide): Job => {
  try {
    const change = decide(job, at(job.rev));
    return change === "unchanged" ? job : applyChange(job, change, { id: `w${job.rev}`, at: at(job.rev), by });
  } catch (error) {
    if (error instanceof DomainError) return job;
    throw error;
  }
};

const anyDecision: fc.Arbitrary<Decide> = fc.oneof(
  fc.constantFrom<Decide[]>(
    (job) => assignJob(job, "crew-1"),
    (job) => assignJob(job, null),
    (job) => revokeLink(job),
    (job) => replaceLink(job, "zyxwvutsrqponmlkjihgfedcbaZYXWVU", "old"),
    (job) => leaveMessage(job, "Gate code 4417"),
    (job) => undo(job),
    (job, now) =>
      editJob(job, { pricing: { kind: "flat", amount_cents: 65_000, currency: "USD" }, reason: "More" }, "Ana", now),
    (job, now) => editJob(job, { customer: { phone: null, email: "m@example.com" }, notes: "Dog" }, "Ana", now),
  ),
  fc.constantFrom("2026-11-27", "2026-11-28", null).map(
    (day): Decide =>
      (job) =>
        moveJob(job, day, day === null ? null : { start: "08:00", end: "12:00" }),
  ),
  fc.constantFrom("booked", "ready_for_pickup", "in_progress", "completed", "cancelled").map(
    (status): Decide =>
      (job, now) =>
        setStatus(job, status, "because", now),
  ),
);

describe("history", () => {
  it("builds any earlier state again, to the letter", () => {
    fc.assert(
      fc.property(fc.array(anyDecision, { maxLength: 25 }), (decisions) => {
        const states = [marksJob()];
        for (const decide of decisions) {
          const last = states.at(-1);
          if (last === undefined) return;
          const next = apply(last, decide);
          if (next !== last) states.push(next);
        }
        const newest = JSON.parse(JSON.stringify(states.at(-1))) as Job;
        for (const [index, state] of states.entries()) expect(atRevision(newest, index + 1)).toEqual(state);
      }),
    );
  });

  it("grows rev by one with each change and never loses an entry", () => {
    const job = [assignJob, assignJob].reduce(
      (now, decide, index) => apply(now, (one) => decide(one, `crew-${index}`)),
      marksJob(),
    );
    expect([job.rev, job.history.map(({ what }) => what)]).toEqual([3, ["booked", "assigned", "assigned"]]);
  });
});

describe("undo", () => {
  it("takes back the last change, then the one before", () => {
    let job = apply(marksJob(), (one) => assignJob(one, "crew-1"));
    job = apply(job, (one, now) => setStatus(one, "cancelled", "Sold the house", now));
    const undone = apply(job, undo);
    expect(undone).toMatchObject({ status: "booked", ended_at: null, rev: 4, visits: [{ crew: "crew-1" }] });
    expect(apply(undone, undo).visits[0]?.crew).toBeNull();
  });

  it("is a change like any other: it can be read in the history", () => {
    const job = apply(
      apply(marksJob(), (one) => assignJob(one, "crew-1")),
      undo,
    );
    expect(job.history.at(-1)).toMatchObject({ what: "undone", undoes: "w1", by });
  });

  it("is possible exactly where its rule finds an entry, and takes back that one", () => {
    fc.assert(
      fc.property(fc.array(anyDecision, { maxLength: 12 }), (decisions) => {
        const job = decisions.reduce(apply, marksJob());
        const entry = undoableEntry(job.history);
        // As the page has it: over the wire.
        expect(undoableEntry(JSON.parse(JSON.stringify(job.history)) as typeof job.history)?.id).toBe(entry?.id);
        if (entry === undefined) expect(() => undo(job)).toThrow(DomainError);
        else expect(apply(job, undo).history.at(-1)).toMatchObject({ what: "undone", undoes: entry.id });
      }),
    );
  });

  it("finds the change under a customer's message, and none under a message to a job that just began", () => {
    const assigned = apply(marksJob(), (one) => assignJob(one, "crew-1"));
    const told = apply(assigned, (one) => leaveMessage(one, "Hello"));
    expect(undoableEntry(told.history)).toMatchObject({ id: "w1", what: "assigned" });
    expect(undoableEntry(apply(told, undo).history)).toBeUndefined();
    expect(undoableEntry(apply(marksJob(), (one) => leaveMessage(one, "Hello")).history)).toBeUndefined();
  });

  it("does not take back how the job began, nor what was told to others", () => {
    expect(() => undo(marksJob())).toThrow(expect.objectContaining({ code: "transition_not_allowed" }));
    const told = apply(marksJob(), (one) => leaveMessage(one, "Hello"));
    expect(() => undo(told)).toThrow(expect.objectContaining({ code: "transition_not_allowed" }));
  });
});
