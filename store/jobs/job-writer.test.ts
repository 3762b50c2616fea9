import { describe, expect, test } from "vitest";
import { instantOf } from "../../domain/clock.ts";
import type { Job } from "../../domain/job.ts";
import { MemoryObjectStore } from "../adapters/memory/memory-object-store.ts";
import { ObservedObjectStore } from "../adapters/wrap/observed-object-store.ts";
import { AlreadyAnother } from "../archive.ts";
import {
  Client,
  friday,
  morning,
  RecordingPublisher,
  RecordingSender,
  saturday,
  seededRandom,
  SteppedClock,
  sunday,
  thursday,
  visitOf,
} from "../conformance/fixture.ts";
import { UnreadableDocument } from "../job-store.ts";
import { jobsUnderTest } from "./jobs-under-test.case.ts";

const openWorld = () => {
  const clock = new SteppedClock();
  const store = new MemoryObjectStore(() => clock.now());
  const calls: string[] = [];
  const handle = () => new ObservedObjectStore(store, ({ verb, key }) => void calls.push(`${verb} ${key}`));
  const { open: openProcess } = jobsUnderTest(1, clock, handle);
  const publisher = new RecordingPublisher();
  const random = seededRandom(9);
  const open = () => {
    const opened = openProcess({ publisher, sender: new RecordingSender() });
    return { ...opened, client: new Client(opened, { random, clock }) };
  };
  const keysUnder = (prefix: string) => [...store.contents()].flatMap(({ key }) => (key.startsWith(prefix) ? key : []));
  return { store, clock, calls, publisher, open, keysUnder };
};

const by = { kind: "customer", name: "Customer" } as const;
/** Books without an idempotency key. */
const bookingOf = (client: Client, write: string) => client.jobs.create({ homeDay: friday, write, by, draft: draftOf });
const draftOf = (identity: { id: string; token: string }, stamp: { id: string; at: string }): Job => ({
  ...plainJob,
  ...identity,
  tracking_token: identity.token,
  history: [{ ...stamp, by, what: "booked", from: null, to: null }],
});
const { job: plainJob } = await openWorld().open().client.create();

test("a key that another request is working on is refused for a minute", async () => {
  const { open, store, clock } = openWorld();
  const { client } = open();
  const key = { id: "261127-7K3Q", token: "0".repeat(32), request: "another", refused: false };
  await store.put("keys/hash", Buffer.from(JSON.stringify({ ...key, at: instantOf(clock.now()) })), "any");
  const book = () =>
    client.jobs.create({
      homeDay: friday,
      write: "first",
      by,
      idempotency: { hash: "hash", request: "mine" },
      draft: draftOf,
    });
  await expect(book()).rejects.toMatchObject({ code: "idempotency_in_progress" });
  clock.pass(60_000);
  expect(await book()).toMatchObject({ replayed: false });
});

