import type { Clock } from "../../../domain/clock.ts";
import { codeOf, type FileSystem } from "./file-system.ts";
import { DamagedObject, type KeptVersion } from "../object-store.ts";
import {
  decodeHeader,
  decodeVersion,
  HEAD_BYTES,
  nameOf,
  numbersIn,
  tokenOf,
  type VersionFile,
} from "./version-file.ts";

/**
 * Reads the numbered versions of keys while others write and prune them.
 *
 * What it stands on. Versions are linked in ascending order and pruned in ascending order, never the newest. So the
 * true versions present are always the last few, without a gap. A writer that stalled may link a *stray* into the hole
 * which the pruner left below them; a stray is never the highest. Two ways to know the newest version follow:
 *
 * - List the folder. The highest name is true, although a listing is not a snapshot: the version that was newest when
 *   the listing began has been replaced for less than ten minutes when it ends, so it is not pruned and is listed.
 *   That takes a listing of under a minute; a longer one is dropped.
 * - From an *anchor*, a true version seen earlier: look upwards for the first name not there, then see that the anchor
 *   still is. While it is, nothing above it has been pruned, so no name above it was ever free for a stray. This costs
 *   the same however many versions the folder holds, and no clock.
 */
export class History {
  readonly #fs: FileSystem;
  readonly #clock: Clock;
  readonly #anchors = new Map<string, VersionFile>();

  constructor(fs: FileSystem, clock: Clock) {
    this.#fs = fs;
    this.#clock = clock;
  }

