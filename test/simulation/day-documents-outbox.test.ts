import { describe, expect, test } from "vitest";
import { afternoon, friday, renamed, seededRandom } from "../../store/conformance/fixture.ts";
import type { SendEntry } from "../../store/day-documents/day-document.ts";
import type { Sender } from "../../store/job-store.ts";
import { MemoryObjectStore } from "../../store/objects/memory/memory-object-store.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";
import { explore, findBroken, type Exploration, type StoreContext } from "./explore.ts";
import {
  bookingOf,
  by,
  copyInto,
  loadProtocol,
  longAgo,
  moveTo,
  type Mutation,
  type Protocol,
} from "./day-documents-protocol.ts";
import { readAll } from "./day-documents-world.ts";

/** The outbox, with the real code under every order of its store calls. */
const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const timeout = 10_000;

/** Sending is a step: the store keeps sent messages, and the actor records the one it is sending. `stall` runs in between. */
const senderInto = (
  { store, clock, tell }: Pick<StoreContext, "store" | "clock" | "tell">,
  stall: () => Promise<void> = () => Promise.resolve(),
): Sender => ({
  timeout_ms: timeout,
  send: async ({ template, job }) => {
    tell({ sending: template, at: clock.now() });
    if (template === "reminder") await stall();
    await store.put(`sent/${template}`, text(job.visits[0]?.window?.start), "any");
    tell({ sent: template });
  },
});

const prepare = async (protocol: Protocol) => {
  const store = new MemoryObjectStore();
  const process = protocol.open({ store, clock: longAgo, random: seededRandom(1) });
  const { job } = await process.writer.create(
    bookingOf("booked", friday, {
      messages: ({ visits: [visit] }) => [
        {
          template: "reminder",
          visit: visit === undefined ? null : { id: visit.id, day: visit.day, window: visit.window },
        },
      ],
    }),
  );
  // Already published, because this test examines only messages.
  await process.documents.day(friday).commit({
    apply: (draft) => {
      draft.outbox = draft.outbox.filter(({ kind }) => kind === "send");
      return { result: undefined, wrote: true };
    },
  });
  return { store, id: job.id };
};

const messages = async (protocol: Protocol, faults: Partial<Exploration>, stalls = true): Promise<Exploration> => {
  const { store, id } = await prepare(protocol);
  // The part of `drain` that handles messages.
  const worker =
    (rounds: number, isSlow: boolean) =>
    (context: StoreContext): Promise<string> =>
      protocol.answerOf(async () => {
        const { documents } = protocol.open(context);
        // Long enough for its lease to expire.
        const sender = senderInto(context, isSlow ? () => context.pass(31_000) : undefined);
        for (let round = 0; round < rounds; round += 1) {
          for (const entry of (await documents.day(friday).read()).outbox) {
            if (entry.kind === "send") await protocol.sendMessage(documents, sender, friday, entry);
          }
        }
      });
  return {
    ...faults,
    setup: (fresh) => copyInto(store, fresh),
    actors: {
      first: worker(2, stalls),
      second: worker(1, false),
      mover: async ({ store: own, clock, random }) =>
        protocol.answerOf(() =>
          protocol.open({ store: own, clock, random }).writer.change(id, {
            write: "move",
            by,
            decide: moveTo(friday, afternoon),
            messages: () => [{ template: "notice", visit: null }],
          }),
        ),
    },
    invariant: async ({ store: now, told, crashed, now: at, ended, results }) => {
      const sends = (readAll(now).days.get(friday)?.outbox ?? []).filter(
        (entry): entry is SendEntry => entry.kind === "send",
      );
      const notice = sends.find(({ template }) => template === "notice");
      const begun =
        (notice !== undefined && notice.lease !== null) || (await now.get("sent/notice")).outcome === "found";
      for (const [name, says] of Object.entries(told)) {
        const last = says.at(-1) as { sending?: string; at?: number } | undefined;
        const isSending = last?.sending === "reminder" && !crashed.includes(name) && at - (last.at ?? 0) < timeout;
        if (isSending && begun) throw new Error(`the notice is begun while ${name} sends the reminder`);
      }
      const reminder = await now.get("sent/reminder");
      if (reminder.outcome === "found" && new TextDecoder().decode(reminder.body) === '"12:00"') {
        throw new Error("a reminder was begun for a visit that was moved");
      }
      if (!ended) return;
      await finish(protocol, now, at);
      if (results["mover"] === "done") expect((await now.get("sent/notice")).outcome, "the notice").toBe("found");
      const left = readAll(now)
        .days.get(friday)
        ?.outbox.filter(({ kind }) => kind === "send");
      expect(left, "messages left over").toEqual([]);
    },
  };
};

