import { epochOf } from "../../domain/clock.ts";
import type { Job } from "../../domain/job.ts";
import { sampleSettings } from "../../domain/settings.ts";
import { friday, morning } from "../../store/conformance/fixture.ts";
import { plainSend } from "../../store/conformance/message-fixture.ts";
import { OutcomeUnknown, StoreUnavailable, type Sender } from "../../store/job-store.ts";
import type { DayRecord } from "../../store/jobs/day/day-record.ts";
import { decodeEntry } from "../../store/jobs/log/entry.ts";
import { dueMarkerKey } from "../../store/jobs/outbox/due-markers.ts";
import { hourOf } from "../../store/jobs/outbox/hour.ts";
import { testJob } from "../../store/jobs/outbox/test-outbox.case.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import type { SendEntry } from "../../store/queued-entry.ts";
import type { Actor, Context } from "./actor.ts";
import type { MarkerCode } from "./due-marker-code.ts";
import { ObjectWorld } from "./object-world.ts";
import type { Search, View } from "./search.ts";
import { SwitchedObjectStore } from "./switched-object-store.ts";

const start_ms = epochOf("2026-11-27T14:00:00.000Z");
const timeout_ms = 10_000;
const settings = sampleSettings("America/Los_Angeles");
const job = testJob();

/** What a process states about a message. It outlives a crash. */
type Statement =
  | { what: "begun"; id: string; lease: string; at: number; until: number }
  | { what: "ended"; id: string; lease: string; how: string };

type Tools = Pick<Context<ObjectStore>, "handle" | "clock" | "random"> & Partial<Pick<Context<ObjectStore>, "tell">>;

/** One process: its log of Friday, and its outbox. */
const openProcess = (code: MarkerCode, { handle: objects, clock, random, tell }: Tools, process: string) => {
  const entryClock = new code.EntryClock(clock);
  const report = () => undefined;
  const readAhead = { first: 1, most: 1 };
  const common = { objects, clock, random, process, entryClock, report, readAhead };
  const days = new code.DayLogs({ ...common, takesTurns: false, spread_bytes: 4_096 });
  const state = (statement: Statement): void => tell?.(statement);
  const sender: Sender = {
    timeout_ms,
    send: async ({ entry, until }) => {
      state({ what: "begun", id: entry.id, lease: entry.lease?.id ?? "", at: clock.now(), until });
      // The provider takes a step, so that others act before its answer.
      await objects.get("provider");
      return { how: "sent" };
    },
    ended: async ({ entry, how }) => {
      state({ what: "ended", id: entry.id, lease: entry.lease?.id ?? "", how });
    },
  };
  const outbox = new code.Outbox({
    ...common,
    days,
    sender,
    publisher: { publish: () => Promise.resolve() },
    file: () => Promise.resolve(),
    append: () => Promise.resolve(),
    hook: () => Promise.resolve(),
    openBoard: { update: () => Promise.resolve() },
    settings: () => Promise.resolve(settings),
    storeTime: () => entryClock.storeTime_ms,
    change: () => Promise.resolve(null),
  });
  return { days, outbox };
};

/** A process whose log is open. Opening is one step, because what is in question comes after it. */
const openAtOnce = async (code: MarkerCode, context: Context<ObjectStore>, process: string) => {
  // The marker of this hour stays, so listing it is no step.
  const list: ObjectStore["list"] = () =>
    Promise.resolve({ outcome: "listed", keys: [dueMarkerKey(hourOf(start_ms), friday)], more: false, at: start_ms });
  const store = Object.assign(new SwitchedObjectStore(context.handle), { list });
  const opened = openProcess(code, { ...context, handle: store }, process);
  await context.atomically("open", async (direct) => {
    store.current = direct;
    await opened.days.day(friday).read();
    store.current = context.handle;
  });
  return opened;
};

const tolerating = async (run: () => Promise<unknown>): Promise<void> => {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof StoreUnavailable) && !(error instanceof OutcomeUnknown)) throw error;
  }
};

export const messageActors = (code: MarkerCode) => {
  /** Drains, as each process does all the time. */
  const drainer =
    (name: string, times = 1): Actor<ObjectStore> =>
    async (context) => {
      const { outbox } = await openAtOnce(code, context, name);
      for (let time = 0; time < times; time += 1) await tolerating(() => outbox.drain());
    };

  /** Commits the job in these statuses, one after another. */
  const writer =
    (...statuses: Job["status"][]): Actor<ObjectStore> =>
    async (context) => {
      const { days } = await openAtOnce(code, context, "writer");
      for (const [index, status] of statuses.entries()) {
        const rev = index + 2;
        const decide = () => ({ records: [{ job: { ...job, status, rev }, holds: [] }], result: null });
        await tolerating(() =>
          days.day(friday).change({
            decide,
            findIn: ({ jobs }) => (jobs.get(job.id)?.job.rev === rev ? { result: null } : null),
          }),
        );
      }
    };

  /** Moves time by these seconds, one step each. */
  const time =
    (...seconds: number[]): Actor<ObjectStore> =>
    async ({ pass }) => {
      for (const count of seconds) await pass(count * 1_000);
    };

  return { drainer, writer, time };
};