describe("the cost of a booking", () => {
  test("is one put and no get if no other process writes", async () => {
    const { open, calls } = openWorld();
    const { client } = open();
    await bookingOf(client, "first");
    calls.length = 0;
    await bookingOf(client, "second");
    expect(calls).toEqual([`put days/${friday}/00000002`]);
  });

  test("is two puts with an idempotency key", async () => {
    const { open, calls } = openWorld();
    const { client } = open();
    await client.create({ key: "first" });
    calls.length = 0;
    await client.create({ key: "second" });
    expect(calls).toEqual(["put keys/second", `put days/${friday}/00000002`]);
  });

  test("an unwritten day costs one read of its calendar, which the month shares", async () => {
    const { open, calls } = openWorld();
    const { client } = open();
    await client.jobs.capacity(thursday, sunday);
    const ofDays = calls.filter((call) => /calendar\/2026|days\//.test(call));
    expect(new Set(ofDays)).toEqual(new Set(["get calendar/2026-11"]));
    expect(ofDays.length).toBeLessThan(3);
  });
});

test("a refused booking leaves no reservation, no job, no token, and a key that is free", async () => {
  const { open, keysUnder, store } = openWorld();
  const { client, days } = open();
  await client.jobs.setCapacity(sunday, [], true);
  const visits = [visitOf("v1", "drop_off", saturday, morning), visitOf("v2", "pickup", sunday, morning)];
  await expect(client.create({ homeDay: friday, visits, key: "key" })).rejects.toMatchObject({ code: "window_full" });
  expect((await days.day(saturday).read()).state.reservations.size).toBe(0);
  expect((await days.day(friday).read()).state.jobs.size).toBe(0);
  expect(keysUnder("tokens/")).toEqual([]);
  const kept = await store.get("keys/key");
  expect(kept.outcome === "found" && JSON.parse(Buffer.from(kept.body).toString())).toMatchObject({ refused: true });
});

test("two processes that draw the same id still create two jobs", async () => {
  const { store, clock } = openWorld();
  // Only ids of jobs take four bytes.
  const randomOf = (process: number) => {
    const { fraction, bytes } = seededRandom(process);
    return { fraction, bytes: (count: number) => (count === 4 ? new Uint8Array(4) : bytes(count)) };
  };
  const { open } = jobsUnderTest(1, clock, () => store, randomOf);
  const parts = { publisher: new RecordingPublisher(), sender: new RecordingSender() };
  const clients = [1, 2].map((seed) => new Client(open(parts), { random: seededRandom(seed), clock }));
  const booked = await Promise.all(clients.map((client, index) => bookingOf(client, `booked ${index}`)));
  expect(booked.map(({ job }) => job.id)).toEqual(["261127-0000", expect.stringMatching(/^261127-\w{5,6}$/)]);
  const keyed = await Promise.all(
    clients.map((client, index) => client.create({ day: saturday, key: `key-${index}` })),
  );
  expect(new Set(keyed.map(({ job }) => job.id)).size).toBe(2);
});

describe("adopt", () => {
  const adopted = async (job: Job, more: Partial<Job> = {}) => {
    const world = openWorld();
    const opened = world.open();
    await opened.client.jobs.setCapacity(friday, [], true);
    await opened.writer.adopt({ ...job, ...more }, { waiting: [], told: undefined, isShown: true });
    return { ...world, ...opened };
  };

  test("imports a job with its places on a closed day, and a repetition changes nothing", async () => {
    const job = { ...plainJob, visits: [...plainJob.visits, visitOf("v2", "pickup", saturday, morning)] };
    const { client, writer, days } = await adopted(job);
    expect(await client.find(job.id)).toEqual(job);
    expect(await client.taken(saturday, morning)).toBe(1);
    const { n } = await days.day(friday).read();
    await writer.adopt(job, { waiting: [], told: undefined, isShown: true });
    expect((await days.day(friday).read()).n).toBe(n);
  });

  test("gives a pointer to a token that does not contain the id, and to no other", async () => {
    const token = "abcdefghijklmnopqrstuvwxyz012345";
    const old = await adopted(plainJob, { tracking_token: token });
    expect(old.keysUnder("tokens/")).toHaveLength(1);
    expect((await old.client.jobs.findByToken(token))?.id).toBe(plainJob.id);
    expect((await adopted(plainJob)).keysUnder("tokens/")).toEqual([]);
  });

  test("refuses another job with the same id", async () => {
    const { writer } = await adopted(plainJob);
    const history = plainJob.history.map((entry) => ({ ...entry, id: "another" }));
    await expect(
      writer.adopt({ ...plainJob, history }, { waiting: [], told: undefined, isShown: true }),
    ).rejects.toThrow(AlreadyAnother);
  });
});

test("holdAgain makes a reservation again that a job names and that does not exist", async () => {
  const { open } = openWorld();
  const { client, days, writer } = open();
  const { job } = await client.create();
  await client.move(job.id, saturday, morning);
  expect(await writer.holdAgain(job.id)).toBe(false);
  const [lost = ""] = (await days.day(saturday).read()).state.reservations.keys();
  await days.day(saturday).change({ decide: () => ({ records: [{ unref: lost }], result: null }), findIn: () => null });
  expect(await client.taken(saturday, morning)).toBe(0);
  expect(await writer.holdAgain(job.id)).toBe(true);
  expect(await client.taken(saturday, morning)).toBe(1);
  expect(await writer.holdAgain(job.id)).toBe(false);
});

test("a move plans again if its reservation was voided, and leaves one reservation", async () => {
  const { open } = openWorld();
  const { client, days } = open();
  const { job } = await client.create();
  const log = days.day(friday);
  let isVoided = false;
  const moving = client.jobs.change(job.id, {
    write: "moved",
    by,
    decide: (now) => {
      const [ref] = days.day(saturday).known?.reservations.keys() ?? [];
      if (ref !== undefined && !isVoided) {
        isVoided = true;
        // It joins the queue behind this decision, so this decision commits first or sees it.
        void log.change({ decide: () => ({ records: [{ void: ref }], result: null }), findIn: () => null });
      }
      return { next: { ...now, visits: now.visits.map((visit) => ({ ...visit, day: saturday })) }, what: "moved" };
    },
  });
  expect(await moving).toMatchObject({ changed: true });
  expect((await days.day(saturday).read()).state.reservations.size).toBe(1);
});

describe("a day that cannot be read", () => {
  const damaged = async () => {
    const world = openWorld();
    const { client } = world.open();
    await client.create();
    const { job } = await client.create({ day: saturday });
    await world.store.put(`days/${friday}/00000001`, Buffer.from("damaged"), "any");
    return { job, jobs: world.open().jobs };
  };

  test("is named, and the others are returned", async () => {
    const { job, jobs } = await damaged();
    const named = new Set<string>();
    const name = (day: string): void => void named.add(day);
    expect(await jobs.between(thursday, sunday, undefined, name)).toEqual([job]);
    const all: Job[] = [];
    for await (const one of jobs.all(undefined, name)) all.push(one);
    expect(all).toEqual([job]);
    expect([...named]).toEqual([friday]);
    expect((await jobs.capacity(thursday, sunday)).map(({ day }) => day)).toEqual([thursday, saturday, sunday]);
  });

  test("is an error for a caller that names nothing, and for a booking", async () => {
    const { jobs } = await damaged();
    await expect(jobs.between(thursday, sunday)).rejects.toThrow(UnreadableDocument);
    await expect(jobs.board(friday)).rejects.toThrow(UnreadableDocument);
    await expect(jobs.setCapacity(friday, [], true)).rejects.toThrow(UnreadableDocument);
  });
});

test("equal versions of a board have equal boards", async () => {
  const { open } = openWorld();
  const { client } = open();
  const empty = await client.jobs.board(friday);
  expect((await open().client.jobs.board(friday)).version).toBe(empty.version);
  await client.create();
  const booked = await client.jobs.board(friday);
  expect(booked.version).not.toBe(empty.version);
  await client.create({ day: null, homeDay: thursday });
  await client.settle();
  expect((await client.jobs.board(friday)).version).not.toBe(booked.version);
});