  /**
   * The newest version in a folder, `undefined` when it has none, with its body when `wantsBody` says so of its number.
   * Rejects as the file system does.
   */
  async newest(folder: string, wantsBody: (number: number) => boolean = () => false): Promise<Seen | undefined> {
    return (await this.#fromAnchor(folder, wantsBody)) ?? this.#fromListing(folder, wantsBody);
  }

  /** The true version of that number and write, `undefined` when it is not there (any more). */
  async version(folder: string, number: number, write: string): Promise<VersionFile | undefined> {
    const anchor = this.#anchors.get(folder);
    if (anchor?.number === number && anchor.write === write) return anchor;
    const seen = await this.#read(folder, number, false);
    return seen?.version.write === write ? seen.version : undefined;
  }

  /** What is kept, newest first. A file that is not what was written is given as it lies there. */
  async *kept(folder: string): AsyncGenerator<KeptVersion> {
    for (const number of numbersIn(await this.#names(folder)).toSorted((one, other) => other - one)) {
      let bytes: Uint8Array;
      try {
        bytes = await this.#fs.read(`${folder}/${nameOf(number)}`);
      } catch (error) {
        if (isNoFolder(error)) continue; // pruned meanwhile
        throw error;
      }
      const version = tokenOf(decodeHeader(number, bytes));
      try {
        const { version: file, body } = decodeVersion(number, bytes);
        yield { version, body: file.deleted ? null : body, damaged: false };
      } catch (error) {
        if (!(error instanceof DamagedObject)) throw error;
        yield { version, body: bytes, damaged: true };
      }
    }
  }

  async hasSuccessor(folder: string, number: number): Promise<boolean> {
    return this.#fs.exists(`${folder}/${nameOf(number + 1)}`);
  }

  /**
   * Whether a version is on the true chain, after its link (`linked`) or after the link said that the name is taken.
   * `undefined`: nobody can tell any more, because what lies between was pruned. Judged by the write ids that later
   * versions name, never by whether some later file is or is not there.
   */
  async stands(folder: string, version: VersionFile, linked: boolean): Promise<boolean | undefined> {
    let later = this.#anchors.get(folder);
    if (linked && later !== undefined && later.write === version.replaces[0]) {
      const base = await this.#read(folder, later.number, false);
      if (base?.version.write === later.write) {
        this.#remember(folder, version);
        return true;
      }
    }
    if (later === undefined || later.number < version.number) {
      // Not to be looked at again: by then it may be a hole, and another's stray in it.
      if (linked && highestOf(await this.#names(folder)) === version.number) {
        this.#remember(folder, version);
        return true;
      }
      later = (await this.#fromListing(folder, () => false))?.version;
    }
    while (later !== undefined && later.number > version.number) {
      const named = later.replaces[later.number - version.number - 1];
      if (named !== undefined) return named === version.write;
      later = await this.#earliestNamed(folder, later);
    }
    return later?.number === version.number ? later.write === version.write : undefined;
  }

  /** For a folder that is new, whatever stood there in an earlier life of the store. */
  forget(folder: string): void {
    this.#anchors.delete(folder);
  }

  /** Only for a version known to be true. A hint: forgetting it costs a listing, nothing else. */
  #remember(folder: string, version: VersionFile): void {
    this.#anchors.delete(folder);
    this.#anchors.set(folder, version);
    if (this.#anchors.size <= ANCHORS) return;
    for (const oldest of this.#anchors.keys()) {
      this.#anchors.delete(oldest);
      return;
    }
  }

  async #fromAnchor(folder: string, wantsBody: (number: number) => boolean): Promise<Seen | undefined> {
    const anchor = this.#anchors.get(folder);
    if (anchor === undefined) return undefined;
    let { number } = anchor;
    while (await this.hasSuccessor(folder, number)) {
      number += 1;
      if (number > anchor.number + STEPS) return undefined;
    }
    const seen = await this.#read(folder, number, wantsBody(number));
    // The anchor is looked at last: what it proves, it proves of everything before.
    const last = number === anchor.number ? seen : await this.#read(folder, anchor.number, false);
    if (seen === undefined || last?.version.write !== anchor.write) return undefined;
    if (number !== anchor.number) this.#remember(folder, seen.version);
    return seen;
  }

  async #fromListing(folder: string, wantsBody: (number: number) => boolean): Promise<Seen | undefined> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const began = this.#clock.now();
      const highest = highestOf(await this.#names(folder));
      const seen = highest === 0 ? undefined : await this.#read(folder, highest, wantsBody(highest));
      if (this.#clock.now() - began > LISTING_MS) continue;
      // A folder with none is one whose creator stopped between making it and its first version, or one that only
      // leads to longer keys. It cannot be a torn listing, for the reason given above.
      if (highest === 0) {
        this.forget(folder);
        return undefined;
      }
      if (seen === undefined) continue;
      this.#remember(folder, seen.version);
      return seen;
    }
    throw new Error("The folder kept changing while it was read");
  }

  async #names(folder: string): Promise<string[]> {
    try {
      return await this.#fs.names(folder);
    } catch (error) {
      if (isNoFolder(error)) return [];
      throw error;
    }
  }

  async #read(folder: string, number: number, withBody: boolean): Promise<Seen | undefined> {
    const path = `${folder}/${nameOf(number)}`;
    try {
      if (!withBody) return { version: decodeHeader(number, await this.#fs.head(path, HEAD_BYTES)) };
      return decodeVersion(number, await this.#fs.read(path));
    } catch (error) {
      if (isNoFolder(error)) return undefined;
      throw error;
    }
  }

  async #earliestNamed(folder: string, later: VersionFile): Promise<VersionFile | undefined> {
    const write = later.replaces.at(-1);
    const seen = await this.#read(folder, later.number - later.replaces.length, false);
    return seen?.version.write === write ? seen?.version : undefined;
  }
}

export interface Seen {
  version: VersionFile;
  body?: Uint8Array;
}

const highestOf = (names: string[]): number => numbersIn(names).reduce((one, other) => Math.max(one, other), 0);

/** `ENOTDIR`: a file somebody dropped into the store where a folder could be. */
export const isNoFolder = (error: unknown): boolean => ["ENOENT", "ENOTDIR"].includes(codeOf(error) ?? "");

const ANCHORS = 4_096;
/** Looking further up than this from an anchor costs more than a listing. */
const STEPS = 8;
const ATTEMPTS = 5;
const LISTING_MS = 60_000;
