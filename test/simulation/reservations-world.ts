import { expect } from "vitest";
import type { Clock } from "../../domain/clock.ts";
import type { Day } from "../../domain/day.ts";
import type { Actor, Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { newJob } from "../../domain/new-job.ts";
import type { Random } from "../../domain/random.ts";
import { sampleSettings } from "../../domain/settings.ts";
import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import { friday, jobDraft, morning, moved, saturday, seededRandom, visitOf } from "../../store/conformance/fixture.ts";
import { noTelling } from "../../store/conformance/message-fixture.ts";
import type { DayRecord } from "../../store/jobs/day/day-record.ts";
import type { DayState, OutboxEntry } from "../../store/jobs/day/day-state.ts";
import type { DayLog } from "../../store/jobs/log/day-log.ts";
import { dayLog } from "../../store/jobs/log/log-keys.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import type { Actor as Process, Context } from "./actor.ts";
import { ObjectWorld } from "./object-world.ts";
import type { ReservationsCode } from "./reservations-code.ts";
import type { Search } from "./search.ts";
import { SwitchedObjectStore } from "./switched-object-store.ts";

export const monday = "2026-11-30";
const days = [friday, saturday, monday];
const by = { kind: "dispatcher", name: "Ana" } as const;
const day_ms = 86_400_000;
const start_ms = Date.UTC(2026, 10, 20);

/** One process. It has no due markers and publishes nothing, because reservations are what these tests examine. */
const openProcess = (code: ReservationsCode, objects: ObjectStore, clock: Clock, random: Random) => {
  const entryClock = new code.EntryClock(clock);
  const logs = new Map<Day, DayLog<DayState, DayRecord>>();
  const day = (of: Day): DayLog<DayState, DayRecord> => {
    const log =
      logs.get(of) ??
      new code.DayLog<DayState, DayRecord>({
        objects,
        name: dayLog(of),
        kind: code.dayKind(of),
        entryClock,
        // One entry at a time: the fewest steps.
        readAhead: { first: 1, most: 1 },
        process: "p",
        clock,
        random,
      });
    logs.set(of, log);
    return log;
  };
  const state = async (of: Day): Promise<DayState> => (await day(of).read()).state;
  const outbox = {
    queue: () => [],
    /** Releases what the job left, as the real outbox does immediately. */
    attempt: async (_stored: unknown, entries: readonly OutboxEntry[]) => {
      for (const entry of entries) if (entry.kind === "release") await code.release({ day }, entry.day, entry.ref);
    },
  };
  const settings = () =>
    Promise.resolve({ ...sampleSettings("America/Los_Angeles"), equipment: { rev: 0, types: [] } });
  const context = {
    objects,
    days: { day, state },
    settings,
    clock,
    random,
    report: () => undefined,
    outbox,
    plan: noTelling.plan,
  };
  return { context, state, day, writer: new code.JobWriter(context) };
};

const bookingOf = (write: string, day: Day) => ({
  homeDay: day,
  write,
  by,
  draft: (identity: { id: JobId; token: string }, stamp: { id: string; at: string; by: Actor }): Job =>
    newJob({ ...jobDraft, visits: [visitOf("v1", "service", day, morning)], customer: null }, identity, stamp),
});

const moveTo = (day: Day) => (job: Job) => moved(job, "v1", day, morning);

/** `done`, or the outcome of the store, or the code of a refusal. Any other error is a fault. */
const answerOf = async (run: () => Promise<unknown>): Promise<string> => {
  try {
    await run();
    return "done";
  } catch (error) {
    // The copy has its own classes.
    if (!(error instanceof Error)) throw error;
    if (error.name === "OutcomeUnknown") return "unknown";
    if (error.name === "StoreUnavailable") return "unavailable";
    if ("code" in error && typeof error.code === "string") return error.code;
    throw error;
  }
};

/** The contents that every schedule begins with. */
export const openScene = async (code: ReservationsCode) => {
  const store = new MemoryObjectStore(() => start_ms);
  const clock = { now: () => start_ms, sleep: () => Promise.resolve() };
  const { writer, context } = openProcess(code, store, clock, seededRandom(1));
  const size = (day: Day, capacity: number) =>
    code.setOwnHours(context, day, { windows: [{ ...morning, capacity }], closed: false });
  for (const day of days) await size(day, 3);
  const jobs: JobId[] = [];
  return {
    store,
    jobs,
    /** Gives a day one opening in the morning, so that a second visit is too many. */
    onePlace: (day: Day) => size(day, 1),
    book: async (day: Day) => {
      jobs.push((await writer.create(bookingOf(`booked-${jobs.length}`, day))).job.id);
    },
    move: (index: number, day: Day) =>
      writer.change(jobs[index] ?? "", { write: `moved-${index}-${day}`, by, decide: moveTo(day) }),
  };
};

export type Scene = Awaited<ReturnType<typeof openScene>>;
type Opened = ReturnType<typeof openProcess>;

export const actorsOf = (code: ReservationsCode) => {
  /** A process that has read all days in one step, at any time. What it reads later is a step of its own. */
  const start = async ({ handle, clock, random, atomically }: Context<ObjectStore>): Promise<Opened> => {
    const store = new SwitchedObjectStore(handle);
    const process = openProcess(code, store, clock, random);
    await atomically("open", async (direct) => {
      store.current = direct;
      const heads = await Promise.all(days.map((day) => process.day(day).read()));
      store.current = handle;
      // The explorer must know what this process has seen.
      return heads.map(({ sum }) => sum);
    });
    return process;
  };

  const mover =
    (write: string, id: JobId | undefined, ...to: Day[]): Process<ObjectStore> =>
    async (context) => {
      const { writer } = await start(context);
      let answer = "";
      for (const [index, day] of to.entries()) {
        const own = index === 0 ? write : `${write}-${index}`;
        answer = await answerOf(() => writer.change(id ?? "", { write: own, by, decide: moveTo(day) }));
        if (answer === "done") context.tell({ confirmed: own });
      }
      return answer;
    };

  const booker =
    (write: string, day: Day): Process<ObjectStore> =>
    async (context) => {
      const { writer } = await start(context);
      const answer = await answerOf(() => writer.create(bookingOf(write, day)));
      if (answer === "done") context.tell({ confirmed: write });
      return answer;
    };

  const pruner =
    (day: Day): Process<ObjectStore> =>
    async (context) => {
      const process = await start(context);
      return await answerOf(() => code.pruneDay(process.context, day, 0));
    };

  /** Prunes a day in one step, for meetings about something else. */
  const prunerInOneStep =
    (day: Day): Process<ObjectStore> =>
    ({ atomically, clock, random }) =>
      atomically("prune", (objects) => code.pruneDay(openProcess(code, objects, clock, random).context, day, 0));

  /** Compacts a day, then lets more time pass than a process trusts what it knows. */
  const compaction =
    (day: Day): Process<ObjectStore> =>
    async ({ atomically, clock, random, pass }) => {
      await atomically("compact", async (objects) => {
        const head = await openProcess(code, objects, clock, random).day(day).read();
        await code.compact({ objects, name: dayLog(day), kind: code.dayKind(day), random }, head);
      });
      await pass(2 * day_ms);
    };

  return { mover, booker, pruner, prunerInOneStep, compaction };
};

/** The exploration of these actors. No opening is sold twice, and a pruner alone ends every dead reservation. */
export const explorationOf = (
  code: ReservationsCode,
  scene: Scene,
  actors: Record<string, Process<ObjectStore>>,
  rest: Partial<Search<ObjectStore>> = {},
): Search<ObjectStore> => ({
  world: new ObjectWorld(scene.store),
  now: start_ms + day_ms,
  actors,
  invariant: async ({ handle, told, now, ended, crashed }) => {
    // An opening that is sold twice stays so, and the final states show it.
    if (!ended) return;
    const before = await readAll(code, handle, now);
    assertSound(before);
    const writes = jobsOf(before).flatMap(({ history }) => history.map(({ id }) => id));
    for (const { confirmed } of Object.values(told).flat() as { confirmed: string }[])
      if (writes.filter((write) => write === confirmed).length !== 1) throw new Error("a confirmed change is lost");
    const clock = { now: () => now, sleep: () => Promise.resolve() };
    const { context } = openProcess(code, handle, clock, seededRandom(2));
    for (const day of days) await code.pruneDay(context, day, 0);
    const after = await readAll(code, handle, now);
    assertSound(after);
    expect(deadReservations(after), `dead reservations, after ${crashed.join()} crashed`).toEqual([]);
    expect(jobsOf(after)).toEqual(jobsOf(before));
  },
  ...rest,
});

const readAll = async (code: ReservationsCode, handle: ObjectStore, now: number): Promise<Map<Day, DayState>> => {
  const clock = { now: () => now, sleep: () => Promise.resolve() };
  const { state } = openProcess(code, handle, clock, seededRandom(3));
  const states = new Map<Day, DayState>();
  for (const day of days) states.set(day, await state(day));
  return states;
};

const jobsOf = (states: Map<Day, DayState>): Job[] =>
  [...states.values()].flatMap(({ jobs }) => [...jobs.values()].map(({ job }) => job));

const assertSound = (states: Map<Day, DayState>): void => {
  const jobs = jobsOf(states);
  for (const { day, hours } of states.values()) {
    for (const { start, capacity } of hours?.windows ?? []) {
      const visits = jobs.flatMap((job) => (job.status === "cancelled" ? [] : job.visits));
      const sold = visits.filter((visit) => visit.day === day && visit.window?.start === start).length;
      if (sold > capacity) throw new Error(`${day} ${start} is sold ${sold} times, and has ${capacity}`);
    }
  }
  for (const { jobs: stored } of states.values()) {
    for (const { job, holds } of stored.values()) {
      for (const { day, ref } of holds)
        if (states.get(day)?.reservations.has(ref) !== true)
          throw new Error(`${job.id} names ${ref} on ${day}, which does not exist`);
    }
  }
};

/** The reservations that no job names, as `day ref`. */
const deadReservations = (states: Map<Day, DayState>): string[] => {
  const named = new Set(
    [...states.values()].flatMap(({ jobs }) => [...jobs.values()].flatMap(({ holds }) => holds.map(({ ref }) => ref))),
  );
  return [...states.values()].flatMap(({ day, reservations }) =>
    [...reservations.keys()].filter((ref) => !named.has(ref)).map((ref) => `${day} ${ref}`),
  );
};
