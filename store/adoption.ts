import type { ArchiveRecord } from "./archive-record.ts";
import { proveStore, type WholeStore } from "./archive-stream.ts";
import type { Adoption } from "./archive.ts";
import { UnreadableDocument } from "./job-store.ts";

/** The store cannot be filled or used. The message says why and what to do. */
export class AdoptionRefused extends Error {
  override name = "AdoptionRefused";
}

/**
 * Begins to fill an empty store, or resumes the same interrupted fill. It writes the source first, and `endAdoption` clears it
 * last, so that a process killed in between leaves a store that is marked incomplete. Returns true if it resumes. Throws
 * `AdoptionRefused` if the store is not empty.
 */
export const beginAdoption = async (store: WholeStore, adoption: Adoption): Promise<boolean> => {
  const before = await store.archive.readAdoption();
  if (before !== null) {
    if (before.kind === adoption.kind && before.source === adoption.source) {
      await store.messageSettings.markCopied();
      return true;
    }
    throw new AdoptionRefused(
      `Another ${before.kind} into this store began at ${before.began_at} and did not finish. Finish that one, or use an empty store.`,
    );
  }
  const own = await firstOf(store);
  if (own !== null) throw new AdoptionRefused(`This store is not empty: it has ${own}. Use an empty one.`);
  await store.archive.writeAdoption(adoption);
  // A copy must reach no customer until its owner says so.
  await store.messageSettings.markCopied();
  return false;
};

/** Compares the store's digest with the expected one. If they are equal, the store is marked complete. */
export const endAdoption = async (
  store: WholeStore,
  expected: string,
  each: (record: ArchiveRecord) => void = () => undefined,
): Promise<Awaited<ReturnType<typeof proveStore>>> => {
  const proof = await proveStore(store, { at: null }, each);
  if (proof.digest === expected) await store.archive.writeAdoption(null);
  return proof;
};

/** Throws `AdoptionRefused` if a restore or migration into the store did not finish, so no command uses it as complete. */
export const assertWhole = async ({ archive }: Pick<WholeStore, "archive">): Promise<void> => {
  const begun = await archive.readAdoption();
  if (begun !== null)
    throw new AdoptionRefused(
      `This store is incomplete: a ${begun.kind} into it began at ${begun.began_at} and did not finish. Run that command again until it finishes.`,
    );
};

/** Names something that the store contains, or null if it is empty. A server that ran on it leaves it empty. */
export const firstOf = async (store: WholeStore): Promise<string | null> => {
  try {
    for await (const { day, jobs } of store.archive.days())
      return jobs.length > 0 ? `jobs of ${day}` : `hours of ${day}`;
    return (await firstDocument(store)) ?? (await firstContact(store));
  } catch (error) {
    if (error instanceof UnreadableDocument) return `${error.key}, which cannot be read`;
    throw error;
  }
};

const firstDocument = async (store: WholeStore): Promise<string | null> => {
  const { people, settings, equipment, messageSettings, access, webhooks, catalogs } = store;
  if ((await people.read()).users.length > 0) return "people who may sign in";
  if ((await settings.read()).rev > 0) return "settings";
  if ((await equipment.stored()) !== null) return "a list of equipment";
  if ((await messageSettings.stored()) !== null) return "settings of messages";
  const { tokens, calendars } = await access.read();
  if (tokens.length > 0) return "API tokens";
  if (calendars.length > 0) return "calendar addresses";
  if ((await webhooks.read()).endpoints.length > 0) return "webhooks";
  for await (const _catalog of catalogs.all()) return "a catalog that was shown to customers";
  return null;
};

const firstContact = async ({ customers, conversations }: WholeStore): Promise<string | null> => {
  for await (const _customer of customers.all()) return "customers";
  for await (const _conversation of conversations.all()) return "conversations";
  return null;
};
