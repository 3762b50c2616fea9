import { beforeEach, describe, expect, test } from "vitest";
import { addDays, type Day } from "../domain/day.ts";
import { undo } from "../domain/history.ts";
import { usualMessageSettings } from "../domain/message/message-settings.ts";
import { MemoryObjectStore } from "../store/adapters/memory/memory-object-store.ts";
import { FaultyObjectStore } from "../store/adapters/wrap/faulty-object-store.ts";
import {
  afternoon,
  Client,
  morning,
  moved,
  RecordingPublisher,
  RecordingSender,
  seededRandom,
  SteppedClock,
} from "../store/conformance/fixture.ts";
import { noTelling, TestPlan } from "../store/conformance/message-fixture.ts";
import { openStores } from "../store/open-stores.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { DailyRuns } from "./daily-runs.ts";

const hour_ms = 3_600_000;
const friday = "2026-11-27";
const phone = "+16195550142";

let clock: SteppedClock;
let objects: MemoryObjectStore;
let sender: RecordingSender;
let processes: number;
let reported: unknown[];
beforeEach(() => {
  // Thursday, Nov 26, 08:00 in Los Angeles.
  clock = new SteppedClock("2026-11-26T16:00:00Z");
  objects = new MemoryObjectStore(() => clock.now());
  sender = new RecordingSender();
  processes = 0;
  reported = [];
});

const open = (wrap: (store: ObjectStore) => ObjectStore = (store) => store) => {
  processes += 1;
  const random = seededRandom(processes);
  const plan = new TestPlan();
  const stores = openStores({
    objects: wrap(objects),
    clock,
    random,
    process: `process ${processes}`,
    takesTurns: false,
    spread_bytes: 4_096,
    timeZone: "America/Los_Angeles",
    report: () => undefined,
    publisher: () => new RecordingPublisher(),
    plan: () => plan,
    sender: () => sender,
    append: () => noTelling.append,
    hook: () => noTelling.hook,
  });
  const daily = new DailyRuns({ ...stores, clock, report: (error) => reported.push(error) });
  return { ...stores, runs: daily, client: new Client(stores, { random, clock, plan }) };
};

/** Books visits a week before, so that no booking is too recent for its reminder. */
const booked = async (days: readonly Day[]): Promise<{ first: ReturnType<typeof open>; ids: string[] }> => {
  clock.pass(-7 * 24 * hour_ms);
  const first = open();
  const ids: string[] = [];
  // The home day is another one for each, so the run reaches several logs.
  for (const [index, day] of days.entries()) {
    const homeDay = addDays(day, -(index % 3));
    ids.push(
      (await first.client.create({ day, window: index % 2 === 0 ? morning : afternoon, homeDay, phone })).job.id,
    );
  }
  await first.client.settle();
  clock.pass(7 * 24 * hour_ms);
  await first.runs.runIfDue();
  return { first, ids };
};

const perJob = (): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { job } of sender.sent) counts[job] = (counts[job] ?? 0) + 1;
  return counts;
};
const onceEach = (ids: readonly string[]): Record<string, number> => Object.fromEntries(ids.map((id) => [id, 1]));

