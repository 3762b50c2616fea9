import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ArchiveRecord } from "../archive-record.ts";
import { readRecords } from "../archive-stream.ts";
import { SteppedClock } from "../conformance/fixture.ts";
import { wholeWorldOf, type WholeWorld } from "../conformance/whole-store.ts";
import { maria, reply, text } from "../documents/conversation/conversations-world.case.ts";
import { beforePut } from "../documents/documents-world.case.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { Finding } from "../upkeep.ts";
import { maintenanceUnderTest } from "./maintenance-under-test.case.ts";
import { TestDays, testStores } from "./test-days.case.ts";

const lee = { kind: "email", value: "lee@example.com" } as const;

/** One loss each among the messages of a store that was in use. */
describe.each(Object.entries(testStores))("Messages on %s", (_, openStore) => {
  let made: ReturnType<typeof maintenanceUnderTest>;
  let world: WholeWorld;
  let plant: TestDays;
  let objects: ObjectStore;
  let close: () => Promise<void>;
  let id: string;
  beforeEach(async () => {
    const clock = new SteppedClock();
    ({ objects, close } = await openStore(clock));
    made = maintenanceUnderTest(1, clock, () => objects);
    world = wholeWorldOf(made, 3);
    plant = new TestDays(objects, clock);
    const { conversations } = open();
    id = await conversations.keyOf(maria);
    for (let index = 0; index < 3; index += 1) await conversations.receive(text(`m${index}`));
    await conversations.receive(text("l1", { contact: lee, name: "Lee", via: "page" }));
    await conversations.drain({
      send: () => Promise.resolve(),
      alert: () => Promise.resolve(null),
      tell: () => Promise.resolve(),
    });
    clock.pass(3_600_000);
    expect(await findings()).toEqual([]);
  });
  afterEach(() => close());

  const open = (handle?: ObjectStore) => {
    const parts = { publisher: world.publisher, sender: world.sender };
    return handle === undefined ? made.open(parts) : maintenanceUnderTest(9, world.clock, () => handle).open(parts);
  };
  const findings = async (): Promise<Finding[]> => {
    const found: Finding[] = [];
    for await (const finding of open().upkeep.examine()) found.push(finding);
    return found;
  };
  const only = async (): Promise<Finding> => {
    const [found, ...more] = await findings();
    expect(more).toEqual([]);
    if (found === undefined) throw new Error("There is no finding");
    return found;
  };
  /** Repairs as the command does, and returns all notes. Nothing is left. */
  const repairAll = async (): Promise<string> => {
    const notes: string[] = [];
    const { upkeep } = open();
    for (let round = 0; round < 3; round += 1)
      for await (const finding of upkeep.examine()) notes.push(...(await upkeep.repair(finding)).notes);
    expect(await findings()).toEqual([]);
    return notes.join(" ");
  };
  const archived = async (): Promise<() => AsyncGenerator<ArchiveRecord>> => {
    const records: ArchiveRecord[] = [];
    for await (const record of readRecords(world.another(), { at: null })) records.push(record);
    return async function* all() {
      yield* records;
    };
  };
  const recover = async (finding: Finding, backup: () => AsyncGenerator<ArchiveRecord>): Promise<string[]> => {
    const { upkeep } = open();
    expect(await upkeep.repair(finding)).toEqual({ mended: false, notes: [] });
    const done = await upkeep.recover?.(finding, backup);
    expect(done?.mended).toBe(true);
    return done?.notes ?? [];
  };
  const shown = async () =>
    (await open().conversations.inbox()).map(({ name, snippet }) => `${name}: ${snippet}`).toSorted();
  const both = ["Lee: Message l1", "Maria: Message m2"];
  const fill = async (count: number) => {
    const { conversations } = open();
    for (let index = 0; index < count; index += 1) await conversations.receive(text(`n${index}`));
    await conversations.settled();
    world.clock.pass(3_600_000);
  };

  test.each(["missing", "altered"])(
    "an entry of a conversation that is %s costs what it held, and allows no texts",
    async (how) => {
      const key = `conversations/${id}/00000002`;
      await (how === "missing" ? objects.delete(key) : plant.alter(key));
      const found = await only();
      expect(found).toMatchObject({ kind: "damaged_log", where: key, repairable: true });
      expect(await repairAll()).toContain("A STOP may be lost");
      const conversation = await open().conversations.find(id);
      expect(conversation?.messages.map((message) => message.id)).toEqual(["m0", "m2"]);
      expect(conversation?.do_not_text).toBe(true);
    },
  );

  test("a conversation that vanished comes back from a backup, without texts", async () => {
    const backup = await archived();
    await plant.deleteAll(`conversations/${id}/0`);
    const found = (await findings()).find(({ kind }) => kind === "lost_document");
    expect(found).toMatchObject({ where: expect.stringContaining(id), repairable: false });
    expect(found?.detail).toContain("tailboard doctor --repair --backup <file>");
    if (found === undefined) throw new Error("There is no finding");
    expect((await recover(found, backup)).join(" ")).toContain("A STOP may be lost");
    await repairAll();
    expect(await open().conversations.find(id)).toMatchObject({ name: "Maria", do_not_text: true });
    expect(await shown()).toEqual(both);
    await open().conversations.receive(text("m3"));
    expect((await open().conversations.find(id))?.messages).toHaveLength(4);
  });

  test("a mark of a conversation that is damaged, or gone from a long one", async () => {
    await plant.cutOff(`conversations/${id}/calendar`);
    expect(await only()).toMatchObject({ kind: "lost_calendar", where: `conversations/${id}/calendar` });
    await repairAll();
    await fill(90);
    await objects.delete(`conversations/${id}/calendar`);
    expect(await only()).toMatchObject({ kind: "lost_calendar", where: `conversations/${id}/calendar` });
    await repairAll();
    expect((await open().conversations.find(id))?.messages).toHaveLength(93);
  });

  test.each(["missing", "cut off"])("a page that is %s comes back from a backup", async (how) => {
    await fill(170);
    const [page = ""] = await plant.keys(`conversations/${id}/pages/`);
    const backup = await archived();
    await (how === "missing" ? objects.delete(page) : plant.cutOff(page));
    const found = await only();
    expect(found).toMatchObject({ kind: "lost_messages", where: page, repairable: false });
    expect(found.detail).toMatch(/^50 older messages/);
    expect(await recover(found, backup)).toEqual(["50 messages were put back from the backup."]);
    expect(await findings()).toEqual([]);
  });

  test.each(["gone", "altered"])("a list of the Inbox that is %s is made again", async (how) => {
    if (how === "gone") await plant.deleteAll("inbox/");
    else for (const key of await plant.keys("inbox/0")) await plant.alter(key);
    expect((await findings())[0]).toMatchObject({ repairable: true });
    await repairAll();
    expect(await shown()).toEqual(both);
    expect(await open().conversations.summary()).toMatchObject({ needs_reply: 2 });
  });

  test("a list of the Inbox that lacks a conversation, and has one too many and one that is old", async () => {
    const { conversations } = open();
    const leeId = await conversations.keyOf(lee);
    const entry = await conversations.inboxLog.find(id);
    if (entry === null) throw new Error("The Inbox does not have it");
    const stranger = { ...entry, id: "0".repeat(32), name: "Stranger" };
    const old = { ...entry, snippet: "Message m0" };
    await conversations.inboxLog.correct(
      new Map([
        [leeId, null],
        [stranger.id, stranger],
        [id, old],
      ]),
    );
    const found = await only();
    expect(found).toMatchObject({ kind: "inbox_behind", where: "inbox", repairable: true });
    expect(found.detail).toMatch(/1 missing, 1 out of date, 1 left over\.$/);
    await repairAll();
    expect(await shown()).toEqual(both);
  });

  test("a crash between the conversation and the Inbox is found, and repaired", async () => {
    const dying = beforePut(objects, (key) =>
      key.startsWith("inbox/") ? Promise.reject(new Error("The process died")) : Promise.resolve(),
    );
    await open(dying).conversations.receive(text("m9"));
    // The process may be about to write it.
    expect(await findings()).toEqual([]);
    world.clock.pass(3_600_000);
    expect(await only()).toMatchObject({ kind: "inbox_behind", detail: expect.stringContaining("1 out of date") });
    await repairAll();
    expect(await shown()).toContain("Maria: Message m9");
  });

  test("an answer whose mark is gone is found by drains again", async () => {
    const { conversations } = open();
    await conversations.reply(id, reply("r1"));
    world.clock.pass(3_600_000);
    await plant.deleteAll("unsent/");
    world.clock.pass(3_600_000);
    expect(await only()).toMatchObject({ kind: "missing_marker", repairable: true });
    await repairAll();
    const sent: string[] = [];
    await open().conversations.drain({
      send: (_conversation, message) => Promise.resolve(void sent.push(message.id)),
      alert: () => Promise.resolve(null),
      tell: () => Promise.resolve(),
    });
    expect(sent).toEqual(["r1"]);
  });

  test.each(["lost", "lost without its mark"])("an identity that is %s comes back from a backup", async (how) => {
    const backup = await archived();
    await plant.deleteAll("identity/");
    if (how !== "lost") await objects.delete("calendar/identity");
    // A store that lost its keys too makes another salt.
    if (how === "replaced") {
      await objects.delete("secrets");
      await open().identity.read();
    }
    const found = await only();
    expect(found).toMatchObject({
      kind: "lost_document",
      where: expect.stringMatching(/^identity/),
      repairable: false,
    });
    expect((await recover(found, backup)).join(" ")).toContain("tailboard messages resume");
    expect(await findings()).toEqual([]);
    expect(await open().conversations.keyOf(maria)).toBe(id);
  });

  test.each(["access", "webhooks", "message-settings"])("a lost %s says what helps", async (key) => {
    const { access, webhooks, messageSettings } = open();
    if (key === "access") await access.change((now) => ({ ...now, tokens: [...now.tokens], calendars: [] }));
    if (key === "webhooks") await webhooks.change((now) => ({ ...now }));
    if (key === "message-settings") await messageSettings.read();
    const name = `${key}/00000001`;
    await objects.put(name, Buffer.from("{}"), "any");
    const found = (await findings()).find(({ where }) => where.startsWith(key));
    expect(found?.detail).toMatch(/tailboard (?:doctor --repair --backup|tokens add|webhooks add)/);
  });

  test("a removal of a person that was interrupted is named", async () => {
    await objects.put("forgetting/261127-7K3Q", Buffer.from('{"value":{"step":"begun"},"write":"w.1"}'), "absent");
    expect(await only()).toMatchObject({ kind: "unfinished_forgetting", repairable: false });
  });
});
