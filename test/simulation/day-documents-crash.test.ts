import { describe, expect, test } from "vitest";
import { undo } from "../../domain/history.ts";
import type { Job } from "../../domain/job.ts";
import { setStatus } from "../../domain/status.ts";
import { lookupOf, newJobToken } from "../../store/job-token.ts";
import { replaceLink } from "../../domain/link.ts";
import { keys } from "../../store/keys.ts";
import {
  afternoon,
  Client,
  friday,
  morning,
  moved,
  RecordingSender,
  renamed,
  saturday,
  seededRandom,
  SteppedClock,
  visitOf,
} from "../../store/conformance/fixture.ts";
import { MemoryObjectStore } from "../../store/objects/memory/memory-object-store.ts";
import { FaultyObjectStore } from "../../store/objects/wrap/faulty-object-store.ts";
import { Crashed, ProcessCalls, type CrashPlan } from "./day-documents-crashing.ts";
import { assertAtRest, openProcess, readAll } from "./day-documents-world.ts";

/**
 * Each operation of the store, with every write at which its process can stop, in order. Within a row the order is free.
 * The test stops a process before and after each write, starts another process, and repeats the operation with the same
 * write ids. Then nothing may be half-done.
 */
interface Act {
  name: string;
  setup?: (scene: Scene) => Promise<unknown>;
  act: (client: Client, id: string) => Promise<unknown>;
  steps: string[][];
  /** What the one job must be afterwards. */
  expected: Partial<Pick<Job, "rev" | "status">> & { visits?: [day: string | null, start: string | undefined][] };
  /** How many messages may have been sent. */
  sent?: number[];
}

const monday = "2026-11-30";
const hour = 3_600_000;
const book = { key: "the-key", name: "Ana" };
const onSaturday = async ({ client, idOf }: Scene) => {
  await client.create(book);
  await client.move(await idOf(), saturday, morning);
};
const change = (decide: Parameters<Client["change"]>[1]) => (client: Client, id: string) =>
  client.change(id, decide, { write: "the-write" });
const cancelled = change((job, at) => setStatus(job, "cancelled", "No longer needed", at));

