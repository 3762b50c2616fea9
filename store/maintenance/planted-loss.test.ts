import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { User } from "../../domain/user.ts";
import { MemoryObjectStore } from "../adapters/memory/memory-object-store.ts";
import { openSqliteObjectStore } from "../adapters/sqlite/open-sqlite.ts";
import { conversationOf, endpoint, token } from "../conformance/archive-fixture.ts";
import { friday, morning, saturday, seededRandom, SteppedClock, thursday } from "../conformance/fixture.ts";
import { wholeWorldOf, type WholeStoreUnderTest, type WholeWorld } from "../conformance/whole-store.ts";
import type { ArchiveRecord } from "../archive-record.ts";
import { readRecords } from "../archive-stream.ts";
import { raiseMarks } from "../jobs/log/calendar.ts";
import { compact } from "../jobs/log/compaction.ts";
import { dayKind } from "../jobs/day/day-kind.ts";
import { dayLog, entryKey } from "../jobs/log/log-keys.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { ExamineOptions, Finding } from "../upkeep.ts";
import { maintenanceUnderTest } from "./maintenance-under-test.case.ts";
import { TestDays } from "./test-days.case.ts";

/** One loss each, planted in the bytes of a store that was in use. Both embedded kinds of store. */
const stores: Record<string, (clock: SteppedClock) => Promise<{ objects: ObjectStore; close: () => Promise<void> }>> = {
  memory: (clock) =>
    Promise.resolve({ objects: new MemoryObjectStore(() => clock.now()), close: () => Promise.resolve() }),
  SQLite: async (clock) => {
    const folder = mkdtempSync(join(tmpdir(), "tailboard-loss-"));
    const store = await openSqliteObjectStore({ folder, create: true, clock, random: seededRandom(1) });
    const close = async (): Promise<void> => {
      await store.close();
      rmSync(folder, { recursive: true });
    };
    return { objects: store, close };
  },
};

