import { describe, expect, test } from "vitest";
import { ObservedObjectStore } from "../../adapters/wrap/observed-object-store.ts";
import { friday } from "../../conformance/fixture.ts";
import { message, type Messages } from "../../conformance/message-fixture.ts";
import { openTestWorld, testJob } from "./test-outbox.case.ts";

const hour_ms = 3_600_000;
const day_ms = 24 * hour_ms;
const job = testJob();
const ended = testJob(job.id, { status: "cancelled", ended_at: "2026-11-20T17:00:00.000Z", rev: 2 });
const welcome = message("booked");
const parkedMarker = `due/9999-12-31T23/${friday}`;

describe("a due marker", () => {
  test("is put before the entry that needs it, once an hour", async () => {
    const writes: string[] = [];
    const { open, clock } = openTestWorld(
      (store) => new ObservedObjectStore(store, ({ verb, key }) => void (verb === "put" && writes.push(key))),
    );
    const { commit } = open();
    await commit(job);
    await commit({ ...job, rev: 2 }, job);
    clock.pass(hour_ms);
    await open().commit({ ...job, rev: 3 }, job);
    expect(writes).toEqual([
      "calendar/2026-11",
      `due/2026-11-20T17/${friday}`,
      `days/${friday}/00000001`,
      `days/${friday}/00000002`,
      `due/2026-11-20T18/${friday}`,
      `days/${friday}/00000003`,
    ]);
  });

  test("of the present hour stays, and of a past hour goes after an entry that ends the hour", async () => {
    const { open, clock, keys } = openTestWorld();
    const { commit, outbox, days } = open();
    await commit(job);
    expect(await outbox.drain()).toBe(0);
    expect(keys("due/")).toEqual([`due/2026-11-20T17/${friday}`]);
    clock.pass(hour_ms);
    await outbox.drain();
    expect(keys("due/")).toEqual([]);
    expect((await days.day(friday).read()).state.markers).toEqual({ put: new Set(), swept: "2026-11-20T17" });
  });

  test("of a later hour is put for work that remains when an hour ends", async () => {
    const { open, clock, keys, publisher } = openTestWorld();
    const { commit, outbox } = open();
    await commit(job);
    publisher.failing = true;
    clock.pass(2 * hour_ms);
    expect(await outbox.drain()).toBe(1);
    expect(keys("due/")).toEqual([`due/2026-11-20T19/${friday}`]);
    publisher.failing = false;
    clock.pass(hour_ms);
    expect(await open().outbox.drain()).toBe(0);
    expect(publisher.published.get(job.id)).toEqual(job);
    expect(keys("due/")).toEqual([]);
  });

  test("never uses an hour that was swept, whatever the clocks say", async () => {
    const { open, clock, keys } = openTestWorld();
    const { commit, outbox, days } = open();
    await commit(job);
    clock.pass(5 * hour_ms);
    await outbox.drain();
    // The store's time goes back, as if another machine answered.
    clock.pass(-5 * hour_ms);
    await open().commit({ ...job, rev: 2 }, job);
    expect(keys("due/")).toEqual([`due/2026-11-20T18/${friday}`]);
    clock.pass(5 * hour_ms);
    await outbox.drain();
    expect((await days.day(friday).read()).state.outbox.size).toBe(0);
  });

  test("that a crash left behind its entry goes with the next drain", async () => {
    const { open, clock, store, keys } = openTestWorld();
    const { commit, outbox, days } = open();
    await commit(job);
    clock.pass(hour_ms);
    await outbox.drain();
    const before = (await days.day(friday).read()).n;
    await store.put(`due/2026-11-20T17/${friday}`, new Uint8Array(), "any");
    await outbox.drain();
    expect(keys("due/")).toEqual([]);
    expect((await days.day(friday).read()).n).toBe(before);
  });

  test("that was lost is replaced by the safety net", async () => {
    const { open, store, keys, publisher } = openTestWorld();
    const { commit, outbox } = open();
    await commit(job);
    await store.delete(`due/2026-11-20T17/${friday}`);
    publisher.failing = true;
    expect(await outbox.drain()).toBe(0);
    await outbox.drainUnmarked(friday);
    expect(keys("due/")).toEqual([`due/2026-11-20T17/${friday}`]);
  });
});

describe("drain", () => {
  test("costs one list and one get for a day with nothing to do", async () => {
    const calls: string[] = [];
    const { open } = openTestWorld((store) => new ObservedObjectStore(store, ({ verb }) => void calls.push(verb)));
    const { commit, outbox } = open();
    await commit(job);
    await outbox.drain();
    calls.length = 0;
    await outbox.drain();
    expect(calls).toEqual(["list", "get"]);
  });

  test("reports a day that cannot be read, and drains the others", async () => {
    const { open, store, publisher } = openTestWorld();
    const other = testJob("261128-7K3Q");
    const { commit } = open();
    await commit(job);
    await commit(other);
    await store.put(`days/${friday}/00000001`, new Uint8Array([1]), "any");
    expect(await open().outbox.drain()).toBe(1);
    expect([...publisher.published.keys()]).toEqual([other.id]);
  });

  test("removes what this process has done with the next entry of the day", async () => {
    const { open, publisher } = openTestWorld();
    const { commit, outbox, days } = open();
    await outbox.attempt({ job, holds: [] }, await commit(job));
    await commit(testJob("261127-AAAA"));
    const { state } = await days.day(friday).read();
    const left = [...state.outbox.values()].map((entry) => `${entry.kind} ${entry.job}`);
    expect(left).toEqual(["publish 261127-AAAA", "file 261127-AAAA"]);
    expect(publisher.calls).toBe(1);
  });
});

