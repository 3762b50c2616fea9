import { codeOf, type FileSystem } from "./file-system.ts";
import { nameOf, numbersIn } from "./version-file.ts";

export interface Retention {
  /** Newest versions that always stay. */
  newest: number;
  /** How long a version stays after it was replaced. */
  replaced_ms: number;
}

/** What the rules of `history.ts` need. Less is only for tests that show why. */
export const RETENTION: Retention = { newest: 20, replaced_ms: 600_000 };

/** A writer looks for old versions once in so many, so a folder holds about this many more than it must. */
export const PRUNE_EVERY = 32;

/**
 * Removes old versions, lowest first and stopping at the first that stays: no true version outlives the one after it.
 * Age counts from the next version's link, not from the own file, which may have been the newest for a year until a
 * moment ago; and both instants are the file system's, so a wrong clock in one process removes nothing.
 */
export const prune = async (fs: FileSystem, folder: string, retention: Retention): Promise<void> => {
  const numbers = numbersIn(await fs.names(folder)).toSorted((one, other) => one - other);
  const highest = numbers.at(-1);
  if (highest === undefined || numbers.length <= retention.newest) return;
  const now = await fs.linkedAt(`${folder}/${nameOf(highest)}`);
  for (const [index, number] of numbers.entries()) {
    const next = numbers[index + 1];
    if (next === undefined || number > highest - retention.newest) return;
    if (now - (await fs.linkedAt(`${folder}/${nameOf(next)}`)) < retention.replaced_ms) return;
    try {
      await fs.unlink(`${folder}/${nameOf(number)}`);
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
    }
  }
};
