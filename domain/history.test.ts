import { momentIn } from "./moment.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editJob } from "./edit.ts";
import { applyChange, atRevision, undo, type Decide } from "./history.ts";
import { undoableEntry } from "./undoable-entry.ts";
import { marksJob } from "./job.fixture.ts";
import { realJob } from "./full-job.fixture.ts";
import type { HistoryEntry, Job } from "./job.ts";
import { replaceLink, revokeLink } from "./link.ts";
import { leaveMessage } from "./message.ts";
import { assignJob, moveJob } from "./move.ts";
import { DomainError } from "./domain-error.ts";
import { setStatus } from "./status.ts";

const by = { kind: "dispatcher", name: "Ana" } as const;
const zone = "America/Los_Angeles";
const at = (rev: number) => `2026-11-2${rev % 10}T10:00:00.000Z`;

/** Applies a decision as the store does. "unchanged" and domain errors leave the job as it is. */
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
    (job) => leaveMessage(job),
    (job) => undo(job),
    (job, now) =>
      editJob(
        job,
        { pricing: { kind: "flat", amount_cents: 65_000, currency: "USD" }, reason: "More" },
        "Ana",
        momentIn(zone, now),
      ),
    (job, now) =>
      editJob(job, { customer: { phone: null, email: "m@example.com" }, notes: "Dog" }, "Ana", momentIn(zone, now)),
  ),
  fc.constantFrom("2026-11-27", "2026-11-28", null).map(
    (day): Decide =>
      (job, now) =>
        moveJob(job, day, day === null ? null : { start: "08:00", end: "12:00" }, momentIn(zone, now)),
  ),
  fc.constantFrom("booked", "ready_for_pickup", "in_progress", "completed", "cancelled").map(
    (status): Decide =>
      (job, now) =>
        setStatus(job, status, { reason: "because" }, momentIn(zone, now)),
  ),
);

describe("history", () => {
  it("rebuilds every earlier revision exactly", () => {
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

  it("adds one revision and one entry for each change", () => {
    const job = [assignJob, assignJob].reduce(
      (now, decide, index) => apply(now, (one) => decide(one, `crew-${index}`)),
      marksJob(),
    );
    expect([job.rev, job.history.map(({ what }) => what)]).toEqual([3, ["booked", "assigned", "assigned"]]);
  });
});

describe("undo", () => {
  it("reverts the last change, then the one before", () => {
    let job = apply(marksJob(), (one) => assignJob(one, "crew-1"));
    job = apply(job, (one, now) => setStatus(one, "cancelled", { reason: "Sold the house" }, momentIn(zone, now)));
    const undone = apply(job, undo);
    expect(undone).toMatchObject({ status: "booked", ended_at: null, rev: 4, visits: [{ crew: "crew-1" }] });
    expect(apply(undone, undo).visits[0]?.crew).toBeNull();
  });

  it("is a change with an entry of its own", () => {
    const job = apply(
      apply(marksJob(), (one) => assignJob(one, "crew-1")),
      undo,
    );
    expect(job.history.at(-1)).toMatchObject({ what: "undone", undoes: "w1", by });
  });

  it("reverts exactly the entry that undoableEntry returns, and throws without an entry", () => {
    fc.assert(
      fc.property(fc.array(anyDecision, { maxLength: 12 }), (decisions) => {
        const job = decisions.reduce(apply, marksJob());
        const entry = undoableEntry(job.history);
        // As the page has it, parsed from JSON.
        expect(undoableEntry(JSON.parse(JSON.stringify(job.history)) as typeof job.history)?.id).toBe(entry?.id);
        if (entry === undefined) expect(() => undo(job)).toThrow(DomainError);
        else expect(apply(job, undo).history.at(-1)).toMatchObject({ what: "undone", undoes: entry.id });
      }),
    );
  });

  it("finds the change before a customer's message, but none if the job just began", () => {
    const assigned = apply(marksJob(), (one) => assignJob(one, "crew-1"));
    const messaged = apply(assigned, (one) => leaveMessage(one));
    expect(undoableEntry(messaged.history)).toMatchObject({ id: "w1", what: "assigned" });
    expect(undoableEntry(apply(messaged, undo).history)).toBeUndefined();
    expect(undoableEntry(apply(marksJob(), (one) => leaveMessage(one)).history)).toBeUndefined();
  });

  it("does not revert how the job began, or a message", () => {
    expect(() => undo(marksJob())).toThrow(expect.objectContaining({ code: "transition_not_allowed" }));
    const messaged = apply(marksJob(), (one) => leaveMessage(one));
    expect(() => undo(messaged)).toThrow(expect.objectContaining({ code: "transition_not_allowed" }));
  });

  it("skips messages, new links and changes that are undone already", () => {
    const entry = (id: string, what: HistoryEntry["what"], more: Partial<HistoryEntry> = {}): HistoryEntry => ({
      id,
      at: at(1),
      by: { kind: "dispatcher", name: "Ana" },
      what,
      from: { notes: `before ${id}` },
      to: {},
      ...more,
    });
    const begun = entry("w0", "booked", { from: null });
    const undone = (...history: HistoryEntry[]) => undo(realJob({ history: [begun, ...history] })).undoes;
    expect(undone(entry("w1", "edited"), entry("w2", "messaged"), entry("w3", "link_replaced"))).toBe("w1");
    expect(undone(entry("w1", "edited"), entry("w2", "moved"), entry("w3", "undone", { undoes: "w2" }))).toBe("w1");
    expect(undo(realJob({ history: [begun, entry("w1", "edited")] })).next.notes).toBe("before w1");
    expect(() => undone(entry("w1", "messaged"))).toThrow(expect.objectContaining({ code: "transition_not_allowed" }));
  });
});
