import type { ArchiveRecord } from "./archive-record.ts";
import { proveStore, type WholeStore } from "./archive-stream.ts";
import type { Adoption } from "./archive.ts";
import { UnreadableDocument } from "./job-store.ts";

/** The store is not one that may be filled: the message says why, and what could be done. */
export class AdoptionRefused extends Error {
  override name = "AdoptionRefused";
}

/**
 * Fills an empty store, or goes on filling one where the same was broken off: what it comes from is written first and
 * cleared last, by `endAdoption`, so that a process killed anywhere between leaves a store that says so. True when it
 * goes on. Throws `AdoptionRefused` where the store has something of its own.
 */
export const beginAdoption = async (store: WholeStore, adoption: Adoption): Promise<boolean> => {
  const before = await store.archive.readAdoption();
  if (before !== null) {
    if (before.kind === adoption.kind && before.source === adoption.source) return true;
    throw new AdoptionRefused(
      `Another ${before.kind} into this store was begun at ${before.began_at} and did not end. Finish that one, or take an empty store.`,
    );
  }
  const own = await firstOf(store);
  if (own !== null) throw new AdoptionRefused(`This store is not empty: it has ${own}. Take an empty one.`);
  await store.archive.writeAdoption(adoption);
  return false;
};

/** Compares what is there with what should be; only where it is the same, the store is whole and says so. */
export const endAdoption = async (
  store: WholeStore,
  expected: string,
  each: (record: ArchiveRecord) => void = () => undefined,
): Promise<Awaited<ReturnType<typeof proveStore>>> => {
  const proof = await proveStore(store, { at: null }, each);
  if (proof.digest === expected) await store.archive.writeAdoption(null);
  return proof;
};

/** Throws `AdoptionRefused` where a store was begun to be filled and is not whole: nobody takes it for one that is. */
export const assertWhole = async ({ archive }: Pick<WholeStore, "archive">): Promise<void> => {
  const begun = await archive.readAdoption();
  if (begun !== null)
    throw new AdoptionRefused(
      `This store is not whole: a ${begun.kind} into it was begun at ${begun.began_at} and did not end. Run that command again, to its end.`,
    );
};

/** Something that a store has of its own, in words; null where it is empty. */
export const firstOf = async ({ archive, people, settings, catalogs }: WholeStore): Promise<string | null> => {
  try {
    for await (const { day, jobs } of archive.days()) return jobs.length > 0 ? `jobs of ${day}` : `hours of ${day}`;
    if ((await people.read()).users.length > 0) return "people who may sign in";
    if ((await settings.read()).rev > 0) return "settings";
    for await (const _catalog of catalogs.all()) return "a catalog that was shown to customers";
    return null;
  } catch (error) {
    if (error instanceof UnreadableDocument) return `${error.key}, which cannot be read`;
    throw error;
  }
};
