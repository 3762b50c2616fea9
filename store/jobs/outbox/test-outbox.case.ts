import { homeDayOf } from "../../../domain/job-id.ts";
import type { Job } from "../../../domain/job.ts";
import { newJob } from "../../../domain/new-job.ts";
import { sampleSettings } from "../../../domain/settings.ts";
import { dayIn } from "../../../domain/day.ts";
import { MemoryObjectStore } from "../../adapters/memory/memory-object-store.ts";
import {
  customer,
  friday,
  jobDraft,
  morning,
  RecordingPublisher,
  RecordingSender,
  seededRandom,
  SteppedClock,
  visitOf,
} from "../../conformance/fixture.ts";
import { noTelling, type Messages } from "../../conformance/message-fixture.ts";
import type { Publisher, Sender } from "../../job-store.ts";
import type { ObjectStore } from "../../port/object-store.ts";
import { DayLogs } from "../day-logs.ts";
import { EntryClock } from "../log/entry-clock.ts";
import { OpenBoard } from "../open-board/open-board.ts";
import { openBoardLog, openBoardKind } from "../open-board/open-board-kind.ts";
import { openLog } from "../log/open-log.ts";
import { entriesFor } from "./outbox-entry.ts";
import { Outbox } from "./outbox.ts";

export interface TestProcessOptions {
  objects: ObjectStore;
  clock: SteppedClock;
  name: string;
  seed: number;
  publisher: Publisher;
  sender: Sender;
  report?: (error: unknown) => void;
}

/** A process that writes and drains. It has no reservations, because these tests are about the outbox. */
export const openTestProcess = (options: TestProcessOptions) => {
  const { objects, clock, name: process, seed, publisher, sender, report = () => undefined } = options;
  const random = seededRandom(seed);
  const entryClock = new EntryClock(clock);
  const settings = sampleSettings("America/Los_Angeles");
  const common = { objects, clock, random, process, entryClock, report, takesTurns: false, spread_bytes: 4_096 };
  const days = new DayLogs(common);
  const today = () => Promise.resolve(dayIn("America/Los_Angeles", clock.now()));
  const find = async (id: string) => (await days.day(homeDayOf(id)).read()).state.jobs.get(id)?.job ?? null;
  const log = openLog(common, { name: openBoardLog, kind: openBoardKind });
  const openBoard = new OpenBoard({ log, today, find });
  const outbox = new Outbox({
    ...common,
    days,
    publisher,
    sender,
    ...noTelling,
    file: () => Promise.resolve(),
    openBoard,
    settings: () => Promise.resolve(settings),
    storeTime: () => entryClock.storeTime_ms,
    // No test of the outbox alone has a quote.
    change: () => Promise.resolve(null),
  });
  /** Commits a job with what it leaves to do, and does none of it. */
  const commit = (job: Job, before: Job | null = null, messages: Messages = () => []) => {
    const planned = messages({ before, job, notify: true, now: clock.now() });
    const committing = { before, job, left: [], planned };
    return days.day(homeDayOf(job.id)).change({
      decide: (state) => {
        const entries = entriesFor(committing, { random, settings: () => settings, now: clock.now() });
        return { records: [{ job, holds: [] }, ...outbox.queue(state, entries)], result: entries };
      },
      findIn: () => null,
    });
  };
  return { days, outbox, openBoard, commit, refresh: { days, openBoard, today, find, report }, settings };
};

export const openTestWorld = (wrap: (store: ObjectStore) => ObjectStore = (store) => store) => {
  const clock = new SteppedClock();
  const store = new MemoryObjectStore(() => clock.now());
  const publisher = new RecordingPublisher();
  const sender = new RecordingSender();
  let processes = 0;
  const open = (ownClock = clock) => {
    processes += 1;
    const name = `process${processes}`;
    return openTestProcess({ objects: wrap(store), clock: ownClock, name, seed: processes, publisher, sender });
  };
  const keys = (prefix: string) => [...store.contents()].flatMap(({ key }) => (key.startsWith(prefix) ? [key] : []));
  return { store, clock, publisher, sender, open, keys };
};

/** A job on Friday morning. */
export const testJob = (id = "261127-7K3Q", changes: Partial<Job> = {}): Job => ({
  ...newJob(
    { ...jobDraft, visits: [visitOf("v1", "service", friday, morning)], customer: { name: "Mark" } },
    { id, token: "a".repeat(32) },
    { id: `create ${id}`, at: "2026-11-20T17:00:00.000Z", by: customer },
  ),
  ...changes,
});