describe("the reminders of tomorrow", () => {
  test("go out at 17:00, once for each visit, whatever the number of processes and turns", async () => {
    const { first, ids } = await booked([friday, friday, friday, friday, addDays(friday, 1)]);
    clock.pass(9 * hour_ms - 60_000);
    await first.runs.runIfDue();
    await first.jobs.drain();
    expect(sender.sent).toEqual([]);
    clock.pass(60_000);
    const others = [open(), open(), open()];
    await Promise.all([first, ...others].map(({ runs }) => runs.runIfDue()));
    await Promise.all([first, ...others].map(({ jobs }) => jobs.drain()));
    for (let turn = 0; turn < 3; turn += 1) {
      clock.pass(60_000);
      await first.runs.runIfDue();
      await first.jobs.drain();
    }
    expect(perJob()).toEqual(onceEach(ids.slice(0, 4)));
    expect(new Set(sender.events)).toEqual(new Set(["reminder"]));
    expect(reported).toEqual([]);
  });

  test("reach each visit once when processes are killed in between, at any call", async () => {
    const { ids } = await booked(Array.from({ length: 6 }, () => friday));
    clock.pass(9 * hour_ms);
    let broken = 0;
    for (let call = 1; call < 60; call += 1) {
      // From this call on the process reaches the store no more, as if it were killed.
      let calls = 0;
      const dying = open((store) => {
        return new FaultyObjectStore(store, {
          choose: () => {
            calls += 1;
            return calls < call ? "none" : calls === call ? "lost_acknowledgement" : "unreachable";
          },
        });
      });
      const before = reported.length;
      await dying.runs.runIfDue();
      if (reported.length > before) broken += 1;
    }
    expect(broken).toBeGreaterThan(3);
    const last = open();
    await last.runs.runIfDue();
    await last.client.settle();
    expect(perJob()).toEqual(onceEach(ids));
  });

  test("that were missed come the next morning, until an hour before each window", async () => {
    const { ids } = await booked([friday, friday]);
    clock.pass(24 * hour_ms - 1);
    const late = open();
    // 07:59: the morning begins at 08:00.
    await late.runs.runIfDue();
    await late.client.settle();
    expect(perJob()).toEqual(onceEach(ids.slice(1)));
  });

  test("leave out what was booked after 17:00, and what comes back to its day", async () => {
    const { first, ids } = await booked([friday]);
    const [id = ""] = ids;
    clock.pass(9 * hour_ms);
    await first.runs.runIfDue();
    await first.client.settle();
    expect(perJob()).toEqual(onceEach(ids));
    await first.client.create({ day: friday, phone });
    await first.client.change(id, (job) => moved(job, "v1", addDays(friday, 1), morning));
    await first.client.change(id, undo);
    for (let turn = 0; turn < 16; turn += 1) {
      clock.pass(hour_ms);
      await first.runs.runIfDue();
      await first.jobs.drain();
    }
    expect(perJob()).toEqual(onceEach(ids));
  });

  test("are withdrawn for a visit that is moved before they go out", async () => {
    const { first, ids } = await booked([friday]);
    clock.pass(9 * hour_ms);
    await first.runs.runIfDue();
    await first.client.change(ids[0] ?? "", (job) => moved(job, "v1", addDays(friday, 1), morning));
    await first.client.settle();
    expect(sender.sent).toEqual([]);
    expect(sender.unsent).toMatchObject([{ event: "reminder", how: "withdrawn" }]);
  });

  test("follow the time of the settings", async () => {
    const { first, ids } = await booked([friday]);
    await first.messageSettings.change((settings) => ({ ...settings, reminder_at: "12:00" }));
    expect(usualMessageSettings.reminder_at).toBe("17:00");
    clock.pass(4 * hour_ms);
    await first.runs.runIfDue();
    await first.client.settle();
    expect(perJob()).toEqual(onceEach(ids));
  });

  test("of days that can be read go out while another day is damaged, and the rest after its repair", async () => {
    const { ids } = await booked([friday, friday]);
    clock.pass(9 * hour_ms);
    const key = "days/2026-11-26/00000001";
    const got = await objects.get(key);
    if (got.outcome !== "found") throw new Error("The second job has its home on Thursday");
    await objects.put(key, new Uint8Array([1]), "any");
    const second = open();
    await second.runs.runIfDue();
    await second.jobs.drain();
    expect(perJob()).toEqual(onceEach(ids.slice(0, 1)));
    expect(reported).toHaveLength(1);
    await objects.put(key, got.body, "any");
    clock.pass(60_000);
    const third = open();
    await third.runs.runIfDue();
    await third.client.settle();
    expect(perJob()).toEqual(onceEach(ids));
  });
});

test("a new store sends no reminder of the evening before", async () => {
  const { client, runs } = open();
  clock.pass(-48 * hour_ms);
  await client.create({ day: "2026-11-26", phone });
  clock.pass(48 * hour_ms);
  await runs.runIfDue();
  await client.settle();
  expect(sender.sent).toEqual([]);
});

test("a turn with nothing due asks the store once a minute", async () => {
  const { first } = await booked([friday]);
  const before = processes;
  await first.runs.runIfDue();
  let reads = 0;
  const get = objects.get.bind(objects);
  objects.get = (...args) => {
    reads += 1;
    return get(...args);
  };
  for (let turn = 0; turn < 20; turn += 1) await first.runs.runIfDue();
  expect(reads).toBe(0);
  clock.pass(60_000);
  await first.runs.runIfDue();
  expect(reads).toBeLessThanOrEqual(3);
  expect(processes).toBe(before);
});
