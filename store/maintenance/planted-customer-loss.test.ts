import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { customerIdOfJob } from "../../domain/customer/customer-id.ts";
import type { Job } from "../../domain/job.ts";
import type { ArchiveRecord } from "../archive-record.ts";
import { readRecords } from "../archive-stream.ts";
import { friday, saturday, SteppedClock, thursday } from "../conformance/fixture.ts";
import { wholeWorldOf, type WholeWorld } from "../conformance/whole-store.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { Finding } from "../upkeep.ts";
import { maintenanceUnderTest } from "./maintenance-under-test.case.ts";
import { TestDays, testStores } from "./test-days.case.ts";

const phone = "+16195550142";

/** One loss each among the customers of a store that was in use. */
describe.each(Object.entries(testStores))("Customers on %s", (_, openStore) => {
  let made: ReturnType<typeof maintenanceUnderTest>;
  let world: WholeWorld;
  let plant: TestDays;
  let objects: ObjectStore;
  let close: () => Promise<void>;
  /** Two jobs of Maria, the first of which made her record, and one of Lee. */
  let jobs: Job[];
  let maria: string;
  let lee: string;
  beforeEach(async () => {
    const clock = new SteppedClock();
    ({ objects, close } = await openStore(clock));
    made = maintenanceUnderTest(1, clock, () => objects);
    world = wholeWorldOf(made, 3);
    plant = new TestDays(objects, clock);
    const asked = [
      { day: thursday, name: "Maria Ortega", phone },
      { day: friday, name: "Lee Chan", email: "lee@example.com" },
      { day: saturday, name: "Maria O. Ortega", phone },
    ];
    jobs = [];
    for (const one of asked) {
      clock.pass(1_000);
      jobs.push((await world.client.create(one)).job);
      await world.client.settle();
    }
    [maria = "", lee = ""] = jobs.map(({ id }) => customerIdOfJob(id));
    clock.pass(3_600_000);
    expect(await findings()).toEqual([]);
  });
  afterEach(() => close());

  const open = () => made.open({ publisher: world.publisher, sender: world.sender });
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
  /** Repairs as the command does, and returns all notes. Nothing is left, and a second run finds nothing. */
  const repairAll = async (): Promise<string> => {
    const notes: string[] = [];
    const { upkeep, jobs: store } = open();
    for (let round = 0; round < 3; round += 1) {
      for await (const finding of upkeep.examine()) notes.push(...(await upkeep.repair(finding)).notes);
      await store.drain();
    }
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
  const contactOf = async (contact: { phone?: string; email?: string }): Promise<string> =>
    (await open().contacts.keysOf(contact))[0]?.hash ?? "";
  const note = async (notes: string) => {
    await open().customers.change(maria, (record) => ({ ...record, notes }));
    world.clock.pass(3_600_000);
  };
  const names = async () => (await open().customers.entries()).map(({ name }) => name).toSorted();
  const mariaNow = async () => await open().customers.withContact({ phone });

  test("a record whose newest version is altered goes back to the one before", async () => {
    await note("Gate code 4411");
    await note("Gate code 4412");
    await plant.alter(`customers/${maria}/00000004`);
    expect(await only()).toMatchObject({ kind: "damaged_log", where: `customers/${maria}/00000004`, repairable: true });
    expect(await repairAll()).toMatch(/^Customer c_\w+ is as it was at .* Later changes are lost\./);
    expect(await mariaNow()).toMatchObject([{ id: maria, notes: "Gate code 4411" }]);
    expect(await open().customers.entries()).toContainEqual(expect.objectContaining({ id: maria, rev: 5 }));
  });

  test.each(["lost", "lost without its mark"])("a record that is %s comes back from a backup", async (how) => {
    await note("Gate code 4411");
    const backup = await archived();
    await plant.deleteAll(`customers/${maria}/0`);
    if (how !== "lost") await objects.delete(`customers/${maria}/calendar`);
    const found = await only();
    expect(found).toMatchObject({ kind: "lost_document", repairable: false });
    expect(found.detail).toContain("tailboard doctor --repair --backup <file>");
    const { upkeep } = open();
    expect(await upkeep.repair(found)).toEqual({ mended: false, notes: [] });
    expect(await upkeep.recover?.(found, backup)).toMatchObject({ mended: true });
    await repairAll();
    expect(await mariaNow()).toMatchObject([{ id: maria, notes: "Gate code 4411", jobs: [jobs[2]?.id, jobs[0]?.id] }]);
  });

  test("a lost record that no backup has is filed again from its jobs", async () => {
    await note("Gate code 4411");
    await plant.deleteAll(`customers/${maria}/0`);
    const backup = await archived().catch(() => null);
    expect(backup).toBeNull();
    const { upkeep } = open();
    const done = await upkeep.recover?.(await only(), async function* none() {});
    expect(done?.notes[0]).toContain("The backup does not have this customer.");
    await repairAll();
    expect(await mariaNow()).toMatchObject([{ notes: null, jobs: [jobs[2]?.id, jobs[0]?.id] }]);
  });

  test("a record whose mark is damaged", async () => {
    await plant.cutOff(`customers/${maria}/calendar`);
    expect(await only()).toMatchObject({ kind: "lost_calendar", where: `customers/${maria}/calendar` });
    await repairAll();
    expect(await mariaNow()).toMatchObject([{ id: maria }]);
  });

  test("an index that is gone", async () => {
    await plant.deleteAll("customers-index/");
    const found = await findings();
    expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(["customer_index_behind"]));
    expect(found[0]?.detail).toMatch(/Entries: [12] missing\.$/);
    await repairAll();
    expect(await names()).toEqual(["Lee Chan", "Maria Ortega"]);
  });

  test("an index that cannot be read", async () => {
    for (const key of await plant.keys("customers-index/")) await plant.cutOff(key);
    expect((await findings())[0]).toMatchObject({ kind: "unreadable_document", repairable: true });
    await repairAll();
    expect(await names()).toEqual(["Lee Chan", "Maria Ortega"]);
  });

  test("index entries that are out of date and left over", async () => {
    const { customers } = open();
    const before = new Map<string, Uint8Array>();
    for (const key of await plant.keys("customers-index/")) before.set(key, await plant.bytesOf(key));
    await customers.merge({
      into: maria,
      from: lee,
      by: "Ana",
      at: "2026-11-20T17:00:00.000Z",
      assert: () => undefined,
    });
    for (const [key, bytes] of before) await objects.put(key, bytes, "any");
    // The change may still be under way.
    expect(await findings()).toEqual([]);
    world.clock.pass(3_600_000);
    const details = (await findings()).map(({ detail }) => detail).join(" ");
    expect(details).toMatch(/1 out of date/);
    expect(details).toMatch(/1 left over/);
    await repairAll();
    expect(await open().customers.entries()).toMatchObject([{ id: maria, emails: ["lee@example.com"] }]);
  });

  test.each(["gone", "damaged"])("a contact that is %s", async (how) => {
    const key = `contacts/${await contactOf({ phone })}`;
    await (how === "gone" ? objects.delete(key) : plant.cutOff(key));
    if (how === "gone") expect(await only()).toMatchObject({ kind: "contact_behind", where: `customers/${maria}` });
    else expect(await only()).toMatchObject({ kind: "unreadable_document", where: key });
    await repairAll();
    expect(await mariaNow()).toMatchObject([{ id: maria }]);
  });

  test("a contact that names a customer who does not have it, or who does not exist", async () => {
    const { contacts } = open();
    const hash = await contactOf({ phone });
    await contacts.claim(hash, [maria], [lee, "c_ZZZZ0F4M", maria]);
    expect(await only()).toMatchObject({ kind: "contact_behind", where: `contacts/${hash}` });
    await repairAll();
    expect(await contacts.customersOf(hash)).toEqual([maria]);
  });

  test("a job that is being filed is not a finding", async () => {
    const { contacts, jobs: store } = open();
    const email = "maria@example.com";
    const { job } = await world.client.create({ name: "Maria Ortega", phone, email });
    world.clock.pass(100_000);
    // The worker stopped after it had claimed the contact.
    await contacts.claim(await contactOf({ email }), [], [maria]);
    expect(await findings()).toEqual([]);
    await store.drain();
    expect(await findings()).toEqual([]);
    expect((await mariaNow())[0]?.jobs).toContain(job.id);
  });

  test("jobs of a store that is older than customer records are filed once, the newest first", async () => {
    for (const prefix of ["customers/", "customers-index/", "contacts/"]) await plant.deleteAll(prefix);
    const keys = await plant.keys("");
    const found = await only();
    expect(found).toMatchObject({ kind: "unfiled_jobs", where: "customers", repairable: true });
    expect(found.detail).toMatch(/^3 jobs are under no customer\./);
    // The check only read.
    expect(await plant.keys("")).toEqual(keys);
    expect(await repairAll()).toBe("3 jobs were filed under their customers.");
    expect(await names()).toEqual(["Lee Chan", "Maria O. Ortega"]);
    expect(await mariaNow()).toMatchObject([{ jobs: [jobs[2]?.id, jobs[0]?.id], possible_duplicates: [] }]);
    expect(await open().upkeep.repair(found)).toMatchObject({ mended: false });
  });

  test("a merge that was interrupted", async () => {
    const { customers } = open();
    const from = await customers.find(lee);
    if (from === null) throw new Error("There is no such customer");
    const merge = { into: maria, from: lee, by: "Ana", at: "2026-11-20T17:00:00.000Z", assert: () => undefined };
    await customers.merge(merge);
    await customers.change(lee, (record) => ({ ...record, merged_into: null }));
    await customers.change(maria, (record) => ({ ...record, merging: lee }));
    world.clock.pass(3_600_000);
    expect(await only()).toMatchObject({ kind: "unfinished_merge", where: `customers/${maria}`, repairable: true });
    await repairAll();
    expect(await open().customers.find(lee)).toMatchObject({ merged_into: maria });
    expect(await open().customers.entries()).toMatchObject([{ id: maria, jobs: 3 }]);
  });

  test("keys, and contacts stay: the salt that names them is a record of its own", async () => {
    await objects.delete("secrets");
    expect(await only()).toMatchObject({ kind: "lost_document", where: "secrets" });
    const hash = await contactOf({ phone });
    expect(await open().contacts.customersOf(hash)).toEqual([maria]);
    expect((await findings()).map(({ kind }) => kind)).toEqual(["lost_document"]);
  });
});
