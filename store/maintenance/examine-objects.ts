import { StoreUnavailable } from "../job-store.ts";
import { listKeys } from "../jobs/log/list-keys.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { Finding, Mended } from "../upkeep.ts";
import { quarantine } from "./quarantine.ts";
import type { UpkeepContext } from "./upkeep-context.ts";

/** Yields objects that are not logs and that are not the JSON which was written. */
export async function* examineObjects(objects: ObjectStore): AsyncGenerator<Finding> {
  for (const prefix of Object.keys(afterRemoval)) {
    for await (const key of listKeys(objects, prefix)) {
      // Pointers are read by a check of their own.
      if (prefix.endsWith("/") ? isPointer(key) : key !== prefix) continue;
      if ((await damagedBytes(objects, key)) !== null) yield unreadableObject(key);
    }
  }
}

export const unreadableObject = (where: string): Finding => ({
  kind: "unreadable_document",
  where,
  detail: "The object is damaged: its bytes were changed or cut off.",
  repairable: true,
});

/** Copies a damaged object and removes it. The store makes a new one where it needs one. */
export const removeDamaged = async (context: UpkeepContext, key: string): Promise<Mended> => {
  const { objects } = context;
  const bytes = await damagedBytes(objects, key);
  if (bytes === null) return { mended: false, notes: [] };
  const copy = await quarantine(context, key, bytes);
  const deleted = await objects.delete(key);
  if (deleted.outcome !== "deleted") throw new StoreUnavailable(deleted.cause);
  const [, loss = ""] = Object.entries(afterRemoval).find(([prefix]) => key.startsWith(prefix)) ?? [];
  return { mended: true, notes: [`${key} was removed. Its bytes are in ${copy}.`, loss] };
};

const damagedBytes = async (objects: ObjectStore, key: string): Promise<Uint8Array | null> => {
  const got = await objects.get(key);
  if (got.outcome === "missing") return null;
  if (got.outcome !== "found") throw new StoreUnavailable(new Error("An object cannot be read", { cause: got }));
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(got.body));
    return typeof value === "object" && value !== null ? null : got.body;
  } catch {
    // Not JSON, or not text: damaged.
    return got.body;
  }
};

const isPointer = (key: string): boolean => key.startsWith("tokens/") || key.startsWith("keys/");

/** What follows from the removal of a damaged object, by prefix. */
const afterRemoval: Readonly<Record<string, string>> = {
  "access-uses": "When each API token was last used shows again after its next use.",
  adoption:
    "If a restore or a migration into this store was interrupted, jobs are missing: restore into an empty store.",
  "catalogs/": "A booking that names this price list cannot be opened as the customer saw it. A backup may have it.",
  "channel-health": "The health of the channels starts again with the next message.",
  "contacts/": "Open bookings of this person are not counted for a limit until the next booking.",
  "customers-index/": "It is made again from the records of the customers.",
  "office-alerts":
    "Alerts of the office are counted anew. A digest that was not sent is lost; the board shows what it counted.",
  daily: "The daily runs go on with today. Reminders of earlier days are not sent again.",
  "forgetting/":
    "If a removal of a person was interrupted, repeat it: tailboard jobs forget, tailboard customers forget.",
  "keys/": "A request that is repeated with this key within a day is done again.",
  "provider-secrets": "Enter the secrets of your email and text providers again: tailboard secrets set.",
  secrets:
    "New keys are made at the next start. Prices quoted before must be quoted again, devices are new to the sign-in limit, and the preview link changes.",
  "sessions/": "This person must sign in again.",
  "webhook-queues/": "What this webhook missed is in the list of events: GET /api/v1/events.",
  "webhook-secrets": "Make new secrets for your webhooks: tailboard webhooks rotate.",
  "tokens/": "The job that the pointer named gets it again.",
};
