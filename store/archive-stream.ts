import { instantOf, type Clock, type Instant } from "../domain/clock.ts";
import { asAt } from "./archive-cut.ts";
import { ArchiveDigest, type ArchiveCounts, type ArchiveRecord } from "./archive-record.ts";
import type { Archive, ArchivedDay } from "./archive.ts";
import type { CatalogStore } from "./catalog-store.ts";
import type { CustomerStore } from "./customer-store.ts";
import type { EquipmentStore } from "./equipment-store.ts";
import type { UnreadableDocument } from "./job-store.ts";
import type { MessageSettingsStore } from "./message-settings-store.ts";
import type { PeopleStore } from "./people-store.ts";
import type { SettingsStore } from "./settings-store.ts";

/** The stores that an archive contains: no sessions, secrets or releases. */
export interface WholeStore {
  archive: Archive;
  settings: SettingsStore;
  equipment: EquipmentStore;
  messageSettings: MessageSettingsStore;
  customers: Pick<CustomerStore, "all" | "adopt">;
  people: PeopleStore;
  catalogs: CatalogStore;
}

/** What reading a whole store needs. */
export interface ReadableStore {
  archive: Pick<Archive, "days">;
  settings: Pick<SettingsStore, "stored">;
  equipment: Pick<EquipmentStore, "stored">;
  messageSettings: Pick<MessageSettingsStore, "stored">;
  customers: Pick<CustomerStore, "all">;
  people: Pick<PeopleStore, "read">;
  catalogs: Pick<CatalogStore, "all">;
}

export interface ReadingOptions {
  /**
   * Leaves out changes after this instant, so that the archive is of one moment. Null reads each day as it is.
   */
  at: { instant: Instant; clock: Clock } | null;
  /** Receives the error of each document that cannot be read, which is left out. Without it, the error is thrown. */
  unreadable?: (error: UnreadableDocument) => void;
}

/** Yields a whole store as records, in the order of its digest. One day is in memory at a time. */
export async function* readRecords(
  store: ReadableStore,
  { at, unreadable }: ReadingOptions,
): AsyncGenerator<ArchiveRecord> {
  const { rev: _own, ...settings } = await store.settings.stored();
  yield { kind: "settings", settings };
  const equipment = await store.equipment.stored();
  if (equipment !== null) yield { kind: "equipment", equipment };
  const messages = await store.messageSettings.stored();
  if (messages !== null) yield { kind: "message_settings", settings: messages };
  const { users } = await store.people.read();
  yield { kind: "people", users: users.toSorted((one, other) => (one.id < other.id ? -1 : 1)) };
  const reading = unreadable === undefined ? {} : { unreadable };
  // A catalog is stored before a job that names it, so no job from before `at` lacks its catalog.
  for await (const catalog of store.catalogs.all(reading)) yield { kind: "catalog", ...catalog };
  for await (const customer of store.customers.all(reading)) yield { kind: "customer", customer };
  for await (const day of store.archive.days(reading)) {
    yield* recordsOf(at === null ? day : asAt(day, at.instant, instantOf(at.clock.now())));
  }
}

/** Returns counts and digest of a whole store. */
export const proveStore = async (
  store: WholeStore,
  options: ReadingOptions,
  each: (record: ArchiveRecord) => void = () => undefined,
): Promise<{ digest: string; counts: ArchiveCounts }> => {
  const digest = new ArchiveDigest();
  for await (const record of readRecords(store, options)) {
    digest.add(record);
    each(record);
  }
  return { digest: digest.finish(), counts: digest.counts };
};

/** Imports records in their order. Existing records stay. Calls `each` after each imported day. */
export const adoptRecords = async (
  store: WholeStore,
  records: AsyncIterable<ArchiveRecord>,
  each: (day: ArchivedDay) => void = () => undefined,
): Promise<void> => {
  let day: ArchivedDay | null = null;
  const finish = async () => {
    if (day === null) return;
    await store.archive.adopt(day);
    each(day);
    day = null;
  };
  for await (const record of records) {
    switch (record.kind) {
      case "settings":
        // A day copies its hours from the settings at its first write, so the settings come first.
        await store.settings.adopt(record.settings);
        break;
      case "equipment":
        await store.equipment.change(() => record.equipment);
        break;
      case "message_settings":
        await store.messageSettings.adopt(record.settings);
        break;
      case "people":
        await store.people.change((people) => ({ ...people, users: record.users }));
        break;
      case "catalog":
        await store.catalogs.keep(record.version, record.catalog);
        break;
      case "customer":
        await store.customers.adopt(record.customer);
        break;
      case "day":
        await finish();
        day = { day: record.day, capacity: record.capacity, jobs: [], messages: [] };
        break;
      case "job":
        if (day === null) break;
        day.jobs.push(record.job);
        if (record.told !== undefined) day.told = { ...day.told, [record.job.id]: record.told };
        break;
      case "message":
        day?.messages.push(record.message);
        break;
    }
  }
  await finish();
};

function* recordsOf({ day, capacity, jobs, messages, told = {} }: ArchivedDay): Generator<ArchiveRecord> {
  if (jobs.length === 0 && capacity === null) return;
  yield { kind: "day", day, capacity };
  for (const job of jobs) {
    const keys = told[job.id];
    yield { kind: "job", job, ...(keys && { told: keys }) };
  }
  for (const message of messages) yield { kind: "message", message };
}
