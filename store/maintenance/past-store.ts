import { noAccess, type Access } from "../../domain/access/access.ts";
import { epochOf, type Instant } from "../../domain/clock.ts";
import type { CustomerRecord } from "../../domain/customer/customer-record.ts";
import { sampleSettings, type Settings } from "../../domain/settings.ts";
import type { StoredMessageSettings } from "../../domain/message/message-settings.ts";
import type { Equipment } from "../../domain/rental/equipment.ts";
import type { People } from "../../domain/user.ts";
import { noWebhooks, type Webhooks } from "../../domain/webhook/webhook.ts";
import type { ReadableStore } from "../archive-stream.ts";
import { customerLog } from "../documents/customer/customer-logs.ts";
import { customersIn } from "../documents/customer/stored-customers.ts";
import { documentKeys } from "../documents/document-keys.ts";
import { copyOf } from "../documents/message-settings.ts";
import type { Revision } from "../documents/document-log.ts";
import { UnreadableDocument } from "../job-store.ts";
import { documentLog, type LogName } from "../jobs/log/log-keys.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { DayArchive } from "./day-archive.ts";
import { entryNumbers } from "./entry-numbers.ts";
import { readEntry } from "./read-entries.ts";
import { MomentGone } from "./read-log-at.ts";

/**
 * A store as it was at one instant of the last 35 days, for a backup. Price lists are never changed or removed, so those
 * of later days are in it too.
 */
export const pastStore = (
  objects: ObjectStore,
  { archive, settings, catalogs, conversations, identity }: { archive: DayArchive } & Parts,
  at: Instant,
): ReadableStore => ({
  archive: { days: (options) => archive.days({ ...options, at }) },
  settings: {
    stored: async () => {
      const { business } = await settings.stored();
      return (await readDocumentAt<Settings>(objects, documentKeys.settings, at)) ?? sampleSettings(business.time_zone);
    },
  },
  equipment: { stored: () => readDocumentAt<Equipment>(objects, documentKeys.equipment, at) },
  messageSettings: {
    stored: async () => copyOf(await readDocumentAt<StoredMessageSettings>(objects, documentKeys.messageSettings, at)),
  },
  people: {
    read: async () => {
      const people = await readDocumentAt<People>(objects, documentKeys.users, at);
      return { ...(people ?? { users: [], setup: null }), rev: 0 };
    },
  },
  access: { read: async () => (await readDocumentAt<Access>(objects, documentKeys.access, at)) ?? noAccess },
  webhooks: { read: async () => (await readDocumentAt<Webhooks>(objects, documentKeys.webhooks, at)) ?? noWebhooks },
  customers: { all: () => customersAt(objects, at) },
  conversations: { all: (options) => conversations.all({ ...options, at }) },
  // Since the first conversation the salt is the same.
  identity,
  catalogs,
});

type Parts = Pick<ReadableStore, "settings" | "catalogs" | "conversations" | "identity">;

async function* customersAt(objects: ObjectStore, at: Instant): AsyncGenerator<CustomerRecord> {
  for await (const id of customersIn(objects)) {
    const customer = await readLogAt<CustomerRecord | null>(objects, customerLog(id), at);
    if (customer !== null) yield customer;
  }
}

/** Returns the value that a record had; null before its first version. Throws `MomentGone` if that version was deleted. */
const readDocumentAt = <Value>(objects: ObjectStore, key: string, at: Instant): Promise<Value | null> =>
  readLogAt(objects, documentLog(key), at);

const readLogAt = async <Value>(objects: ObjectStore, name: LogName, at: Instant): Promise<Value | null> => {
  const { first, last } = await entryNumbers(objects, name);
  for (let n = last; n >= Math.max(1, first); n -= 1) {
    const { entry, key: where } = await readEntry<Revision<Value>>(objects, name, n);
    if (entry === null) throw new UnreadableDocument(where, new Error("It is damaged or missing"));
    if (epochOf(entry.header.at) > epochOf(at)) continue;
    return entry.records[0]?.value ?? null;
  }
  if (first > 1) throw new MomentGone(`The store no longer has the ${name.entries} of ${at}.`);
  return null;
};
