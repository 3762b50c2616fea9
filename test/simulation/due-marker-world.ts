import { epochOf } from "../../domain/clock.ts";
import { homeDayOf } from "../../domain/job-id.ts";
import { sampleSettings } from "../../domain/settings.ts";
import { friday } from "../../store/conformance/fixture.ts";
import { OutcomeUnknown, StoreUnavailable } from "../../store/job-store.ts";
import { testJob } from "../../store/jobs/outbox/test-outbox.case.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import type { Actor, Context } from "./actor.ts";
import type { MarkerCode } from "./due-marker-code.ts";
import { ObjectWorld } from "./object-world.ts";
import type { Search } from "./search.ts";

type Process = Pick<Context<ObjectStore>, "handle" | "clock" | "random">;

const hour_ms = 3_600_000;
const start_ms = epochOf("2026-11-27T14:00:00.000Z");
const settings = sampleSettings("America/Los_Angeles");

/** One process: its log of Friday, and its outbox. A job is published when its object exists. */
const openProcess = (code: MarkerCode, { handle: objects, clock, random }: Process, process: string) => {
  const entryClock = new code.EntryClock(clock);
  const report = () => undefined;
  // One entry at a time, and no compaction: the fewest steps.
  const readAhead = { first: 1, most: 1 };
  const common = { objects, clock, random, process, entryClock, report, readAhead };
  const days = new code.DayLogs({ ...common, takesTurns: false, spread_bytes: 4_096 });
  const outbox = new code.Outbox({
    ...common,
    days,
    publisher: {
      publish: async ({ id }) => {
        const put = await objects.put(`published/${id}`, new Uint8Array(), "any");
        if (put.outcome !== "stored") throw new StoreUnavailable(put);
      },
    },
    sender: {
      timeout_ms: 10_000,
      send: () => Promise.resolve({ how: "sent" }),
      ended: () => Promise.resolve(),
    },
    append: () => Promise.resolve(),
    hook: () => Promise.resolve(),
    file: () => Promise.resolve(),
    // No job waits for a person.
    openBoard: { update: () => Promise.resolve() },
    settings: () => Promise.resolve(settings),
    storeTime: () => entryClock.storeTime_ms,
    // No job here has a quote.
    change: () => Promise.resolve(null),
  });
  return { days, outbox, random };
};

/** A process whose log is open. Opening is one step, because what is in question comes after it. */
const openAtOnce = async (code: MarkerCode, context: Context<ObjectStore>, process: string, isBehind = false) => {
  let target = context.handle;
  const handle = forwarding(() => (isBehind ? behind(target) : target));
  const opened = openProcess(code, { ...context, handle }, process);
  await context.atomically("open", async (direct) => {
    target = direct;
    await opened.days.day(friday).read();
    target = context.handle;
  });
  return opened;
};

const forwarding = (target: () => ObjectStore): ObjectStore => ({
  partBytes: target().partBytes,
  maxBodyBytes: target().maxBodyBytes,
  get: (key, options) => target().get(key, options),
  put: (key, body, ...rest) => target().put(key, body, ...rest),
  delete: (key) => target().delete(key),
  list: (prefix, options) => target().list(prefix, options),
});

/** The same store through a machine whose answers are an hour behind. */
const behind = (store: ObjectStore): ObjectStore => {
  const late = <Answer extends object>(answer: Answer): Answer =>
    "at" in answer ? { ...answer, at: (answer.at as number) - hour_ms } : answer;
  return {
    partBytes: store.partBytes,
    maxBodyBytes: store.maxBodyBytes,
    get: async (key, options) => late(await store.get(key, options)),
    put: async (key, body, ...rest) => late(await store.put(key, body, ...rest)),
    delete: async (key) => late(await store.delete(key)),
    list: async (prefix, options) => late(await store.list(prefix, options)),
  };
};

export const processesOf = (code: MarkerCode) => {
  /** Commits each job with a publication to do, and does it, as the process of a request does. */
  const writer =
    (ids: readonly string[], { isBehind = false } = {}): Actor<ObjectStore> =>
    async (context) => {
      const { days, outbox, random } = await openAtOnce(code, context, `writer ${ids.join()}`, isBehind);
      for (const id of ids) {
        const job = testJob(id);
        try {
          const entries = await days.day(homeDayOf(id)).change({
            decide: (state) => {
              const entries = code.entriesFor(
                { before: null, job, left: [], planned: [] },
                { random, settings: () => settings, now: start_ms },
              );
              return { records: [{ job, holds: [] }, ...outbox.queue(state, entries)], result: entries };
            },
            findIn: (state) => (state.jobs.has(id) ? { result: [] } : null),
          });
          await outbox.attempt({ job, holds: [] }, entries);
        } catch (error) {
          if (!(error instanceof StoreUnavailable) && !(error instanceof OutcomeUnknown)) throw error;
        }
      }
    };

  /** Drains several times, as the process of a sweep does. */
  const sweeper =
    (times: number): Actor<ObjectStore> =>
    async (context) => {
      const { outbox } = await openAtOnce(code, context, "sweeper");
      for (let time = 0; time < times; time += 1) {
        try {
          await outbox.drain();
        } catch (error) {
          if (!(error instanceof StoreUnavailable)) throw error;
        }
      }
    };

  /** Moves time by these hours, one step each. */
  const time =
    (...hours: number[]): Actor<ObjectStore> =>
    async ({ pass }) => {
      for (const count of hours) await pass(count * hour_ms);
    };

  return { writer, sweeper, time };
};

/**
 * The exploration of these actors. After any crash, a process that comes later finds all work through the markers. With
 * `isTidy`, it also leaves neither entries nor markers.
 */
export const explorationOf = (
  code: MarkerCode,
  actors: Record<string, Actor<ObjectStore>>,
  { isTidy = false, ...rest }: Partial<Search<ObjectStore>> & { isTidy?: boolean } = {},
): Search<ObjectStore> => ({
  world: new ObjectWorld(),
  now: start_ms,
  // Friday has an entry, so that no step is about the registration of a day.
  setup: async (handle) => {
    const random = { bytes: (count: number) => new Uint8Array(count).fill(1), fraction: () => 0 };
    const clock = { now: () => start_ms, sleep: () => Promise.resolve() };
    const { days } = openProcess(code, { handle, clock, random }, "setup");
    await days
      .day(friday)
      .change({ decide: () => ({ records: [{ void: "none" }], result: null }), findIn: () => null });
  },
  actors,
  invariant: async ({ world, now, ended }) => {
    if (!ended) return;
    let later = now;
    const handle = world.direct(() => later);
    const clock = { now: () => later, sleep: () => Promise.resolve() };
    let drawn = 0;
    const random = { bytes: (count: number) => new Uint8Array(count).fill((drawn += 1)), fraction: () => 0 };
    const { outbox, days } = openProcess(code, { handle, clock, random }, "later");
    for (let round = 0; round < 3; round += 1) {
      later += 5 * hour_ms;
      await outbox.drain();
    }
    const { state } = await days.day(friday).read();
    for (const id of state.jobs.keys()) {
      const published = await handle.get(`published/${id}`);
      if (published.outcome !== "found") throw new Error("work that no process finds");
    }
    if (!isTidy) return;
    if (state.outbox.size > 0) throw new Error("an entry of the outbox stays");
    const markers = await handle.list("due/");
    if (markers.outcome === "listed" && markers.keys.length > 0) throw new Error("a marker without work stays");
  },
  ...rest,
});
