import { createHash } from "node:crypto";
import { canonicalJson } from "../domain/canonical-json.ts";
import type { Job } from "../domain/job.ts";
import type { CustomerRecord } from "../domain/customer/customer-record.ts";
import type { StoredMessageSettings } from "../domain/message/message-settings.ts";
import type { Equipment } from "../domain/rental/equipment.ts";
import type { StoredSettings } from "../domain/stored-settings.ts";
import type { User } from "../domain/user.ts";
import type { ArchivedDay, ArchivedMessage } from "./archive.ts";
import type { KeptCatalog } from "./catalog-store.ts";

/**
 * One line of an archive. The order is: settings, equipment and message settings (if they ever changed), people, catalogs by version, customers by id, then each day followed by its jobs and its
 * messages. Settings have no `rev`, because each store counts its own changes. People have no sessions and no set-up link.
 */
export type ArchiveRecord =
  | { kind: "settings"; settings: Omit<StoredSettings, "rev"> }
  | { kind: "equipment"; equipment: Equipment }
  | { kind: "message_settings"; settings: Omit<StoredMessageSettings, "live_for"> }
  | { kind: "people"; users: User[] }
  | ({ kind: "catalog" } & KeptCatalog)
  | { kind: "customer"; customer: CustomerRecord }
  | ({ kind: "day" } & Pick<ArchivedDay, "day" | "capacity">)
  | { kind: "job"; job: Job; told?: readonly string[] }
  | { kind: "message"; message: ArchivedMessage };

export interface ArchiveCounts {
  days: number;
  jobs: number;
  messages: number;
  people: number;
  catalogs: number;
}

export const noCounts = (): ArchiveCounts => ({ days: 0, jobs: 0, messages: 0, people: 0, catalogs: 0 });

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
    if (record.kind === "day") this.counts.days += 1;
    else if (record.kind === "job") this.counts.jobs += 1;
    else if (record.kind === "message") this.counts.messages += 1;
    else if (record.kind === "catalog") this.counts.catalogs += 1;
    else if (record.kind === "people") this.counts.people = record.users.length;
    return line;
  }

  /** Returns the digest in hex. No record can be added afterwards. */
  finish(): string {
    return this.#hash.digest("hex");
  }
}
