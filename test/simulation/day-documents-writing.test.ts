import { describe, expect, test } from "vitest";
import type { ObjectStore } from "../../store/objects/object-store.ts";
import { friday, seededRandom } from "../../store/conformance/fixture.ts";
import { explore, findBroken, type Exploration, type StoreContext } from "./explore.ts";
import { MemoryObjectStore } from "../../store/objects/memory/memory-object-store.ts";
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

/** One document, its writers and their lost acknowledgements: no confirmed write is lost, none is applied twice. */
const key = "log.json";
type Log = string[];

/** Appends its own name to a log a number of times, each time as another change. */
const writer =
  ({ open, answerOf, jsonCodec }: Protocol, name: string, times = 1) =>
  async ({ store, clock, random }: StoreContext): Promise<string[]> => {
    const log = open({ store, clock, random }).documents.document(
      key,
      jsonCodec<Log>(() => []),
    );
    const answers: string[] = [];
    for (let time = 0; time < times; time += 1) {
      const append = () =>
        log.commit({
          apply: (draft) => {
            draft.value = [...draft.value, `${name}${time}`];
            return { result: undefined, wrote: true };
          },
        });
      answers.push(`${name}${time} ${await answerOf(append)}`);
    }
    return answers;
  };

const logIn = async ({ jsonCodec }: Protocol, store: ObjectStore): Promise<Log> => {
  const got = await store.get(key);
  return got.outcome === "found" ? jsonCodec<Log>(() => []).decode(got.body, null).value : [];
};

const writing = (protocol: Protocol, times: Record<string, number>, faults: Partial<Exploration>): Exploration => ({
  ...faults,
  actors: Object.fromEntries(Object.entries(times).map(([name, count]) => [name, writer(protocol, name, count)])),
  invariant: async ({ store, results, ended }) => {
    const log = await logIn(protocol, store);
    if (new Set(log).size !== log.length) throw new Error(`applied twice: ${log.join()}`);
    if (!ended) return;
    for (const told of Object.values(results).flat()) {
      const [entry = "", answer] = String(told).split(" ");
      if (answer === "done" && !log.includes(entry)) throw new Error(`a confirmed write is lost: ${entry}`);
      if (answer === "unavailable" && log.includes(entry)) throw new Error(`told that it was not written: ${entry}`);
    }
  },
});

const smallRing = { codec: (real) => ({ ...ringOf(real, 2) }) } satisfies Mutation;

/** The same code with another number of recent write ids, because the real number outlasts every schedule. */
const ringOf = (real: typeof import("../../store/day-documents/codec.ts"), ringLength: number) =>
  ({
    stamp: (draft, base, write, writers) => ({
      ...real.stamp(draft, base, write, writers),
      ring: [...base.ring, write].slice(-ringLength),
    }),
    judgeWrite: (document, write, baseRev) => {
      const known = real.judgeWrite(document, write, baseRev);
      return known === "lost" && document.rev - baseRev > ringLength ? "untold" : known;
    },
  }) satisfies Partial<typeof real>;

describe("writes to one document", async () => {
  const protocol = await loadProtocol();
  test.each([
    ["two writers, a lost answer and a late PUT", { ann: 1, bob: 1 }, { lostAnswers: 1, latePuts: 1 }],
    ["two writers, two lost answers and a crash", { ann: 2, bob: 1 }, { lostAnswers: 2, crashes: 1 }],
    ["three writers, a late PUT", { ann: 1, bob: 1, cid: 1 }, { latePuts: 1 }],
    ["two writers, one of whose PUTs is delivered twice", { ann: 2, bob: 1 }, { doubled: 1, crashes: 1 }],
    ["two writers, a doubled PUT and a lost answer", { ann: 1, bob: 1 }, { doubled: 1, lostAnswers: 1 }],
    ["two writers, a refusal and a lost answer", { ann: 1, bob: 2 }, { unavailable: 1, lostAnswers: 1 }],
  ])("%s", { timeout: 180_000 }, async (name, times, faults) => {
    await explore(writing(protocol, times, { name, ...faults }));
  });
});

describe("recent write ids that run out", async () => {
  const protocol = await loadProtocol(smallRing);
  test.each([
    ["what it no longer holds is told as unknown, never as failed", { ann: 1, bob: 3 }, { lostAnswers: 1 }],
    ["a doubled PUT and a ring of two", { ann: 1, bob: 3 }, { doubled: 1 }],
    ["a late PUT and a ring of two", { ann: 1, bob: 3 }, { latePuts: 1 }],
  ])("%s", { timeout: 180_000 }, async (name, times, faults) => {
    await explore(writing(protocol, times, { name, ...faults }));
  });
});