const acts: Act[] = [
  {
    name: "book",
    act: (client) => client.create(book),
    steps: [["put key"], ["put pending", "put token"], ["put home"], ["put view"]],
    expected: { rev: 1, visits: [[friday, "08:00"]] },
  },
  {
    name: "book without a day",
    act: (client) => client.create({ ...book, day: null, homeDay: friday }),
    steps: [["put key"], ["put pending", "put token"], ["put home"], ["put open", "put view"]],
    expected: { rev: 1, visits: [[null, undefined]] },
  },
  {
    name: "book visits on three days",
    act: (client) =>
      client.create({
        ...book,
        visits: [
          visitOf("v1", "drop_off", friday, morning),
          visitOf("v2", "swap", saturday, morning),
          visitOf("v3", "pickup", monday, morning),
        ],
      }),
    steps: [
      ["put key"],
      ["put 28", "put 30", "put pending", "put token"],
      ["put home"],
      ["put 28", "put 30", "put view"],
    ],
    expected: {
      rev: 1,
      visits: [
        [friday, "08:00"],
        [saturday, "08:00"],
        [monday, "08:00"],
      ],
    },
  },
  {
    name: "import a token",
    act: (client) => client.create({ ...book, token: "abcdefghijklmnopqrstuvwxyz012345" }),
    steps: [["put key"], ["put token"], ["put pending"], ["put home"], ["put view"]],
    expected: { rev: 1 },
  },
  {
    name: "move away",
    setup: ({ client }) => client.create(book),
    act: change((job) => moved(job, "v1", saturday, morning)),
    steps: [["put 28"], ["put pending"], ["put home"], ["put 28", "put view"]],
    expected: { rev: 2, visits: [[saturday, "08:00"]] },
  },
  {
    name: "move on",
    setup: onSaturday,
    act: change((job) => moved(job, "v1", monday, morning)),
    steps: [["put 30"], ["put pending"], ["put home"], ["put 28", "put 30", "put view"]],
    expected: { rev: 3, visits: [[monday, "08:00"]] },
  },
  {
    name: "move home",
    setup: onSaturday,
    act: change((job) => moved(job, "v1", friday, afternoon)),
    steps: [["put pending"], ["put home"], ["put 28", "put view"]],
    expected: { rev: 3, visits: [[friday, "12:00"]] },
  },
  {
    name: "another window of another day",
    setup: onSaturday,
    act: change((job) => moved(job, "v1", saturday, afternoon)),
    // The release and the publication finish in one drain, so one write removes both.
    steps: [["put 28"], ["put pending"], ["put home"], ["put 28", "put view"]],
    expected: { rev: 3, visits: [[saturday, "12:00"]] },
  },
  {
    name: "edit a job that shows on another day's board",
    setup: onSaturday,
    act: change(renamed("Bea")),
    steps: [["put pending"], ["put home"], ["put 28", "put view"]],
    expected: { rev: 3 },
  },
  {
    name: "ready",
    setup: ({ client }) => client.create(book),
    act: change((job, at) => setStatus(job, "ready_for_pickup", undefined, at)),
    steps: [["put pending"], ["put home"], ["put open", "put view"]],
    expected: { rev: 2, status: "ready_for_pickup" },
  },
  {
    name: "cancel",
    setup: onSaturday,
    act: cancelled,
    steps: [["put due", "put pending"], ["put home"], ["put 28", "put view"]],
    expected: { rev: 3, status: "cancelled" },
  },
  {
    name: "undo a cancellation",
    setup: async (scene) => {
      await onSaturday(scene);
      await scene.client.cancel(await scene.idOf());
    },
    act: change(undo),
    steps: [["put 28"], ["put pending"], ["put home"], ["put 28", "put view"]],
    expected: { rev: 4, status: "booked", visits: [[saturday, "08:00"]] },
  },
  {
    name: "replace the link",
    setup: ({ client }) => client.create(book),
    act: async (client, id) => {
      const lookup = lookupOf((await client.find(id)).tracking_token);
      return await change((job) => replaceLink(job, newJobToken(id, seededRandom(5)), lookup))(client, id);
    },
    steps: [["put token"], ["put pending"], ["put home"], ["put view"], ["put view"]],
    expected: { rev: 2 },
  },
  {
    name: "publish what could not be published",
    setup: async ({ unpublished }) => (await unpublished()).create(book),
    act: (client) => client.jobs.drain(),
    steps: [["put view"], ["put home"], ["delete pending"]],
    expected: { rev: 1 },
  },
  {
    name: "send",
    setup: async ({ unpublished }) =>
      (await unpublished()).create({ ...book, messages: () => [{ template: "welcome", visit: null }] }),
    act: (client) => client.jobs.drain(),
    steps: [["put view"], ["put home"], ["put home"], ["put home"], ["delete pending"]],
    expected: { rev: 1 },
    // A process that stops between sending and recording it leaves the next one no way to know.
    sent: [1, 2],
  },
  {
    name: "prune",
    setup: async ({ client, idOf, crashing, clock }) => {
      await client.create(book);
      const mover = crashing({ step: "put 28", occurrence: 1, when: "after" });
      await expect(mover.move(await idOf(), saturday, morning)).rejects.toThrow(Crashed);
      await client.settle();
      clock.pass(hour);
    },
    act: (client) => client.jobs.sweep(),
    steps: [["put open"], ["put pending"], ["put home"], ["put 28"], ["put home"]],
    expected: { rev: 1, visits: [[friday, "08:00"]] },
  },
  {
    name: "expire",
    setup: async ({ client, idOf, clock }) => {
      await client.create(book);
      await client.cancel(await idOf());
      await client.settle();
      clock.pass(31 * 24 * hour);
    },
    act: (client) => client.jobs.sweep(),
    steps: [["put view"], ["delete due"], ["put open"], ["delete key"]],
    expected: { rev: 2 },
  },
  {
    name: "become overdue",
    setup: async ({ client, clock }) => {
      await client.create(book);
      await client.settle();
      clock.pass(8 * 24 * hour);
    },
    act: (client) => client.jobs.sweep(),
    steps: [["put open"], ["put open"], ["delete key"]],
    expected: { rev: 1 },
  },
];

