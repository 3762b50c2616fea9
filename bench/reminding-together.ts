import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { epochOf } from "../domain/clock.ts";
import { addDays } from "../domain/day.ts";
import { freshId } from "../domain/random.ts";
import { systemClock, systemRandom } from "../main/ambient.ts";
import { FakeTwilio } from "../notify/twilio/fake-twilio.ts";
import type { Creation } from "../store/job-store.ts";

import { benchSettings } from "./day-logs.ts";
import { openStoresThatSend } from "./reminding.ts";
import { by, draftOn } from "./store/bench-job.ts";
import { openSqlite } from "./store/day-log-contender.ts";

export interface TogetherRow {
  visits: number;
  processes: number;
  killed: number;
  told: number;
  told_twice: number;
  /** Until the first process that lived had queued everything. */
  queued_s: number;
  /** Until 99 % of the customers had the text. */
  most_sent_s: number;
  /**
   * Until the last one had it. What a killed process may have sent is looked up at the provider when its lease is over, and
   * again 5 minutes later, before it is sent again.
   */
  all_sent_s: number;
  /** Of the processes that lived. */
  puts: number;
  gets: number;
  lists: number;
  puts_a_message: number;
  faults: number;
}

const day = "2027-03-12";
const homeDays = 10;

/**
 * Measures five processes on one store that remind 1,000 customers at the same time, by texts over HTTP to a provider. Two
 * of the processes are killed during the run.
 */
export const measureTogether = async (visits = 1_000, processes = 5): Promise<TogetherRow> => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-bench-"));
  const provider = new FakeTwilio();
  const url = await provider.listen();
  try {
    await fill(root, visits);
    const moved = epochOf("2027-03-11T17:00:00Z") - systemClock().now();
    const children = await Promise.all(Array.from({ length: processes }, () => startProcess(root, url, moved)));
    const began = performance.now();
    for (const child of children) child.go();
    const told = () => new Set(provider.messages.map(({ fields }) => fields["To"])).size;
    const [first, second, ...living] = children;
    await until(() => told() >= visits / 4);
    first?.kill();
    await until(() => told() >= visits / 2);
    second?.kill();
    await until(() => told() >= visits * 0.99);
    const most_sent_s = (performance.now() - began) / 1_000;
    await until(() => told() >= visits);
    const all_sent_s = (performance.now() - began) / 1_000;
    // A second message for one customer would come after the lease of the first one.
    await sleep(45_000);
    const ends = await Promise.all(living.map((child) => child.end()));
    const sum = (of: "puts" | "gets" | "lists" | "faults") => ends.reduce((all, end) => all + end[of], 0);
    return {
      visits,
      processes,
      killed: 2,
      told: told(),
      told_twice: provider.messages.length - told(),
      queued_s: Math.min(...ends.map((end) => end.queued_s ?? Number.NaN)),
      most_sent_s,
      all_sent_s,
      puts: sum("puts"),
      gets: sum("gets"),
      lists: sum("lists"),
      puts_a_message: sum("puts") / visits,
      faults: sum("faults"),
    };
  } finally {
    await provider.close();
    await rm(root, { recursive: true, force: true });
  }
};

/** Books the visits ten days before, each for a customer who agreed to texts. */
const fill = async (root: string, visits: number): Promise<void> => {
  const objects = await openSqlite(root);
  const system = systemClock();
  const moved = epochOf("2027-03-01T12:00:00Z") - system.now();
  const clock = { now: () => system.now() + moved, sleep: (ms: number) => system.sleep(ms) };
  const { settings, messageSettings, daily, jobs } = openStoresThatSend(objects, clock, () => Promise.resolve());
  await settings.adopt(benchSettings);
  await messageSettings.change((now) => ({ ...now, texts_per_day: 10_000 }));
  for (let done = 0; done < visits; done += 64) {
    const batch = Array.from({ length: Math.min(64, visits - done) }, (_, index) => done + index);
    const create = (index: number) =>
      jobs.create({
        homeDay: addDays(day, -(index % homeDays)),
        write: freshId(systemRandom),
        by,
        draft: draftFor(index),
      });
    await Promise.all(batch.map((index) => create(index)));
  }
  await jobs.drain();
  await daily.begin(addDays(day, -1));
  await objects.close();
};

const draftFor =
  (index: number): Creation["draft"] =>
  (identity, stamp) => ({
    ...draftOn(day)(identity, stamp),
    customer: {
      name: `Customer ${index}`,
      phone: `+1619555${String(index).padStart(4, "0")}`,
      contact_by: "text",
      text_consent: { at: stamp.at, how: "booking_page" },
    },
  });

interface Ended {
  puts: number;
  gets: number;
  lists: number;
  faults: number;
  queued_s: number | null;
}

const startProcess = async (root: string, url: string, moved: number) => {
  const file = fileURLToPath(new URL("reminding-process.ts", import.meta.url));
  const child = spawn(process.execPath, [file, root, url, String(moved)], { stdio: ["pipe", "pipe", "inherit"] });
  // A killed process reads no input.
  child.stdin.on("error", () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("A process has stopped");
    return value;
  };
  await read();
  return {
    go: () => void child.stdin.write("go\n"),
    kill: () => void child.kill("SIGKILL"),
    end: async (): Promise<Ended> => {
      child.stdin.end();
      return JSON.parse(await read()) as Ended;
    },
  };
};

const until = async (isTrue: () => boolean): Promise<void> => {
  for (let waited = 0; waited < 600_000; waited += 10) {
    if (isTrue()) return;
    await sleep(10);
  }
  throw new Error("The reminders did not go out within 10 minutes");
};
