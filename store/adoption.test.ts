import { expect, test } from "vitest";
import { MemoryObjectStore } from "./adapters/memory/memory-object-store.ts";
import type { Fault } from "./adapters/wrap/fault.ts";
import { FaultyObjectStore } from "./adapters/wrap/faulty-object-store.ts";
import {
  afternoon,
  Client,
  friday,
  morning,
  RecordingPublisher,
  RecordingSender,
  saturday,
  seededRandom,
  SteppedClock,
  thursday,
  visitOf,
} from "./conformance/fixture.ts";
import { calendar, conversationOf, endpoint, token } from "./conformance/archive-fixture.ts";
import { message, TestPlan } from "./conformance/message-fixture.ts";
import { AdoptionRefused, beginAdoption, endAdoption } from "./adoption.ts";
import { adoptRecords, proveStore, readRecords, type WholeStore } from "./archive-stream.ts";
import { OutcomeUnknown, StoreUnavailable } from "./job-store.ts";
import { maintenanceUnderTest } from "./maintenance/maintenance-under-test.case.ts";
import type { ObjectStore } from "./port/object-store.ts";

/** An empty store and processes on it. `wrap` gets the number of the process. */
const openWorld = (seed: number, wrap = (objects: ObjectStore, _process: number): ObjectStore => objects) => {
  const clock = new SteppedClock();
  const objects = new MemoryObjectStore(() => clock.now());
  return maintenanceUnderTest(seed, clock, (process) => wrap(objects, process));
};

const made = async () => {
  const world = openWorld(1);
  const plan = new TestPlan();
  const store = world.open({ publisher: new RecordingPublisher(), sender: new RecordingSender(), plan });
  const client = new Client(store, { random: seededRandom(1), clock: world.clock, plan });
  const { job } = await client.create({ messages: message("booked") });
  await client.move(job.id, saturday, morning);
  await client.create({
    visits: [visitOf("v1", "drop_off", thursday, morning), visitOf("v2", "pickup", friday, afternoon)],
  });
  await client.insist(() => store.jobs.setCapacity(saturday, [{ ...morning, capacity: 9 }], false));
  for (const version of ["v1", "v2"]) await store.catalogs.keep(version, { version });
  await store.access.change(() => ({ tokens: [token], calendars: [] }));
  await store.webhooks.change(() => ({ endpoints: [endpoint] }));
  // The copy gets the conversation with a page of its own.
  await store.conversations.adopt([conversationOf("1".repeat(32), { older: 2 })]);
  return store;
};

const adoption = { kind: "restore", source: "one", began_at: "2026-11-20T17:00:00.000Z" } as const;
const bringIn = async (from: WholeStore, to: WholeStore): Promise<string> => {
  const { digest } = await proveStore(from, { at: null });
  await beginAdoption(to, adoption);
  await adoptRecords(to, readRecords(from, { at: null }));
  const proof = await endAdoption(to, digest);
  expect(proof.digest).toBe(digest);
  return digest;
};

test("a copy has the settings of messages, and is marked so that it sends nothing", async () => {
  const [from, to] = [
    await made(),
    openWorld(2).open({ publisher: new RecordingPublisher(), sender: new RecordingSender() }),
  ];
  await from.messageSettings.change((now) => ({
    ...now,
    reminder_at: "18:00",
    live_for: { place: "here", site: null },
  }));
  await bringIn(from, to);
  expect(await to.messageSettings.read()).toMatchObject({ reminder_at: "18:00", live_for: "copied" });
});

/** A process in which every call from the `count`-th on fails. `how` is the fate of that call. */
const dying = (objects: ObjectStore, count: number, how: Fault) =>
  new FaultyObjectStore(objects, {
    choose: ({ index }) => (index < count ? "none" : index === count ? how : "unreachable"),
  });