describe("a broken variant is caught", () => {
  test("a writer that takes a lost acknowledgement for a failure applies twice", async () => {
    const mutant = await loadProtocol({ codec: () => ({ judgeWrite: () => "lost" }) });
    expect((await findBroken(writing(mutant, { ann: 1, bob: 1 }, { lostAnswers: 1 }))).message).toContain(
      "applied twice",
    );
  });

  test("a writer that trusts the refusal of a duplicated PUT applies twice", async () => {
    const mutant = await loadProtocol({ codec: () => ({ judgeWrite: () => "lost" }) });
    expect((await findBroken(writing(mutant, { ann: 1, bob: 1 }, { doubled: 1 }))).message).toContain("applied twice");
  });

  test("recent write ids that are trusted beyond their number apply twice", async () => {
    const mutant = await loadProtocol({
      codec: (real) => ({
        ...ringOf(real, 2),
        judgeWrite: (document, write) => (document.ring.includes(write) ? "landed" : "lost"),
      }),
    });
    expect((await findBroken(writing(mutant, { ann: 1, bob: 3 }, { lostAnswers: 1 }))).message).toContain(
      "applied twice",
    );
  });
});

describe("a repeated request", async () => {
  const protocol = await loadProtocol();
  const idempotency = { hash: "the-key", request: "the-request" };

  /** Two attempts at one booking: the person tries again in another process, without knowing the first result. */
  const booking =
    (attempts: number) =>
    async ({ store, clock, random, tell }: StoreContext): Promise<void> => {
      const { writer: jobs } = protocol.open({ store, clock, random });
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const answer = await protocol.answerOf(async () => {
          const { job } = await jobs.create(bookingOf("the-write", friday, { idempotency }));
          tell(job.id);
        });
        if (answer === "done") return;
      }
    };
  const oneJob: Exploration["invariant"] = ({ store, told, ended }) => {
    if (!ended) return;
    const jobs = readAll(store).jobs.filter(({ history }) => history[0]?.id === "the-write");
    if (jobs.length > 1) throw new Error(`${jobs.length} jobs were made`);
    for (const id of Object.values(told).flat()) if (id !== jobs[0]?.id) throw new Error("told of another job");
  };

  test.each([
    ["two processes book under one key; crash", { ann: booking(1), again: booking(1) }, { crashes: 1 }],
    ["two processes book under one key; lost answer", { ann: booking(1), again: booking(1) }, { lostAnswers: 1 }],
    ["one books twice under one key; two lost answers", { ann: booking(2) }, { lostAnswers: 2 }],
    ["one books twice under one key; a late PUT, a lost answer", { ann: booking(2) }, { latePuts: 1, lostAnswers: 1 }],
  ])("%s", { timeout: 180_000 }, async (name, actors, faults) => {
    // The day and its pending marker exist, because this test does not examine those two steps.
    const store = new MemoryObjectStore();
    await protocol.open({ store, clock: longAgo, random: seededRandom(1) }).writer.create(bookingOf("before", friday));
    await explore({ name, ...faults, setup: (fresh) => copyInto(store, fresh), actors, invariant: oneJob });
  });

  test(
    "one change, tried again in another process while the first may still be applied",
    { timeout: 180_000 },
    async () => {
      const store = new MemoryObjectStore();
      const { job } = await protocol
        .open({ store, clock: longAgo, random: seededRandom(1) })
        .writer.create(bookingOf("made", friday));
      const change = ({ store: own, clock, random }: StoreContext): Promise<string> => {
        const { writer: jobs } = protocol.open({ store: own, clock, random });
        const decide = moveTo(friday, { start: "12:00", end: "16:00" });
        return protocol.answerOf(() => jobs.change(job.id, { write: "the-write", by, decide }));
      };
      await explore({
        name: "one change in two processes; crash, lost answer, late PUT",
        crashes: 1,
        lostAnswers: 1,
        latePuts: 1,
        setup: (fresh) => copyInto(store, fresh),
        actors: { first: change, again: change },
        invariant: ({ store: then, results, ended }) => {
          if (!ended) return;
          const [now] = readAll(then).jobs;
          const times = now?.history.filter(({ id }) => id === "the-write").length ?? 0;
          expect(times).toBeLessThan(2);
          if (Object.values(results).includes("done")) expect(times).toBe(1);
        },
      });
    },
  );
});
