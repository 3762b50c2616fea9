import { describe, expect, test } from "vitest";
import { ObservedObjectStore } from "../../adapters/wrap/observed-object-store.ts";
import { friday } from "../../conformance/fixture.ts";
import { message, type Messages } from "../../conformance/message-fixture.ts";
import { openTestWorld, testJob } from "./test-outbox.case.ts";

const minute_ms = 60_000;
const hour_ms = 60 * minute_ms;
const job = testJob();
const welcome = message("booked");

describe("a message that fails", () => {
  test("is tried after 30 s, 2, 10 and 30 min, 1, 2 and 4 h, 20 % more or less, and then parked", async () => {
    const { open, sender, clock } = openTestWorld();
    const { commit, outbox, days } = open();
    await commit(job, null, welcome);
    sender.failing = true;
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await outbox.drain();
      const entry = (await days.day(friday).read()).state.outbox.find(({ kind }) => kind === "send");
      if (entry === undefined || entry.parked) break;
      waits.push((entry.not_before - clock.now()) / minute_ms);
      clock.pass(entry.not_before - clock.now());
    }
    const usual = [0.5, 2, 10, 30, 60, 120, 240];
    expect(waits).toHaveLength(usual.length);
    for (const [index, minutes] of usual.entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(minutes * 0.8 - 0.001);
      expect(waits[index]).toBeLessThanOrEqual(minutes * 1.2 + 0.001);
    }
    expect(new Set(waits.map((wait, index) => wait / (usual[index] ?? 1))).size).toBeGreaterThan(1);
    expect(sender.unsent).toMatchObject([{ event: "booked", how: "parked" }]);
    expect(await outbox.parked()).toMatchObject([{ kind: "send", failures: 8 }]);
  });

  test("waits at least as long as the provider says", async () => {
    const { open, sender, clock } = openTestWorld();
    const { commit, outbox, days } = open();
    await commit(job, null, welcome);
    const at = clock.now() + hour_ms;
    sender.answer = () => ({ how: "later", not_before: at, failed: true });
    await outbox.drain();
    const [entry] = [...(await days.day(friday).read()).state.outbox.values()];
    expect(entry).toMatchObject({ kind: "send", failures: 1, not_before: at });
  });

  test("is parked only once that is recorded", async () => {
    const { open, sender, clock } = openTestWorld();
    const { commit, outbox } = open();
    await commit(job, null, welcome);
    sender.answer = () => ({ how: "parked" });
    sender.endsFail = true;
    expect(await outbox.drain()).toBe(0);
    expect(await outbox.parked()).toEqual([]);
    sender.endsFail = false;
    clock.pass(hour_ms);
    await outbox.drain();
    expect(sender.unsent).toMatchObject([{ how: "parked" }]);
    expect(await outbox.parked()).toHaveLength(1);
  });
});

describe("a message that may have gone out", () => {
  test("holds its lane, and news does not replace it", async () => {
    const { open, sender, clock } = openTestWorld();
    const { commit, outbox } = open();
    await commit(job, null, welcome);
    sender.answer = () => ({ how: "later", not_before: clock.now() + minute_ms, failed: false, begun: true });
    await outbox.drain();
    await commit({ ...job, rev: 2 }, job, message("changed"));
    sender.answer = () => ({ how: "sent" });
    await outbox.drain();
    expect(sender.events).toEqual([]);
    clock.pass(minute_ms);
    await outbox.drain();
    await outbox.drain();
    expect(sender.events).toEqual(["booked", "changed"]);
  });
});

describe("messages of many jobs", () => {
  const jobs = Array.from({ length: 20 }, (_, index) =>
    testJob(`${index % 2 === 0 ? "261127" : "261128"}-AA${10 + index}`),
  );
  const two: Messages = (change) => [
    ...welcome(change),
    ...message("invoice", { lane: "customer/text" })(change),
    ...message("completed", { lane: "customer/email" })(change),
  ];

  test("go out eight at a time, and those of a lane one after another", async () => {
    const { open, sender } = openTestWorld();
    const { commit, outbox } = open();
    for (const one of jobs) await commit(one, null, two);
    let most = 0;
    const gates: (() => void)[] = [];
    sender.during = async () => {
      const gate = Promise.withResolvers<undefined>();
      gates.push(() => gate.resolve(undefined));
      most = Math.max(most, gates.length);
      // All that may run have begun once no more join.
      setImmediate(() => setImmediate(() => gates.shift()?.()));
      await gate.promise;
    };
    await outbox.drain();
    expect(sender.sent).toHaveLength(60);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
    for (const { id } of jobs) {
      const own = sender.sent.filter((one) => one.job === id).map(({ event }) => event);
      expect(own.filter((event) => event !== "completed")).toEqual(["booked", "invoice"]);
    }
  });

  test("share the entries of the log", async () => {
    const writes: string[] = [];
    const { open, sender } = openTestWorld(
      (store) => new ObservedObjectStore(store, ({ verb, key }) => void (verb === "put" && writes.push(key))),
    );
    const { commit, outbox } = open();
    for (const one of jobs) await commit(one, null, welcome);
    writes.length = 0;
    await outbox.drain();
    expect(sender.sent).toHaveLength(20);
    // Alone, each message takes two entries: its lease and its end.
    expect(writes.filter((key) => key.startsWith("days/")).length).toBeLessThanOrEqual(24);
  });
});

describe("a day with messages that wait for their time", () => {
  const later: Messages = message("booked", ({ now }) => ({ not_before: now + 12 * hour_ms }));

  test("costs one list and one get a drain, and only a list once the hour has passed", async () => {
    const calls: string[] = [];
    const { open, clock, sender } = openTestWorld(
      (store) => new ObservedObjectStore(store, ({ verb }) => void calls.push(verb)),
    );
    const { commit, outbox } = open();
    await commit(job, null, later);
    await outbox.drain();
    calls.length = 0;
    expect(await outbox.drain()).toBe(0);
    expect(calls).toEqual(["list", "get"]);
    clock.pass(hour_ms);
    await outbox.drain();
    calls.length = 0;
    expect(await outbox.drain()).toBe(0);
    expect(calls).toEqual(["list"]);
    clock.pass(11 * hour_ms);
    await open().outbox.drain();
    expect(sender.events).toEqual(["booked"]);
  });
});

test("an ended message is recorded by the next process after a crash, and nothing else becomes of it", async () => {
  const { open, sender, clock } = openTestWorld();
  const { commit, outbox } = open();
  await commit(job, null, message("reminder", { while: "still_cancelled" }));
  sender.endsFail = true;
  await outbox.drain();
  // The condition is true now, and too late.
  await commit({ ...job, status: "cancelled", rev: 2 }, job);
  sender.endsFail = false;
  clock.pass(hour_ms);
  await open().outbox.drain();
  expect(sender.sent).toEqual([]);
  expect(sender.unsent).toMatchObject([{ event: "reminder", how: "withdrawn" }]);
});
