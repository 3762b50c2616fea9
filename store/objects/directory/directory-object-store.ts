import { dirname, resolve } from "node:path";
import type { Clock } from "../../../domain/clock.ts";
import { freshId, type Random } from "../../../domain/random.ts";
import {
  assertKey,
  type DeleteOutcome,
  type GetOutcome,
  type KeptVersion,
  type ListOutcome,
  type ObjectHeaders,
  type ObjectStore,
  type PutCondition,
  type PutOutcome,
  type Unavailable,
  type Unknown,
  type Version,
} from "../object-store.ts";
import { codeOf, discard, type FileSystem } from "./file-system.ts";
import { History } from "./history.ts";
import { NodeFileSystem } from "./node-file-system.ts";
import { probe } from "./probe.ts";
import { prune, PRUNE_EVERY, RETENTION, type Retention } from "./prune.ts";
import { TemporaryFolder } from "./temporary-folder.ts";
import { encodeHeader, nameOf, numbersIn, parseToken, successorOf, tokenOf, type VersionFile } from "./version-file.ts";
import { walk } from "./walk.ts";

export interface DirectoryOptions {
  clock: Clock;
  random: Random;
  /** Tests schedule or break its steps. */
  fs?: FileSystem;
  retention?: Retention;
  pruneEvery?: number;
}

/**
 * A folder on a local disk that a person can open: each key is a folder, each version a file in it. Any number of
 * processes may share it; link(2) arbitrates. `../README.md` draws the layout.
 */
export class DirectoryObjectStore implements ObjectStore {
  readonly #root: string;
  readonly #fs: FileSystem;
  readonly #random: Random;
  readonly #retention: Retention;
  readonly #pruneEvery: number;
  readonly #history: History;
  readonly #temporary: TemporaryFolder;
  /** Folders whose own name this process has seen to be durable. */
  readonly #durable = new Set<string>();

  constructor(root: string, options: DirectoryOptions) {
    this.#root = resolve(root);
    this.#fs = options.fs ?? new NodeFileSystem();
    this.#random = options.random;
    this.#retention = options.retention ?? RETENTION;
    this.#pruneEvery = options.pruneEvery ?? PRUNE_EVERY;
    this.#history = new History(this.#fs, options.clock);
    this.#temporary = new TemporaryFolder(this.#fs, this.#root);
  }