/** A lone worker, after every lease has expired. */
const finish = async (protocol: Protocol, store: ObjectStore, now: number): Promise<void> => {
  const clock = { now: () => now + 3_600_000, sleep: () => Promise.resolve() };
  const sender = senderInto({ store, clock, tell: () => undefined });
  await protocol.open({ store, clock, random: seededRandom(3), sender }).outbox.drain();
};

const noted = async (protocol: Protocol, faults: Partial<Exploration>): Promise<Exploration> => {
  const { store, id } = await prepare(protocol);
  return {
    ...faults,
    setup: (fresh) => copyInto(store, fresh),
    actors: {
      editor: async (context) =>
        protocol.answerOf(() =>
          protocol.open(context).writer.change(id, { write: "edit", by, decide: renamed("Bea") }),
        ),
      drainer: async (context) => protocol.answerOf(() => protocol.open(context).outbox.drain()),
    },
    invariant: ({ store: now }) => {
      const { days, notes } = readAll(now);
      const waiting = days.get(friday)?.outbox.length ?? 0;
      if (waiting > 0 && notes.length === 0) throw new Error(`${waiting} entries wait, and no note says so`);
    },
  };
};

describe("messages and pending markers", async () => {
  const protocol = await loadProtocol();
  test("two workers, one of which stalls, and a move", { timeout: 180_000 }, async () => {
    await explore(await messages(protocol, { name: "two workers, one stalls, a move" }));
  });
  test("two workers and a move; crash", { timeout: 180_000 }, async () => {
    await explore(await messages(protocol, { name: "two workers, a move; crash", crashes: 1 }, false));
  });
  test.each([
    ["an editor and a drainer; crash, lost answer", { crashes: 1, lostAnswers: 1 }],
    ["an editor and a drainer; crash, late PUT", { crashes: 1, latePuts: 1 }],
  ])("%s", { timeout: 180_000 }, async (name, faults) => {
    await explore(await noted(protocol, { name, ...faults }));
  });
});

describe("a broken variant is caught", () => {
  const broken = async (mutation: Mutation, faults: Partial<Exploration> = {}, stalls = true): Promise<string> =>
    (await findBroken(await messages(await loadProtocol(mutation), faults, stalls))).message;

  test("a worker that removes an entry under another worker's lease", async () => {
    const message = await broken({
      lease: () => ({
        endLease: (draft, id) => {
          draft.outbox = draft.outbox.filter((entry) => entry.id !== id);
          return true;
        },
      }),
    });
    expect(message).toContain("the notice is begun while");
  });

  test("entries that are sent before earlier ones", async () => {
    const message = await broken(
      {
        lease: (real) => ({
          takeLease: (draft, id, lease, now) => {
            const others = draft.outbox;
            draft.outbox = others.filter((entry) => entry.id === id);
            const taken = real.takeLease(draft, id, lease, now);
            const own = draft.outbox[0];
            draft.outbox = others.flatMap((entry) => (entry.id !== id ? [entry] : own === undefined ? [] : [own]));
            return taken;
          },
        }),
      },
      {},
      false,
    );
    expect(message).toContain("the notice is begun while");
  });

  test("a lease that does not check whether the visit still stands", async () => {
    const message = await broken(
      {
        lease: (real) => ({
          takeLease: (draft, id, lease, now) => {
            const entry = draft.outbox.find((candidate) => candidate.id === id);
            if (entry?.kind !== "send" || entry.visit === null) return real.takeLease(draft, id, lease, now);
            draft.outbox = draft.outbox.map((one) => (one === entry ? { ...entry, visit: null } : one));
            return real.takeLease(draft, id, lease, now);
          },
        }),
      },
      {},
      false,
    );
    expect(message).toContain("for a visit that was moved");
  });

  test("a pending marker that is assumed to exist", async () => {
    const mutant = await loadProtocol({ "day-document": () => ({ setMarked: () => false }) });
    expect((await findBroken(await noted(mutant, {}))).message).toContain("no note says so");
  });
});