const bound = (id: string): SendEntry => ({
  ...plainSend,
  id,
  job: job.id,
  event: "reminder",
  cause: id,
  visit: { id: "v1", day: friday, window: morning },
  while: "same_visit",
  failures: 0,
  parked: false,
  lease: null,
});

/** The exploration of these actors on a job with these messages, all of one lane. */
export const messageExploration = (
  code: MarkerCode,
  actors: Record<string, Actor<ObjectStore>>,
  { messages = ["m1"], ...rest }: Partial<Search<ObjectStore>> & { messages?: string[] } = {},
): Search<ObjectStore> => ({
  world: new ObjectWorld(),
  now: start_ms,
  setup: async (handle) => {
    const { days, outbox } = openProcess(code, { handle, ...plainTools(() => start_ms) }, "setup");
    await days.day(friday).change({
      decide: (state) => ({
        records: [{ job, holds: [] }, ...outbox.queue(state, messages.map(bound))],
        result: null,
      }),
      findIn: () => null,
    });
  },
  actors,
  invariant: async (view) => {
    // Entries and statements stay, so the end shows all that happened.
    if (view.ended) await checkEnd(code, view, messages);
  },
  ...rest,
});

/** Later processes send or end all that crashes left, and nothing else. */
const checkEnd = async (code: MarkerCode, { world, now, told }: View<ObjectStore>, messages: string[]) => {
  let later = now;
  const handle = world.direct(() => later);
  const statements = Object.values(told).flat() as Statement[];
  const tell = (what: unknown): void => void statements.push(what as Statement);
  const { outbox, days } = openProcess(code, { handle, tell, ...plainTools(() => later) }, "later");
  for (let round = 0; round < 3; round += 1) {
    later += 3_600_000;
    await outbox.drain();
  }
  checkStatements(await readEntries(handle), statements);
  const { state } = await days.day(friday).read();
  if (state.outbox.size > 0) throw new Error("a message stays in the outbox");
  for (const id of messages)
    if (!statements.some((one) => one.id === id)) throw new Error("a message was neither sent nor recorded");
};

const plainTools = (now: () => number) => {
  let drawn = 0;
  return {
    clock: { now, sleep: () => Promise.resolve() },
    random: { bytes: (count: number) => new Uint8Array(count).fill((drawn += 1)), fraction: () => 0 },
  };
};

const checkStatements = (entries: DayRecord[][], statements: readonly Statement[]): void => {
  const places = placesIn(entries);
  const begun = statements
    .filter((one) => one.what === "begun")
    .map((one) => ({ ...one, n: places.leases.get(one.lease) ?? Infinity }))
    .toSorted((one, other) => one.n - other.n);
  for (const [index, one] of begun.entries()) {
    if (places.statusBefore(one.n) !== "booked") throw new Error("a message was begun after its cancellation");
    if (one.at + timeout_ms > one.until) throw new Error("a message was begun at the end of its lease");
    const before = begun.slice(0, index).filter(({ id }) => id === one.id);
    if (before.some(({ until }) => until > one.at)) throw new Error("two processes sent one message at the same time");
    const ended = statements.filter((other) => other.what === "ended" && other.id === one.id);
    if (ended.some(({ lease }) => (places.leases.get(lease) ?? Infinity) < one.n))
      throw new Error("a message was begun after its end was recorded");
    // An earlier message of the lane has left, or its lease has.
    for (const earlier of begun.slice(0, index)) {
      const left = places.left.get(earlier.id) ?? Infinity;
      if (earlier.id < one.id && left > one.n) throw new Error("a message overtook another of its lane");
    }
    if (begun.slice(index + 1).some(({ id }) => id < one.id)) throw new Error("a message overtook another of its lane");
  }
};

/** The number of the entry of each lease, and of each message that left; and the status of the job before an entry. */
const placesIn = (entries: DayRecord[][]) => {
  const leases = new Map<string, number>();
  const left = new Map<string, number>();
  const statuses: { n: number; status: Job["status"] }[] = [];
  for (const [index, records] of entries.entries()) {
    for (const record of records) {
      const n = index + 1;
      if ("job" in record && "holds" in record) statuses.push({ n, status: record.job.status });
      if ("unout" in record) for (const id of record.unout) left.set(id, n);
      if ("out" in record && record.out.kind === "send" && "lease" in record.out && record.out.lease !== null) {
        const { id } = record.out.lease;
        if (!leases.has(id)) leases.set(id, n);
      }
    }
  }
  return { leases, left, statusBefore: (n: number) => statuses.findLast((one) => one.n < n)?.status };
};

const readEntries = async (handle: ObjectStore): Promise<DayRecord[][]> => {
  const entries: DayRecord[][] = [];
  for (let n = 1; ; n += 1) {
    const key = `days/${friday}/${String(n).padStart(8, "0")}`;
    const got = await handle.get(key);
    if (got.outcome !== "found") return entries;
    entries.push(decodeEntry<DayRecord>(key, got.body).records);
  }
};