  /** Makes the folder when it is not there, and tries what every write needs. The error says what to do about it. */
  async probe(): Promise<Error | undefined> {
    return probe(this.#fs, this.#root, this.#temporary, freshId(this.#random), () => this.#makeDurable(this.#root));
  }

  /** Writes 4 KB and removes it again. Rejects with what the system said where nothing can be written. */
  async tryWrite(): Promise<void> {
    const write = freshId(this.#random);
    try {
      await this.#temporary.create(write, [new Uint8Array(4_096)]);
    } finally {
      await discard(this.#fs, this.#temporary.pathOf(write));
    }
  }

  async get(key: string, options: { unless?: Version } = {}): Promise<GetOutcome> {
    const folder = this.#folderOf(key);
    const unless = options.unless === undefined ? undefined : parseToken(options.unless);
    try {
      // A poll for the version it already has reads a header, never the body.
      let seen = await this.#history.newest(folder, (number) => number !== unless?.number);
      if (seen === undefined || seen.version.deleted) return { outcome: "missing" };
      if (tokenOf(seen.version) === options.unless) return { outcome: "unchanged" };
      if (seen.body === undefined) seen = await this.#history.newest(folder, () => true);
      if (seen?.body === undefined || seen.version.deleted) return { outcome: "missing" };
      const { headers } = seen.version;
      return { outcome: "found", body: seen.body, version: tokenOf(seen.version), ...(headers && { headers }) };
    } catch (cause) {
      return { outcome: "unavailable", cause };
    }
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    const folder = this.#folderOf(key);
    const content: Content = { body, deleted: false, ...(headers && { headers }) };
    if (condition === "absent") return this.#create(folder, content);
    if (condition === "any") return this.#overwrite(folder, content);
    const written = await this.#replace(folder, condition.version, content);
    return "number" in written ? { outcome: "stored", version: tokenOf(written) } : written;
  }

  async delete(key: string, version: Version): Promise<DeleteOutcome> {
    const written = await this.#replace(this.#folderOf(key), version, { body: new Uint8Array(), deleted: true });
    return "number" in written ? { outcome: "deleted" } : written;
  }

  async list(prefix: string, options: { after?: string; limit?: number } = {}): Promise<ListOutcome> {
    const { after = "", limit = 1_000 } = options;
    const keys: string[] = [];
    try {
      for await (const { key, names } of walk(this.#fs, this.#root, prefix, after)) {
        if (numbersIn(names).length === 0) continue;
        const seen = await this.#history.newest(this.#folderOf(key));
        if (seen === undefined || seen.version.deleted) continue;
        if (keys.length === limit) return { outcome: "listed", keys, more: true };
        keys.push(key);
      }
    } catch (cause) {
      return { outcome: "unavailable", cause };
    }
    return { outcome: "listed", keys, more: false };
  }

  history(key: string): AsyncGenerator<KeptVersion> {
    return this.#history.kept(this.#folderOf(key));
  }

  async #create(folder: string, content: Content): Promise<PutOutcome> {
    let base: VersionFile | undefined;
    try {
      // To make the folder is also the cheapest way to learn that the key is new.
      if (await this.#makeKeyFolder(folder)) this.#history.forget(folder);
      else base = (await this.#history.newest(folder))?.version;
    } catch (cause) {
      return { outcome: "unavailable", cause };
    }
    if (base !== undefined && !base.deleted) return { outcome: "exists" };
    const written = await this.#write(folder, base, content);
    if (written === "lost") return { outcome: "exists" };
    return "number" in written ? { outcome: "stored", version: tokenOf(written) } : written;
  }

  async #overwrite(folder: string, content: Content): Promise<PutOutcome> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      let base: VersionFile | undefined;
      try {
        base = (await this.#history.newest(folder))?.version;
        if (base === undefined) await this.#makeKeyFolder(folder);
      } catch (cause) {
        return { outcome: "unavailable", cause };
      }
      const written = await this.#write(folder, base, content);
      if (written === "lost") continue;
      return "number" in written ? { outcome: "stored", version: tokenOf(written) } : written;
    }
    return { outcome: "unavailable", cause: new Error("Other writers were faster each time") };
  }

  async #replace(
    folder: string,
    version: Version,
    content: Content,
  ): Promise<VersionFile | Refused | Unavailable | Unknown> {
    const token = parseToken(version);
    try {
      const base = token && (await this.#history.version(folder, token.number, token.write));
      // Not needed, since the link would fail too, but a loser learns it without waiting for a disk.
      if (base === undefined || (await this.#history.hasSuccessor(folder, base.number))) return this.#refuse(folder);
      const written = await this.#write(folder, base, content);
      return written === "lost" ? this.#refuse(folder) : written;
    } catch (cause) {
      return { outcome: "unavailable", cause };
    }
  }

  async #refuse(folder: string): Promise<Refused | Unavailable> {
    try {
      const newest = await this.#history.newest(folder);
      return { outcome: newest === undefined || newest.version.deleted ? "missing" : "conflict" };
    } catch (cause) {
      return { outcome: "unavailable", cause };
    }
  }

  /** Puts the next version on `base`. `lost` is certain: another version has that number on the true chain. */
  async #write(
    folder: string,
    base: VersionFile | undefined,
    { body, deleted, headers }: Content,
  ): Promise<VersionFile | "lost" | Unavailable | Unknown> {
    const version = successorOf(base, freshId(this.#random), deleted, headers);
    const temporary = this.#temporary.pathOf(version.write);
    const durable = await Promise.allSettled([
      this.#temporary.create(version.write, [encodeHeader(version, body), body]),
      // The folder's own name comes before what is in it; also where another made the folder, and may have stopped
      // before this. At the same time as the file, since a disk serves both with one flush.
      base === undefined ? this.#fs.syncFolder(dirname(folder)) : undefined,
    ]);
    const failed = durable.find((settled) => settled.status === "rejected");
    if (failed !== undefined) {
      await discard(this.#fs, temporary);
      return { outcome: "unavailable", cause: failed.reason };
    }
    let linked = true;
    try {
      await this.#fs.link(temporary, `${folder}/${nameOf(version.number)}`);
    } catch (cause) {
      const code = codeOf(cause) ?? "";
      // A network file system may answer EEXIST to its own repeated request, so even this is looked up, not believed.
      if (code === "EEXIST") linked = false;
      else return { outcome: LINK_DID_NOTHING.has(code) ? "unavailable" : "unknown", cause };
    } finally {
      await discard(this.#fs, temporary);
    }
    try {
      if (linked) await this.#fs.syncFolder(folder);
      const stands = await this.#history.stands(folder, version, linked);
      if (stands === undefined) return { outcome: "unknown", cause: new Error("Pruned before it could be looked up") };
      if (!stands) return "lost";
      if (version.number % this.#pruneEvery === 0) await this.#prune(folder);
      return version;
    } catch (cause) {
      // A version that was linked is never taken back: another writer may have built upon it already.
      return { outcome: linked ? "unknown" : "unavailable", cause };
    }
  }

  async #prune(folder: string): Promise<void> {
    try {
      await prune(this.#fs, folder, this.#retention);
    } catch {
      // The write stands whatever becomes of old versions, and the next pruner comes to them again.
    }
  }

  /** True when it was not there. Its own name is made durable by the first write. */
  async #makeKeyFolder(folder: string): Promise<boolean> {
    const parent = dirname(folder);
    try {
      await this.#makeDurable(parent);
      return await this.#make(folder);
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
      // Somebody removed the data folder under us.
      this.#durable.clear();
      await this.#makeDurable(parent);
      return this.#make(folder);
    }
  }

  async #makeDurable(folder: string): Promise<void> {
    if (this.#durable.has(folder)) return;
    if (folder === this.#root) {
      await this.#makeRoot(folder);
    } else {
      await this.#makeDurable(dirname(folder));
      await this.#make(folder);
      await this.#fs.syncFolder(dirname(folder));
    }
    this.#durable.add(folder);
  }

  async #makeRoot(folder: string): Promise<void> {
    const parent = dirname(folder);
    let made: boolean;
    try {
      made = await this.#make(folder);
    } catch (error) {
      if (codeOf(error) !== "ENOENT" || parent === folder) throw error;
      await this.#makeRoot(parent);
      made = await this.#make(folder);
    }
    try {
      await this.#fs.syncFolder(parent);
    } catch (error) {
      // Where an administrator made the folder, what it is in may not be ours to open.
      if (made || codeOf(error) !== "EACCES") throw error;
    }
  }

  async #make(folder: string): Promise<boolean> {
    try {
      await this.#fs.makeFolder(folder);
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      throw error;
    }
  }

  #folderOf(key: string): string {
    assertKey(key);
    return `${this.#root}/${key}`;
  }
}

type Refused = { outcome: "missing" | "conflict" };

/** What a version is to hold. */
interface Content {
  body: Uint8Array;
  deleted: boolean;
  headers?: ObjectHeaders;
}

const ATTEMPTS = 16;

/** link(2) failed and certainly made no name. After any other error (`EIO`, `ESTALE`) it may have. */
const LINK_DID_NOTHING = new Set(
  "EACCES EDQUOT ELOOP EMLINK ENAMETOOLONG ENOENT ENOSPC ENOSYS ENOTDIR ENOTSUP EOPNOTSUPP EPERM EROFS EXDEV".split(
    " ",
  ),
);
