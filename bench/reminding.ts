import { mkdtemp, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { epochOf, type Clock } from "../domain/clock.ts";
import { addDays } from "../domain/day.ts";
import { freshId } from "../domain/random.ts";
import { systemClock, systemRandom } from "../main/ambient.ts";
import { DailyRuns } from "../main/daily-runs.ts";
import { noTelling } from "../store/conformance/message-fixture.ts";
import { openStores, type Stores } from "../store/open-stores.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { benchSettings, engineKinds } from "./day-logs.ts";
import { by, draftOn } from "./store/bench-job.ts";
import { counted } from "./store/counted.ts";
import { openSqlite } from "./store/day-log-contender.ts";

export interface RemindingRow {
  visits: number;
  home_days: number;
  queue_s: number;
  puts_to_queue: number;
  /** By a second process, which finds all keys. */
  repeat_s: number;
  send_s: number;
  puts_a_message: number;
}

const day = "2027-03-12";
/** How long the provider takes for one message. */
const provider_ms = 100;

/** Measures the daily run that queues reminders on the embedded store, and sends them to a provider that does nothing. */
export const measureReminding = async (): Promise<RemindingRow[]> => [await measure(100, 1), await measure(1_000, 10)];

const measure = async (visits: number, homeDays: number): Promise<RemindingRow> => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-bench-"));
  const database = await openSqlite(root);
  try {
    const { objects, counts, reset } = counted(database);
    const clock = movedClock("2027-03-01T12:00:00Z");
    const first = open(objects, clock);
    await first.settings.adopt(benchSettings);
    const made = Array.from({ length: visits }, (_, index) => addDays(day, -(index % homeDays)));
    for (let done = 0; done < visits; done += 64) {
      const batch = made.slice(done, done + 64);
      const create = (homeDay: string) =>
        first.jobs.create({ homeDay, write: freshId(systemRandom), by, draft: draftOn(day) });
      await Promise.all(batch.map((homeDay) => create(homeDay)));
    }
    await first.jobs.drain();
    await first.daily.begin(addDays(day, -1));
    clock.moveTo("2027-03-11T17:00:00Z");
    reset();
    const queue_s = await secondsOf(() => first.runs.runIfDue());
    const puts_to_queue = counts.puts;
    // As if the first had stopped before it stored that it has finished.
    await objects.delete("daily");
    const second = open(objects, clock);
    await second.daily.begin(addDays(day, -1));
    const repeat_s = await secondsOf(() => second.runs.runIfDue());
    reset();
    const send_s = await secondsOf(async () => {
      while ((await first.jobs.drain()) > 0) await sleep(1);
    });
    if (first.sent() !== visits) throw new Error(`${first.sent()} of ${visits} reminders were sent`);
    return {
      visits,
      home_days: homeDays,
      queue_s,
      puts_to_queue,
      repeat_s,
      send_s,
      puts_a_message: Math.round((counts.puts / visits) * 100) / 100,
    };
  } finally {
    await database.close();
    await rm(root, { recursive: true });
  }
};

/** The system's clock, moved to a time from which it goes on. */
const movedClock = (start: string): Clock & { moveTo: (instant: string) => void } => {
  const system = systemClock();
  let offset = epochOf(start) - system.now();
  return {
    now: () => system.now() + offset,
    sleep: (ms) => system.sleep(ms),
    moveTo: (instant) => {
      offset = epochOf(instant) - system.now();
    },
  };
};

/** Opens a process of a business in UTC. Changes plan no message, and `send` sends those of the daily run. */
export const openStoresThatSend = (objects: ObjectStore, clock: Clock, send: () => Promise<void>): Stores =>
  openStores({
    ...engineKinds.sqlite,
    objects,
    clock,
    report: raise,
    random: systemRandom,
    process: freshId(systemRandom),
    timeZone: "UTC",
    publisher: () => ({ publish: () => Promise.resolve() }),
    plan: () => noTelling.plan,
    append: () => noTelling.append,
    hook: () => noTelling.hook,
    sender: () => ({
      timeout_ms: 10_000,
      send: async () => {
        await send();
        return { how: "sent" };
      },
      ended: () => Promise.resolve(),
    }),
  });

const raise = (error: unknown): void => {
  throw error;
};

const open = (objects: ObjectStore, clock: Clock) => {
  let sent = 0;
  const stores = openStoresThatSend(objects, clock, async () => {
    await sleep(provider_ms);
    sent += 1;
  });
  return { ...stores, sent: () => sent, runs: new DailyRuns({ ...stores, clock, report: raise }) };
};

const secondsOf = async (run: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await run();
  return Math.round((performance.now() - began) / 100) / 10;
};
