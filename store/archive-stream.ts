import type { Access } from "../domain/access/access.ts";
import { instantOf, type Clock, type Instant } from "../domain/clock.ts";
import type { Webhooks } from "../domain/webhook/webhook.ts";
import { asAt } from "./archive-cut.ts";
import { ArchiveDigest, type ArchiveCounts, type ArchiveRecord } from "./archive-record.ts";
import type { Archive, ArchivedDay } from "./archive.ts";
import type { AccessStore } from "./access-store.ts";
import { archivedAccess, archivedWebhooks } from "./archived-access.ts";
import type { ArchivedConversation, ConversationArchive } from "./archived-conversation.ts";
import { archivedUser } from "./archived-user.ts";
import type { CatalogStore } from "./catalog-store.ts";
import type { CustomerStore } from "./customer-store.ts";
import type { EquipmentStore } from "./equipment-store.ts";
import type { UnreadableDocument } from "./job-store.ts";
import type { MessageSettingsStore } from "./message-settings-store.ts";
import type { PeopleStore } from "./people-store.ts";
import type { SettingsStore } from "./settings-store.ts";
import type { WebhookStore } from "./webhook-store.ts";

/** The stores that an archive contains: no sessions, secrets, queues of webhooks or releases. */
export interface WholeStore {
  archive: Archive;
  settings: SettingsStore;
  equipment: EquipmentStore;
  messageSettings: MessageSettingsStore;
  customers: Pick<CustomerStore, "all" | "adopt">;
  conversations: ConversationArchive;
  identity: StoreIdentity;
  people: PeopleStore;
  access: Pick<AccessStore, "read" | "change">;
  webhooks: Pick<WebhookStore, "read" | "change">;
  catalogs: CatalogStore;
}

/** The salt of the store's contacts. */
interface StoreIdentity {
  read(): Promise<{ contact_salt: string }>;
  /** Takes the salt of another store. If the store had its own, it gets another id too. */
  adopt(contact_salt: string): Promise<unknown>;
}

/** What reading a whole store needs. */
export interface ReadableStore {
  archive: Pick<Archive, "days">;
  settings: Pick<SettingsStore, "stored">;
  equipment: Pick<EquipmentStore, "stored">;
  messageSettings: Pick<MessageSettingsStore, "stored">;
  customers: Pick<CustomerStore, "all">;
  conversations: Pick<ConversationArchive, "all">;
  identity: Pick<StoreIdentity, "read">;
  people: Pick<PeopleStore, "read">;
  access: { read(): Promise<Access> };
  webhooks: { read(): Promise<Webhooks> };
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
  yield { kind: "people", users: users.map(archivedUser).toSorted((one, other) => (one.id < other.id ? -1 : 1)) };
  const access = archivedAccess(await store.access.read());
  if (access.tokens.length + access.calendars.length > 0) yield { kind: "access", access };
  const webhooks = archivedWebhooks(await store.webhooks.read());
  if (webhooks.endpoints.length > 0) yield { kind: "webhooks", webhooks };
  const reading = unreadable === undefined ? {} : { unreadable };
  let isFirst = true;
  for await (const conversation of store.conversations.all(reading)) {
    if (isFirst) yield { kind: "identity", contact_salt: (await store.identity.read()).contact_salt };
    isFirst = false;
    yield { kind: "conversation", conversation };
  }
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
  let conversations: ArchivedConversation[] = [];
  const finish = async () => {
    if (conversations.length > 0) await store.conversations.adopt(conversations);
    conversations = [];
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
      case "access":
        await store.access.change(() => record.access);
        break;
      case "webhooks":
        await store.webhooks.change(() => record.webhooks);
        break;
      case "identity":
        await adoptSalt(store, record.contact_salt);
        break;
      case "conversation":
        conversations.push(record.conversation);
        if (conversations.length === togetherAdopted) await finish();
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

/** A server that ran on the empty store made a salt. Under that one, no contact would find its opt-out again. */
const adoptSalt = async ({ identity, conversations }: WholeStore, salt: string): Promise<void> => {
  for await (const { id } of conversations.all()) {
    // A second run finds those of the first. One under the other salt would be lost in its turn.
    if ((await identity.read()).contact_salt === salt) break;
    throw new Error(`This store has a conversation of its own, ${id}. Use an empty store.`);
  }
  await identity.adopt(salt);
};

/** They are listed together, because each list is one log. */
const togetherAdopted = 64;

function* recordsOf({ day, capacity, jobs, messages, told = {} }: ArchivedDay): Generator<ArchiveRecord> {
  if (jobs.length === 0 && capacity === null) return;
  yield { kind: "day", day, capacity };
  for (const job of jobs) {
    const keys = told[job.id];
    yield { kind: "job", job, ...(keys && { told: keys }) };
  }
  for (const message of messages) yield { kind: "message", message };
}