describe.each(Object.entries(stores))("on %s", (_name, openStore) => {
  let world: WholeWorld;
  let made: WholeStoreUnderTest;
  let plant: TestDays;
  let objects: ObjectStore;
  beforeEach(async () => {
    const clock = new SteppedClock();
    const opened = await openStore(clock);
    ({ objects } = opened);
    made = { ...maintenanceUnderTest(1, clock, () => objects), close: opened.close };
    world = wholeWorldOf(made, 3);
    plant = new TestDays(objects, clock);
  });
  afterEach(() => made.close?.());

  const findings = async (options: ExamineOptions = {}): Promise<Finding[]> => {
    const found: Finding[] = [];
    for await (const finding of world.another().upkeep.examine(options)) found.push(finding);
    return found;
  };
  const only = async (): Promise<Finding> => {
    const found = await findings();
    expect(found).toHaveLength(1);
    if (found[0] === undefined) throw new Error("There is no finding");
    return found[0];
  };
  /** Repairs as the command does. Returns all notes. */
  const repairAll = async (): Promise<string[]> => {
    const notes: string[] = [];
    const { upkeep, jobs } = world.another();
    for (let round = 0; round < 5; round += 1) {
      for await (const finding of upkeep.examine()) notes.push(...(await upkeep.repair(finding)).notes);
      await jobs.drain();
    }
    return notes;
  };
  /** Jobs on two days, one with a reservation on a third, settled long ago. */
  const fill = async (): Promise<void> => {
    await world.client.create();
    await world.client.create();
    const { job } = await world.client.create({ day: thursday });
    await world.client.move(job.id, saturday, morning);
    await world.client.settle();
    world.clock.pass(3_600_000);
    expect(await findings()).toEqual([]);
  };
  /** A backup of the store as it is now. */
  const archived = async (): Promise<() => AsyncGenerator<ArchiveRecord>> => {
    const records: ArchiveRecord[] = [];
    for await (const record of readRecords(world.another(), { at: null })) records.push(record);
    return async function* all() {
      yield* records;
    };
  };
  const mark = async (day: string): Promise<number> => {
    const name = dayLog(day);
    const { n, sum } = await plant.another().day(day).read();
    await raiseMarks(objects, name.calendar, new Map([[name.entry, { n, sum }]]));
    return n;
  };
  const compactDay = async (day: string): Promise<void> => {
    const head = await plant.another().day(day).read();
    await compact({ objects, name: dayLog(day), kind: dayKind(day), random: seededRandom(9) }, head);
  };

  test("a day that vanished", async () => {
    await fill();
    const n = await mark(friday);
    await plant.deleteAll(`days/${friday}/`);
    const found = await only();
    expect(found).toMatchObject({ kind: "lost_day", day: friday, repairable: false });
    expect(found.detail).toBe(
      `2026-11-27 had ${n} entries at 2026-11-20 18:00:00 UTC and has none. Restore it from a backup: tailboard doctor --repair --backup <file>`,
    );
    await repairAll();
    expect(await only()).toEqual(found);
  });

  test("a day that vanished comes back from a backup", async () => {
    await fill();
    const backup = await archived();
    await world.client.create();
    await world.client.settle();
    await mark(friday);
    await plant.deleteAll(`days/${friday}/`);
    const { upkeep } = world.another();
    const { mended, notes } = (await upkeep.recover?.(await only(), backup)) ?? {};
    expect([mended, notes?.[0]]).toEqual([
      true,
      "2 jobs of 2026-11-27 were put back from the backup. Changes since the backup are lost.",
    ]);
    await repairAll();
    expect((await findings()).filter(({ kind }) => kind !== "view_behind")).toEqual([]);
    expect(await plant.jobIds(friday)).toHaveLength(2);
  });

  test("a backup without the lost day changes nothing", async () => {
    await world.client.create({ day: saturday });
    const backup = await archived();
    await world.client.create();
    await mark(friday);
    await plant.deleteAll(`days/${friday}/`);
    const lost = (await findings()).find(({ kind }) => kind === "lost_day");
    if (lost === undefined) throw new Error("There is no finding");
    expect(await world.another().upkeep.recover?.(lost, backup)).toEqual({
      mended: false,
      notes: ["The backup has no jobs and no hours of 2026-11-27."],
    });
    expect(await findings()).toContainEqual(lost);
  });

  test("settings and people come back from a backup, above the version that the days know", async () => {
    await world.store.settings.change((now) => ({ ...now, closed_days: ["2026-12-25"] }));
    await world.store.people.change((now) => ({ ...now, users: [user] }));
    await fill();
    const backup = await archived();
    for (const lost of ["settings/", "users/", "calendar/settings"]) await plant.deleteAll(lost);
    const { upkeep, settings, people } = world.another();
    for (const finding of await findings()) expect((await upkeep.recover?.(finding, backup))?.mended).toBe(true);
    expect(await findings()).toEqual([]);
    expect((await settings.read()).closed_days).toEqual(["2026-12-25"]);
    expect((await people.read()).users).toEqual([user]);
  });

  test("an entry that is missing", async () => {
    await fill();
    await plant.deleteEntry(friday, 1);
    expect(await only()).toMatchObject({ kind: "damaged_log", where: entryKey(dayLog(friday), 1), repairable: true });
    expect((await repairAll())[0]).toBe("2026-11-27 was saved without what cannot be read.");
    expect(await findings()).toEqual([]);
  });

  test("an entry that was altered, whose job has a reservation elsewhere", async () => {
    await fill();
    const { n } = await plant.another().day(thursday).read();
    await plant.alter(entryKey(dayLog(thursday), n - 1));
    expect(await only()).toMatchObject({ kind: "damaged_log", day: thursday, repairable: true });
    const notes = await repairAll();
    expect(notes.join(" ")).toMatch(/may be one change behind\..*The damaged bytes are in quarantine\/days\//);
    expect(await findings()).toEqual([]);
    expect(await world.another().jobs.capacity(saturday, saturday)).toMatchObject([{ day: saturday }]);
  });

  test.each(["missing", "altered"])("a snapshot part that is %s", async (how) => {
    await fill();
    await compactDay(friday);
    const [part = ""] = await plant.keys(`snapshots/${friday}/`);
    await (how === "missing" ? objects.delete(part) : plant.alter(part));
    expect(await only()).toMatchObject({ kind: "damaged_log", where: part, repairable: true });
    expect(await repairAll()).toContain("2026-11-27 was saved again. Nothing was lost.");
    expect(await findings()).toEqual([]);
    expect(await plant.jobIds(friday)).toHaveLength(2);
  });

  test("a snapshot that differs from its entries, found by the deep check", async () => {
    await fill();
    const { n, sum, state } = await plant.another().day(friday).read();
    const wrong = { ...state, jobs: state.jobs.delete(state.jobs.keySeq().first() ?? "") };
    const compaction = { objects, name: dayLog(friday), kind: dayKind(friday), random: seededRandom(9) };
    await compact(compaction, { n, sum, state: wrong, headProvenAt: 0 });
    expect(await plant.jobIds(friday)).toHaveLength(1);
    expect((await findings()).filter(({ kind }) => kind === "damaged_log")).toEqual([]);
    const found = (await findings({ deep: true })).find(({ kind }) => kind === "damaged_log");
    expect(found?.detail).toBe(`The snapshot of 2026-11-27 after entry ${n} differs from the entries before it.`);
    if (found !== undefined) await world.another().upkeep.repair(found);
    expect(await findings({ deep: true })).toEqual([]);
    expect(await plant.jobIds(friday)).toHaveLength(2);
  });

  test("the deep check accepts every sound snapshot", async () => {
    await fill();
    for (const day of [thursday, friday, saturday]) await compactDay(day);
    await world.client.create();
    await world.client.settle();
    await compactDay(friday);
    world.clock.pass(3_600_000);
    expect(await findings({ deep: true })).toEqual([]);
  });

  test.each(["lost", "damaged"])("a calendar month that is %s", async (how) => {
    await fill();
    await compactDay(friday);
    const before = (await plant.jobIds(friday)).toSorted();
    await (how === "lost" ? objects.delete("calendar/2026-11") : plant.cutOff("calendar/2026-11"));
    expect(await only()).toMatchObject({ kind: "lost_calendar", where: "calendar/2026-11", repairable: true });
    const notes = (await repairAll()).join(" ");
    expect(notes).toContain("calendar/2026-11 was written again from the entries and snapshots of 3 logs.");
    expect(notes).toContain("entries that are missing at the end of a log are not noticed");
    expect(await findings()).toEqual([]);
    expect((await plant.jobIds(friday)).toSorted()).toEqual(before);
  });

  test("a day whose calendar is lost accepts no booking that would begin it again", async () => {
    await fill();
    await compactDay(friday);
    await plant.deleteAll(`days/${friday}/`);
    await objects.delete("calendar/2026-11");
    await expect(wholeWorldOf(made, 8).client.create()).rejects.toThrow("calendar/2026-11 cannot be read");
  });

  describe.each([
    ["settings", "The settings had one version"],
    ["users", "The list of people had one version"],
  ])("%s", (key, detail) => {
    const change = (name: string) =>
      key === "settings"
        ? world.store.settings.change((now) => ({ ...now, business: { ...now.business, name } }))
        : world.store.people.change((now) => ({ ...now, users: [{ ...user, name }] }));
    const nameNow = async (): Promise<string | undefined> => {
      const { settings, people } = world.another();
      return key === "settings" ? (await settings.read()).business.name : (await people.read()).users[0]?.name;
    };

    test("gone", async () => {
      await fill();
      await change("First");
      await plant.deleteAll(`${key}/`);
      const found = await only();
      expect(found).toMatchObject({ kind: "lost_document", repairable: false });
      expect(found.detail).toBe(
        `${detail}, and none can be read. Restore it from a backup: tailboard doctor --repair --backup <file>`,
      );
    });

    test("whose newest version is altered", async () => {
      await fill();
      await change("First");
      await change("Second");
      await plant.alter(`${key}/00000002`);
      expect(await only()).toMatchObject({ kind: "damaged_log", where: `${key}/00000002`, repairable: true });
      expect((await repairAll())[0]).toMatch(/ as (?:it was|they were) at .* Later changes are lost\.$/);
      expect(await findings()).toEqual([]);
      expect(await nameNow()).toBe("First");
      await change("Third").catch(() => undefined);
    });
  });

  test("equipment that is gone, which a backup puts back above the version that the days know", async () => {
    const trailer = { id: "trailer-15", name: "Trailer", units: [{ id: "T15-01", state: "in_service" as const }] };
    for (const types of [[], [trailer]]) await world.store.equipment.change(() => ({ types }));
    await fill();
    const backup = await archived();
    await plant.deleteAll("equipment/");
    expect((await only()).detail).toMatch(/^The list of equipment had one version, and none can be read\./);
    await objects.delete("calendar/equipment");
    const found = await only();
    expect(found).toMatchObject({ kind: "lost_document", where: "equipment", repairable: false });
    expect((await world.another().upkeep.recover?.(found, backup))?.mended).toBe(true);
    expect(await findings()).toEqual([]);
    expect(await world.another().equipment.read()).toEqual({ rev: 3, types: [trailer] });
  });

  test("settings of messages that are gone, which a backup puts back without sending anything", async () => {
    const live_for = { place: "here", site: null };
    await world.store.messageSettings.change((now) => ({ ...now, reminder_at: "18:00", live_for }));
    const backup = await archived();
    await plant.deleteAll("message-settings/");
    const found = await only();
    expect(found).toMatchObject({ kind: "lost_document", repairable: false });
    expect((await world.another().upkeep.recover?.(found, backup))?.mended).toBe(true);
    expect(await findings()).toEqual([]);
    expect(await world.another().messageSettings.read()).toMatchObject({ reminder_at: "18:00", live_for: "copied" });
  });

  test("tokens, webhooks and the identity that are gone, which a backup puts back", async () => {
    const { access, webhooks, identity, conversations } = world.store;
    await access.change(() => ({ tokens: [token], calendars: [] }));
    await webhooks.change(() => ({ endpoints: [endpoint] }));
    const before = await identity.read();
    await conversations.adopt([conversationOf("1".repeat(32))]);
    const backup = await archived();
    for (const key of ["access/", "webhooks/", "identity/"]) {
      await plant.deleteAll(key);
      const found = await only();
      expect(found).toMatchObject({ kind: "lost_document", repairable: false });
      expect((await world.another().upkeep.recover?.(found, backup))?.mended).toBe(true);
      expect(await findings()).toEqual([]);
    }
    const again = world.another();
    expect(await again.access.read()).toMatchObject({ tokens: [token] });
    expect(await again.webhooks.read()).toMatchObject({ endpoints: [endpoint] });
    // Contacts have the same names. The store has another id, so it is silent.
    const after = await again.identity.read();
    expect([after.contact_salt, after.id === before.id]).toEqual([before.contact_salt, false]);
  });

  describe("a conversation", () => {
    const maria = { kind: "phone", value: "+16195550142" } as const;
    const text = {
      contact: maria,
      name: "Maria",
      at: "2026-11-20T17:00:00.000Z",
      via: "text",
      needs_reply: true,
    } as const;
    const said = async (count: number): Promise<string> => {
      for (let n = 1; n <= count; n += 1)
        await world.store.conversations.receive({ ...text, id: `SM${n}`, text: `${n}` });
      return await world.store.conversations.keyOf(maria);
    };

    test("without one entry is saved, with texts off", async () => {
      const id = await said(3);
      await plant.alter(`conversations/${id}/00000002`);
      expect(await only()).toMatchObject({ kind: "damaged_log", repairable: true });
      expect(await repairAll()).toContainEqual(expect.stringContaining("A STOP may be lost"));
      expect(await findings()).toEqual([]);
      const found = await world.another().conversations.find(id);
      expect(found).toMatchObject({ do_not_text: true, needs_reply: true });
      expect(found?.messages.map((message) => message.id)).toEqual(["SM1", "SM3"]);
    });

    test("that is gone comes back from a backup, with texts off", async () => {
      const id = await said(2);
      const backup = await archived();
      await said(3);
      for (const n of [1, 2, 3]) await objects.delete(`conversations/${id}/0000000${n}`);
      const found = await only();
      expect(found).toMatchObject({ kind: "lost_document", where: `conversations/${id}/00000001`, repairable: false });
      expect((await world.another().upkeep.recover?.(found, backup))?.mended).toBe(true);
      expect(await findings()).toEqual([]);
      const { conversations } = world.another();
      const again = await conversations.find(id);
      expect(again).toMatchObject({ do_not_text: true, messages: [{ id: "SM1" }, { id: "SM2" }] });
      const after = await conversations.receive({ ...text, id: "SM4", text: "4" });
      expect(after.conversation.messages).toHaveLength(3);
    });
  });

  test("settings that went back, with their calendar", async () => {
    await world.store.settings.change((now) => ({ ...now, closed_days: ["2026-12-25"] }));
    await fill();
    await plant.deleteAll("settings/");
    await objects.delete("calendar/settings");
    expect(await only()).toMatchObject({ kind: "lost_document", where: "settings", repairable: false });
  });

  test("people, with their calendar", async () => {
    await fill();
    await world.store.people.change((now) => ({ ...now, users: [user] }));
    const at = "2026-11-20T17:00:00.000Z";
    await world.store.people.openSession("hash", { user: user.id, opened_at: at, used_at: at });
    await plant.deleteAll("users/");
    await objects.delete("calendar/users");
    expect((await findings()).map(({ where }) => where)).toEqual(["users", "secrets"]);
  });

  test("a list of releases that is gone", async () => {
    await fill();
    await raiseMarks(objects, "calendar/releases", new Map([["releases", { n: 4, sum: "" }]]));
    expect(await only()).toMatchObject({
      kind: "lost_document",
      detail: expect.stringMatching(
        /^The list of releases had 4 versions.*tailboard deploy, then tailboard promote\.$/,
      ),
    });
  });

  test.each(["contacts/a", "counters/sign-in/0"])("secrets of a store that has %s", async (used) => {
    await fill();
    await objects.put(used, Buffer.from('{"value":{}}'), "any");
    await objects.delete("secrets");
    expect((await findings()).filter(({ where }) => where === "secrets")).toMatchObject([{ kind: "lost_document" }]);
  });

  test("secrets that were cut off", async () => {
    await fill();
    const at = "2026-11-20T17:00:00.000Z";
    await world.store.people.openSession("hash", { user: "u1", opened_at: at, used_at: at });
    await world.store.people.change((now) => ({ ...now, users: [user] }));
    await objects.put("secrets", Buffer.from('{"value":{"quo'), "any");
    expect(await only()).toMatchObject({ kind: "unreadable_document", where: "secrets", repairable: true });
    expect((await repairAll()).join(" ")).toContain("New keys are made at the next start.");
    expect(await only()).toMatchObject({ kind: "lost_document", where: "secrets", repairable: false });
  });

  test("the open board is made again from the jobs", async () => {
    await world.client.create({ day: null });
    await fill();
    const { waiting } = await world.another().jobs.board(friday);
    expect(waiting).toHaveLength(1);
    await plant.alter("open/00000001");
    expect(await only()).toMatchObject({ kind: "damaged_log", where: "open/00000001", repairable: true });
    expect(await repairAll()).toContain("The list of waiting jobs was made again from the jobs.");
    expect(await findings()).toEqual([]);
    expect((await world.another().jobs.board(friday)).waiting).toEqual(waiting);
  });

  test("a pointer of a day that vanished is kept", async () => {
    const token = "i".repeat(32);
    await world.client.create({ token });
    await fill();
    await mark(friday);
    await plant.deleteAll(`days/${friday}/`);
    world.clock.pass(48 * 3_600_000);
    const pointers = await plant.keys("tokens/");
    expect(pointers).toHaveLength(1);
    await repairAll();
    expect(await plant.keys("tokens/")).toEqual(pointers);
  });

  test("a pointer to a job that was never created is removed", async () => {
    await fill();
    const at = "2026-11-20T17:00:00.000Z";
    await objects.put("tokens/nowhere", Buffer.from(JSON.stringify({ job: "261127-ZZZZ", at })), "absent");
    expect(await findings()).toEqual([]);
    world.clock.pass(48 * 3_600_000);
    // Idempotency keys are left to the sweep.
    const dangling = (await findings()).filter(({ where }) => where.startsWith("tokens/"));
    expect(dangling).toMatchObject([{ kind: "dangling_pointer", where: "tokens/nowhere" }]);
    await repairAll();
    expect(await plant.keys("tokens/")).toEqual([]);
  });

  test("the pointer of an imported link", async () => {
    const token = "i".repeat(32);
    const { job } = await world.client.create({ token });
    await fill();
    await plant.deleteAll("tokens/");
    expect(await only()).toMatchObject({ kind: "missing_pointer", job: job.id, repairable: true });
    await repairAll();
    expect(await findings()).toEqual([]);
    expect((await world.another().jobs.findByToken(token))?.id).toBe(job.id);
  });
});

const user: User = {
  id: "u1",
  name: "Rosa",
  login: "rosa",
  role: "owner",
  crew: null,
  password: { kind: "argon2id", memory_kib: 1, passes: 1, salt: "", hash: "" },
  sessions_from: "2026-11-20T17:00:00.000Z",
  created_at: "2026-11-20T17:00:00.000Z",
};