test.each<Fault>(["unreachable", "lost_acknowledgement"])(
  "broken off at any call (%s), the same goes on and ends whole, with nothing for the doctor",
  async (how) => {
    const from = await made();
    let broken = 0;
    for (let count = 0; ; count += 1) {
      const world = openWorld(count + 1, (objects, process) => (process === 1 ? dying(objects, count, how) : objects));
      const publisher = new RecordingPublisher();
      const sender = new RecordingSender();
      const first = world.open({ publisher, sender });
      const ended = await bringIn(from, first).then(
        () => "whole",
        (error: unknown) => error,
      );
      const second = world.open({ publisher, sender });
      if (ended !== "whole") {
        broken += 1;
        expect(ended instanceof StoreUnavailable || ended instanceof OutcomeUnknown, String(ended)).toBe(true);
        // The store is empty, or marked incomplete: never incomplete without the mark.
        const { digest, counts } = await proveStore(second, { at: null });
        const isWhole = digest === (await proveStore(from, { at: null })).digest;
        if (counts.days > 0 && !isWhole) {
          expect(await second.archive.readAdoption()).toEqual(adoption);
          await expect(beginAdoption(second, { ...adoption, source: "another" })).rejects.toThrow(AdoptionRefused);
        }
        // Everything was imported, and only the last answer was lost, so there is nothing to resume.
        if (!isWhole || (await second.archive.readAdoption()) !== null) await bringIn(from, second);
      }
      world.clock.pass(3_600_000);
      await second.jobs.sweep();
      while ((await second.jobs.drain()) > 0) world.clock.pass(60_000);
      const found = [];
      for await (const { kind, repairable } of second.upkeep.examine())
        if (kind !== "parked_outbox" || repairable) found.push(kind);
      expect(found, `after call ${count}`).toEqual([]);
      expect(sender.sent).toEqual([]);
      expect((await second.jobs.capacity(saturday, saturday))[0]?.windows[0]).toMatchObject({ taken: 1 });
      // The run without a failure ends the loop: every call has been tried.
      if (ended === "whole") break;
    }
    expect(broken).toBeGreaterThan(30);
  },
);

test("a store that is not empty is refused and unchanged", async () => {
  const store = await made();
  const before = await proveStore(store, { at: null });
  await expect(beginAdoption(store, adoption)).rejects.toThrow(/not empty/);
  expect(await proveStore(store, { at: null })).toEqual(before);
  expect(await store.archive.readAdoption()).toBeNull();
});

type Store = Awaited<ReturnType<typeof made>>;
test.each<[string, (store: Store) => Promise<unknown>]>([
  ["a catalog that was shown to customers", (store) => store.catalogs.keep("v1", { version: "v1" })],
  ["API tokens", (store) => store.access.change(() => ({ tokens: [token], calendars: [] }))],
  ["calendar addresses", (store) => store.access.change(() => ({ tokens: [], calendars: [calendar] }))],
  ["webhooks", (store) => store.webhooks.change(() => ({ endpoints: [endpoint] }))],
  ["conversations", (store) => store.conversations.adopt([conversationOf("1".repeat(32))])],
  ["a list of equipment", (store) => store.equipment.change(() => ({ types: [], removed: ["old"] }))],
  ["settings of messages", (store) => store.messageSettings.change((now) => ({ ...now, reminder_at: "18:00" }))],
])("a store with only %s is not empty", async (what, fill) => {
  const store = openWorld(1).open({ publisher: new RecordingPublisher(), sender: new RecordingSender() });
  await fill(store);
  await expect(beginAdoption(store, adoption)).rejects.toThrow(`This store is not empty: it has ${what}.`);
});

test("an empty store on which a server ran can be filled", async () => {
  const [from, to] = [
    await made(),
    openWorld(2).open({ publisher: new RecordingPublisher(), sender: new RecordingSender() }),
  ];
  await to.messageSettings.change((now) => ({ ...now, live_for: { place: "here", site: null } }));
  const before = await to.identity.read();
  await bringIn(from, to);
  const { id, contact_salt } = await to.identity.read();
  expect(contact_salt).toBe((await from.identity.read()).contact_salt);
  expect([before.id, (await from.identity.read()).id]).not.toContain(id);
});

test("a store with a conversation under another salt is not mixed with another one", async () => {
  const [from, to] = [
    await made(),
    openWorld(2).open({ publisher: new RecordingPublisher(), sender: new RecordingSender() }),
  ];
  await to.identity.read();
  await to.conversations.adopt([conversationOf("2".repeat(32))]);
  await expect(adoptRecords(to, readRecords(from, { at: null }))).rejects.toThrow(/a conversation of its own/);
});

test("a store that another process wrote to does not count as the copy", async () => {
  const from = await made();
  const world = openWorld(3);
  const to = world.open({ publisher: new RecordingPublisher(), sender: new RecordingSender() });
  await beginAdoption(to, adoption);
  await adoptRecords(to, readRecords(from, { at: null }));
  await new Client(to, { random: seededRandom(5), clock: world.clock }).create();
  const { digest } = await proveStore(from, { at: null });
  expect((await endAdoption(to, digest)).digest).not.toBe(digest);
  expect(await to.archive.readAdoption()).toEqual(adoption);
});
