import { createHash } from "node:crypto";
import { canonicalJson } from "../domain/canonical-json.ts";
import type { Access } from "../domain/access/access.ts";
import type { Job } from "../domain/job.ts";
import type { CustomerRecord } from "../domain/customer/customer-record.ts";
import type { StoredMessageSettings } from "../domain/message/message-settings.ts";
import type { Equipment } from "../domain/rental/equipment.ts";
import type { StoredSettings } from "../domain/stored-settings.ts";
import type { User } from "../domain/user.ts";
import type { Webhooks } from "../domain/webhook/webhook.ts";
import type { ArchivedConversation } from "./archived-conversation.ts";
import type { ArchivedDay, ArchivedMessage } from "./archive.ts";
import type { KeptCatalog } from "./catalog-store.ts";

/**
 * One line of an archive. The order is: settings, equipment and message settings (if they ever changed), people, access and
 * webhooks (if there are any), the salt and the conversations by id (if there are any), catalogs by version, customers by id,
 * then each day followed by its jobs and its messages. Settings have no `rev`, because each store counts its own changes.
 * People have no sessions and no set-up link, webhooks no queues, and nothing has a secret.
 */
export type ArchiveRecord =
  | { kind: "settings"; settings: Omit<StoredSettings, "rev"> }
  | { kind: "equipment"; equipment: Equipment }
  | { kind: "message_settings"; settings: Omit<StoredMessageSettings, "live_for"> }
  | { kind: "people"; users: User[] }
  | { kind: "access"; access: Access }
  | { kind: "webhooks"; webhooks: Webhooks }
  /** The conversations are filed under it. A copy has an id of its own. */
  | { kind: "identity"; contact_salt: string }
  | { kind: "conversation"; conversation: ArchivedConversation }
  | ({ kind: "catalog" } & KeptCatalog)
  | { kind: "customer"; customer: CustomerRecord }
  | ({ kind: "day" } & Pick<ArchivedDay, "day" | "capacity">)
  | { kind: "job"; job: Job; told?: readonly string[] }
  | { kind: "message"; message: ArchivedMessage };

/** Every kind of record, so that a reader knows one of a newer version. */
export const recordKinds = {
  settings: true,
  equipment: true,
  message_settings: true,
  people: true,
  access: true,
  webhooks: true,
  identity: true,
  conversation: true,
  catalog: true,
  customer: true,
  day: true,
  job: true,
  message: true,
} as const satisfies Record<ArchiveRecord["kind"], true>;

export interface ArchiveCounts {
  days: number;
  jobs: number;
  messages: number;
  people: number;
  catalogs: number;
  customers: number;
  conversations: number;
  api_tokens: number;
  calendars: number;
  webhooks: number;
}

export const noCounts = (): ArchiveCounts => ({
  days: 0,
  jobs: 0,
  messages: 0,
  people: 0,
  catalogs: 0,
  customers: 0,
  conversations: 0,
  api_tokens: 0,
  calendars: 0,
  webhooks: 0,
});

/** Adds one record to the counts. It may be of a file that is not proven yet. */
export const countRecord = (counts: ArchiveCounts, record: CountedRecord): void => {
  switch (record.kind) {
    case "day":
      counts.days += 1;
      break;
    case "job":
      counts.jobs += 1;
      break;
    case "message":
      counts.messages += 1;
      break;
    case "catalog":
      counts.catalogs += 1;
      break;
    case "customer":
      counts.customers += 1;
      break;
    case "conversation":
      counts.conversations += 1;
      break;
    case "people":
      counts.people = lengthOf(record.users);
      break;
    case "access":
      counts.api_tokens = lengthOf(partOf(record.access, "tokens"));
      counts.calendars = lengthOf(partOf(record.access, "calendars"));
      break;
    case "webhooks":
      counts.webhooks = lengthOf(partOf(record.webhooks, "endpoints"));
      break;
  }
};

interface CountedRecord {
  kind?: unknown;
  users?: unknown;
  access?: unknown;
  webhooks?: unknown;
}

const lengthOf = (list: unknown): number => (Array.isArray(list) ? list.length : 0);

const partOf = (record: unknown, name: string): unknown =>
  typeof record === "object" && record !== null ? Reflect.get(record, name) : undefined;

/**
 * The digest of a whole store: SHA-256 over its records, each as canonical JSON and a line break. Stores of any technology with
 * equal content have equal digests. Records are added as a stream.
 */
export class ArchiveDigest {
  readonly #hash = createHash("sha256");
  readonly counts = noCounts();

  /** Returns the record's line. */
  add(record: ArchiveRecord): string {
    const line = `${canonicalJson(record)}\n`;
    this.#hash.update(line);
    countRecord(this.counts, record);
    return line;
  }

  /** Returns the digest in hex. No record can be added afterwards. */
  finish(): string {
    return this.#hash.digest("hex");
  }
}