describe("a parked entry", () => {
  const park = async (messages?: Messages) => {
    const world = openTestWorld();
    const process = world.open();
    world.publisher.failing = true;
    world.sender.failing = true;
    await process.commit(job, null, messages);
    for (let round = 0; round < 15; round += 1) {
      await process.outbox.drain();
      world.clock.pass(hour_ms);
    }
    world.publisher.failing = false;
    world.sender.failing = false;
    return { ...world, ...process };
  };

  test("is named by parked(), also long after, and does not count as waiting", async () => {
    const { outbox, clock, open, keys } = await park(welcome);
    expect(await outbox.drain()).toBe(0);
    clock.pass(90 * day_ms);
    await outbox.drain();
    expect(keys("due/")).toEqual([parkedMarker]);
    expect(await open().outbox.parked()).toEqual([
      { job: job.id, kind: "publish", failures: 8 },
      { job: job.id, kind: "send", failures: 8 },
    ]);
  });

  test("is tried again by takeUp, except for a message", async () => {
    const { outbox, publisher, sender } = await park(welcome);
    expect(await outbox.takeUp(friday)).toBe(true);
    expect(publisher.published.get(job.id)).toEqual(job);
    expect(sender.sent).toEqual([]);
    expect(await outbox.parked()).toMatchObject([{ kind: "send" }]);
    expect(await outbox.takeUp(friday)).toBe(false);
  });

  test("is replaced by the publish of a newer revision", async () => {
    const { outbox, commit } = await park();
    await commit({ ...job, rev: 2 }, job);
    expect(await outbox.parked()).toEqual([]);
  });
});

describe("an expiry", () => {
  test("publishes the job again once its link has expired, and leaves no marker", async () => {
    const { open, clock, publisher, keys } = openTestWorld();
    const { commit, outbox } = open();
    await commit(ended, job);
    await outbox.drain();
    clock.pass(hour_ms);
    await outbox.drain();
    expect(keys("due/")).toEqual([`due/2026-12-20T17/${friday}`]);
    publisher.calls = 0;
    clock.pass(30 * day_ms - hour_ms);
    await outbox.drain();
    expect(publisher.calls).toBe(0);
    clock.pass(hour_ms);
    await open().outbox.drain();
    expect(publisher.calls).toBe(1);
    expect(keys("due/")).toEqual([]);
  });

  test("of a job that was opened again ends without a publication", async () => {
    const { open, clock, publisher } = openTestWorld();
    const { commit, outbox, days } = open();
    await commit(ended, job);
    await commit({ ...job, rev: 3 }, ended);
    await outbox.drain();
    publisher.calls = 0;
    clock.pass(31 * day_ms);
    await outbox.drain();
    expect(publisher.calls).toBe(0);
    expect((await days.day(friday).read()).state.outbox.size).toBe(0);
  });

  test("waits longer if links live longer when it is due", async () => {
    const { open, clock, publisher, keys } = openTestWorld();
    const { commit, outbox, settings } = open();
    await commit(ended, job);
    await outbox.drain();
    publisher.calls = 0;
    settings.booking.link_days = 60;
    clock.pass(31 * day_ms);
    await outbox.drain();
    expect(publisher.calls).toBe(0);
    expect(keys("due/")).toEqual([`due/2027-01-19T17/${friday}`]);
  });
});

describe("a message", () => {
  test("that is sent leaves the outbox, and is not sent again", async () => {
    const { open, sender } = openTestWorld();
    await open().commit(job, null, welcome);
    await Promise.all([open().outbox.drain(), open().outbox.drain()]);
    await open().outbox.drain();
    expect(sender.events).toEqual(["booked"]);
  });

  test("is not begun by a process that was suspended for its lease", async () => {
    const { open, sender, clock } = openTestWorld((store) => {
      let isSlow = true;
      return new ObservedObjectStore(store, ({ verb, key }) => {
        // The answer to the entry that takes the lease arrives when the lease is nearly over.
        if (verb !== "put" || !key.startsWith("days/") || key.endsWith("1") || !isSlow) return;
        isSlow = false;
        clock.pass(25_000);
      });
    });
    await open().commit(job, null, welcome);
    const { outbox } = open();
    expect(await outbox.drain()).toBe(1);
    expect(sender.sent).toEqual([]);
    clock.pass(6_000);
    expect(await outbox.drain()).toBe(0);
    expect(sender.events).toEqual(["booked"]);
  });
});
