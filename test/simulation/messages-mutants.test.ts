import { expect, test } from "vitest";
import type { ObjectStore } from "../../store/port/object-store.ts";
import type { Actor } from "./actor.ts";
import { loadMarkers } from "./due-marker-code.ts";
import type { Edit } from "./jobs-copy.ts";
import { messageActors, messageExploration } from "./message-world.ts";
import { BrokenSchedule, searchAll, type Search } from "./search.ts";

/** One weaker rule: the edit that makes it, the processes that meet, and what breaks. */
interface Mutant {
  rule: string;
  edits: Edit[];
  actors: (parts: ReturnType<typeof messageActors>) => Record<string, Actor<ObjectStore>>;
  budget?: Partial<Search<ObjectStore>> & { messages?: string[] };
  breaks: string;
}

const mutants: Mutant[] = [
  {
    rule: "the condition is decided on the state that was read, not on the state before the entry",
    edits: [
      {
        file: "outbox/send.ts",
        from: "const leaseId = freshId(random);",
        to: "const leaseId = freshId(random); const seen = (await days.day(day).read()).state;",
      },
      { file: "outbox/send.ts", from: "takeLease(state, id, taken, now)", to: "takeLease(seen, id, taken, now)" },
    ],
    actors: ({ drainer, writer }) => ({ a: drainer("a"), w: writer("cancelled") }),
    breaks: "a message was begun after its cancellation",
  },
  {
    rule: "a lease keeps no other process out",
    edits: [{ file: "outbox/lease.ts", from: "entry.lease.until > now", to: "entry.lease.until < 0" }],
    actors: ({ drainer }) => ({ a: drainer("a"), b: drainer("b") }),
    breaks: "two processes sent one message at the same time",
  },
  {
    rule: "a suspended process sends at the end of its lease",
    edits: [
      {
        file: "outbox/send.ts",
        from: "if (untilOf(begun) - clock.now() < sender.timeout_ms) return;",
        to: "",
      },
    ],
    actors: ({ drainer, time }) => ({ a: drainer("a"), t: time(25) }),
    budget: { lostAnswers: 1 },
    breaks: "a message was begun at the end of its lease",
  },
  {
    rule: "a message need not be the first of its lane",
    edits: [{ file: "outbox/lease.ts", from: "const isTurn = ", to: "const isTurn = true || " }],
    actors: ({ drainer }) => ({ a: drainer("a"), b: drainer("b") }),
    budget: { messages: ["m1", "m2"] },
    breaks: "a message overtook another of its lane",
  },
  {
    rule: "that a message ends unsent is decided again by the next process",
    edits: [
      { file: "outbox/lease.ts", from: "entry.ended ?? unsent(", to: "unsent(" },
      { file: "outbox/lease.ts", from: "...(how !== null && { ended: how })", to: "ended: how ?? undefined" },
    ],
    actors: ({ drainer, writer }) => ({ a: drainer("a"), w: writer("cancelled", "booked") }),
    budget: { crashes: 1 },
    breaks: "a message was begun after its end was recorded",
  },
  {
    rule: "a withdrawn message leaves without a record",
    edits: [
      {
        file: "outbox/lease.ts",
        from: "return { begun: { job, entry: leased }, records: [{ out: leased }] };",
        to: 'return how === null ? { begun: { job, entry: leased }, records: [{ out: leased }] } : { begun: "gone", records: [{ unout: [id] }] };',
      },
    ],
    actors: ({ drainer, writer }) => ({ a: drainer("a"), w: writer("cancelled") }),
    breaks: "a message was neither sent nor recorded",
  },
];

test.each(mutants.map((mutant) => [mutant.rule, mutant] as const))(
  "the explorer finds what breaks: %s",
  async (_rule, { edits, actors, budget = {}, breaks }) => {
    const code = await loadMarkers(edits);
    const broken = await searchAll(messageExploration(code, actors(messageActors(code)), budget)).then(
      ({ states }) => new Error(`No schedule of ${states} states breaks it`),
      (error: unknown) => error,
    );
    if (!(broken instanceof BrokenSchedule)) throw broken;
    expect(broken.message.split("\n")[0]).toBe(breaks);
  },
  300_000,
);