interface Scene {
  client: Client;
  clock: SteppedClock;
  idOf: () => Promise<string>;
  /** A process without access to the public store. */
  unpublished: () => Promise<Client>;
  crashing: (plan: CrashPlan) => Client;
}

describe.each(acts)("$name", (one) => {
  test("makes these writes, by name", async () => {
    const { calls } = await run(one);
    const names = [...calls.writes];
    const rows = one.steps.map(({ length }) => names.splice(0, length).toSorted());
    expect([...rows, names]).toEqual([...one.steps.map((row) => row.toSorted()), []]);
  });

  test.each(crashesOf(one.steps))("crash $when $step ($occurrence)", async (crash) => {
    const { objects, views, clock, calls, process, id, sender } = await run(one, crash);
    expect(calls.crashed).toBe(true);
    const next = process("next", new ProcessCalls(nameOf));
    await one.act(next, id);
    await next.settle();
    clock.pass(hour);
    await next.jobs.sweep();
    await next.settle();
    await assertAtRest(objects, views, clock.now());
    const { jobs } = readAll(objects);
    expect(jobs).toHaveLength(1);
    const { visits, ...fields } = one.expected;
    expect(jobs[0]).toMatchObject(fields);
    if (visits !== undefined) expect(jobs[0]?.visits.map(({ day, window }) => [day, window?.start])).toEqual(visits);
    expect(one.sent ?? [0]).toContain(sender.sent.length);
  });
});

const run = async ({ setup, act }: Act, plan?: CrashPlan) => {
  const [objects, views, clock] = [new MemoryObjectStore(), new MemoryObjectStore(), new SteppedClock()];
  const sender = new RecordingSender();
  let processes = 0;
  const process = (name: string, calls: ProcessCalls, publicStore = calls.through(views)) => {
    processes += 1;
    const opened = openProcess({
      objects: calls.through(objects),
      views: publicStore,
      clock,
      random: seededRandom(processes),
      process: name,
      sender,
    });
    return new Client(opened, seededRandom(1_000 + processes), clock);
  };
  const idOf = async () => readAll(objects).jobs[0]?.id ?? "";
  const client = process("setup", new ProcessCalls(nameOf));
  const unreachable = new FaultyObjectStore(views, () => "unavailable");
  let published = true;
  await setup?.({
    client,
    clock,
    idOf,
    crashing: (crash) => process("crashed before", new ProcessCalls(nameOf, crash)),
    unpublished: async () => {
      published = false;
      return process("cut off", new ProcessCalls(nameOf), unreachable);
    },
  });
  if (published) await client.settle();
  const calls = new ProcessCalls(nameOf, plan);
  const id = await idOf();
  const crashing = process("crashing", calls);
  try {
    await act(crashing, id);
  } catch (error) {
    if (!(error instanceof Crashed)) throw error;
  }
  return { objects, views, clock, calls, process, id, sender };
};

const crashesOf = (steps: string[][]): CrashPlan[] => {
  const seen = new Map<string, number>();
  return steps.flat().flatMap((step) => {
    const occurrence = (seen.get(step) ?? 0) + 1;
    seen.set(step, occurrence);
    return (["before", "after"] as const).map((when) => ({ step, occurrence, when }));
  });
};

const nameOf = (key: string): string => {
  if (key === keys.day(friday)) return "home";
  if (key.startsWith(keys.days)) return key.slice("days/2026-11-".length, -".json".length);
  const [folder = ""] = key.split("/");
  return (
    { tokens: "token", keys: "key", t: "view", "open.json": "open", "settings.json": "settings" }[folder] ?? folder
  );
};
