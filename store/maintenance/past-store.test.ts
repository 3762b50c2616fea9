import { beforeEach, expect, test } from "vitest";
import { instantOf } from "../../domain/clock.ts";
import { MemoryObjectStore } from "../adapters/memory/memory-object-store.ts";
import type { ArchiveRecord } from "../archive-record.ts";
import { readRecords } from "../archive-stream.ts";
import { calendar, conversationOf, endpoint, token } from "../conformance/archive-fixture.ts";
import { friday, morning, saturday, SteppedClock, sunday } from "../conformance/fixture.ts";
import { message } from "../conformance/message-fixture.ts";
import { wholeWorldOf, type WholeWorld } from "../conformance/whole-store.ts";
import { maintenanceUnderTest } from "./maintenance-under-test.case.ts";

const maria = { kind: "phone", value: "+16195550142" } as const;

let world: WholeWorld;
let made: ReturnType<typeof maintenanceUnderTest>;
beforeEach(() => {
  const clock = new SteppedClock();
  const objects = new MemoryObjectStore(() => clock.now());
  made = maintenanceUnderTest(1, clock, () => objects);
  world = wholeWorldOf(made, 1);
});

const now = async (): Promise<ArchiveRecord[]> => await collect(readRecords(world.another(), { at: null }));
const at = async (ms: number): Promise<ArchiveRecord[]> =>
  await collect(readRecords(made.open(world).past(instantOf(ms)), { at: null }));
const collect = async (records: AsyncIterable<ArchiveRecord>): Promise<ArchiveRecord[]> => {
  const all: ArchiveRecord[] = [];
  for await (const record of records) all.push(record);
  return all;
};

test("a backup of an earlier moment has everything as it was, and nothing later", async () => {
  await world.store.settings.change((settings) => ({ ...settings, closed_days: ["2026-12-25"] }));
  const { job } = await world.client.create({ messages: message("booked") });
  await world.client.insist(() => world.store.jobs.setCapacity(sunday, [{ ...morning, capacity: 2 }], false));
  const stop = { id: "SM1", contact: maria, name: "Maria", via: "text", text: "STOP", needs_reply: true } as const;
  await world.store.conversations.receive({ ...stop, at: instantOf(world.clock.now()), texts: "stop" });
  await world.store.access.change(() => ({ tokens: [token], calendars: [calendar] }));
  await world.store.webhooks.change(() => ({ endpoints: [endpoint] }));
  // Entries of one instant have times a millisecond apart.
  world.clock.pass(1_000);
  const [moment, then] = [world.clock.now(), await now()];
  world.clock.pass(1_000);
  await world.client.move(job.id, saturday, morning);
  await world.client.create({ day: friday });
  await world.store.settings.change((settings) => ({ ...settings, closed_days: [] }));
  const later = { ...stop, at: instantOf(world.clock.now()), text: "START" };
  await world.store.conversations.receive({ ...later, id: "SM2", texts: "start" });
  await world.store.conversations.receive({ ...later, id: "SM3", contact: { ...maria, value: "+16195550143" } });
  await world.store.access.change(() => ({ tokens: [], calendars: [] }));
  await world.store.webhooks.change(() => ({ endpoints: [] }));
  await world.store.jobs.remove(job.id, { kind: "dispatcher", name: "Rosa" });
  world.clock.pass(34 * 86_400_000);
  expect(await at(moment)).toEqual(then);
  const kinds = then.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(["access", "webhooks", "identity", "conversation"]));
  expect(then.find((record) => record.kind === "conversation")?.conversation.head.opt_out?.text).toBe("STOP");
  expect(await now()).not.toEqual(then);
});

test("the messages of a customer who was forgotten since are in it, without those that left the store", async () => {
  const id = "1".repeat(32);
  const { conversations } = made.open(world);
  await conversations.adopt([conversationOf(id, { older: 3 })]);
  world.clock.pass(1_000);
  const moment = world.clock.now();
  world.clock.pass(1_000);
  await conversations.forget(id, { jobs: [], person: true, with: "contact" });
  const found = (await at(moment)).find((record) => record.kind === "conversation");
  expect(found).toMatchObject({ conversation: { head: { name: "Ana" }, messages: [{ id: "stop" }], pages: [] } });
  const left = (await now()).find((record) => record.kind === "conversation");
  expect(left?.conversation).toMatchObject({ head: { contact: null, name: "", do_not_text: true }, messages: [] });
});

test("a moment before the store is empty", async () => {
  const before = world.clock.now() - 1;
  await world.client.create();
  expect((await at(before)).map(({ kind }) => kind)).toEqual(["settings", "people"]);
});
