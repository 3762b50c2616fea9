import { createHash } from "node:crypto";
import { link, mkdir, readdir, readFile, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Clock } from "../../../domain/clock.ts";
import { freshId, type Random } from "../../../domain/random.ts";
import { assertBody, assertKey, listRange } from "../../port/limits.ts";
import {
  DamagedObject,
  type DeleteOutcome,
  type GetOutcome,
  type ListOptions,
  type ListOutcome,
  type ObjectHeaders,
  type ObjectStore,
  type PutCondition,
  type PutOutcome,
  type Version,
} from "../../port/object-store.ts";
import { flushFolder, makeFolder, writeFlushed } from "./durable-file.ts";

export interface FilesOptions {
  folder: string;
  clock: Pick<Clock, "now">;
  random: Random;
}

/**
 * Objects that never change, as plain files in a folder: the files of releases, named by their content. The version of
 * an object is the checksum of its bytes.
 *
 * `<key>` holds the bytes and `<key>@<checksum>` the headers. The second file is written first, so bytes without it are
 * damaged. `@` is in no key.
 */
export class FilesObjectStore implements ObjectStore {
  readonly partBytes = 8 * 1024 * 1024;
  readonly maxBodyBytes = 64 * 1024 * 1024;
  readonly #folder: string;
  readonly #temporary: string;
  readonly #clock: Pick<Clock, "now">;
  readonly #random: Random;

  constructor({ folder, clock, random }: FilesOptions) {
    this.#folder = resolve(folder);
    this.#temporary = join(this.#folder, "@tmp");
    this.#clock = clock;
    this.#random = random;
  }

  async get(key: string, { unless }: { unless?: Version } = {}): Promise<GetOutcome> {
    const path = this.#pathOf(key);
    try {
      const body = await readOrNull(path);
      const at = this.#clock.now();
      if (body === null) return { outcome: "missing", at };
      const version = checksumOf(body);
      const headers = await readOrNull(headersPath(path, version));
      if (headers === null) return { outcome: "unavailable", cause: new DamagedObject(`${path} was changed`) };
      if (version === unless) return { outcome: "unchanged", at };
      return { outcome: "found", body: new Uint8Array(body), version, ...decodeHeaders(headers), at };
    } catch (cause) {
      return { outcome: "unavailable", cause };
    }
  }

  /**
   * With a version, `body` must be the bytes of that version: such a put changes the headers. Files have no atomic
   * compare-and-swap, so other bytes under a version are a bug in our own code and reject with a `RangeError`.
   */
  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    const path = this.#pathOf(key);
    assertBody(body, this.maxBodyBytes);
    // A copy, because the caller may change its bytes while the file is written.
    const sent = new Uint8Array(body);
    const version = checksumOf(sent);
    if (typeof condition === "object" && condition.version !== version)
      throw new RangeError("These objects never change");
    let isVisible = false;
    try {
      if (typeof condition === "object" && !(await this.#holds(path, version))) return this.#conflict();
      await makeFolder(dirname(path));
      const headersFile = await this.#writeTemporary(encodeHeaders(headers));
      await rename(headersFile, headersPath(path, version));
      if (typeof condition !== "object") {
        const file = await this.#writeTemporary(sent);
        isVisible = await (condition === "absent" ? linkIfAbsent(file, path) : replace(file, path));
        if (!isVisible) return this.#conflict();
      }
      await flushFolder(dirname(path));
      return { outcome: "stored", version, at: this.#clock.now() };
    } catch (cause) {
      return { outcome: isVisible ? "indeterminate" : "unavailable", cause };
    }
  }

  async delete(key: string): Promise<DeleteOutcome> {
    const path = this.#pathOf(key);
    const folder = dirname(path);
    try {
      const names = await namesIn(folder);
      const name = path.slice(folder.length + 1);
      if (names.includes(name)) await rm(path);
      for (const other of names) if (other.startsWith(`${name}@`)) await rm(join(folder, other), { force: true });
      if (names.length > 0) await flushFolder(folder);
      await this.#removeEmpty(folder);
      return { outcome: "deleted", at: this.#clock.now() };
    } catch (cause) {
      return { outcome: "indeterminate", cause };
    }
  }

  async list(prefix: string, options?: ListOptions): Promise<ListOutcome> {
    const { after, limit } = listRange(prefix, options);
    try {
      const keys = (await this.#keysUnder(prefix.slice(0, prefix.lastIndexOf("/") + 1)))
        .filter((key) => key.startsWith(prefix) && key > after)
        .toSorted();
      return { outcome: "listed", keys: keys.slice(0, limit), more: keys.length > limit, at: this.#clock.now() };
    } catch (cause) {
      return { outcome: "unavailable", cause };
    }
  }

  /** Removes what a process left behind when it stopped during a put more than an hour ago. */
  async removeOldTemporaries(): Promise<void> {
    for (const name of await namesIn(this.#temporary)) {
      const path = join(this.#temporary, name);
      const { mtimeMs } = await stat(path);
      if (mtimeMs < this.#clock.now() - 3_600_000) await rm(path, { force: true });
    }
  }

  async #holds(path: string, version: Version): Promise<boolean> {
    const body = await readOrNull(path);
    return body !== null && checksumOf(body) === version;
  }

  async #keysUnder(folder: string): Promise<string[]> {
    const path = join(this.#folder, folder);
    const keys: string[] = [];
    for (const entry of await entriesIn(path)) {
      if (entry.name.includes("@")) continue;
      const key = `${folder}${entry.name}`;
      if (entry.isDirectory()) keys.push(...(await this.#keysUnder(`${key}/`)));
      else keys.push(key);
    }
    return keys;
  }

  async #writeTemporary(bytes: Uint8Array): Promise<string> {
    await mkdir(this.#temporary, { recursive: true, mode: 0o700 });
    const path = join(this.#temporary, freshId(this.#random));
    await writeFlushed(path, bytes);
    return path;
  }

  /** Removes the folders that a deletion left empty. */
  async #removeEmpty(folder: string): Promise<void> {
    for (let path = folder; path.startsWith(`${this.#folder}/`); path = dirname(path)) {
      if ((await namesIn(path)).length > 0) return;
      // A put may have created a file in it after that.
      await rmdir(path).catch(() => undefined);
    }
  }

  #conflict(): PutOutcome {
    return { outcome: "conflict", at: this.#clock.now() };
  }

  #pathOf(key: string): string {
    assertKey(key);
    return join(this.#folder, key);
  }
}

const checksumOf = (bytes: Uint8Array): Version =>
  createHash("sha256").update(bytes).digest("base64url").slice(0, 22) as Version;

const headersPath = (path: string, version: Version): string => `${path}@${version}`;
const encodeHeaders = (headers: ObjectHeaders | undefined): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(headers === undefined ? {} : { headers })}\n`);
const decodeHeaders = (bytes: Uint8Array): { headers?: ObjectHeaders } =>
  JSON.parse(new TextDecoder().decode(bytes)) as { headers?: ObjectHeaders };

/** Gives a temporary file its name unless the name is taken. link(2) decides between all processes. */
const linkIfAbsent = async (file: string, path: string): Promise<boolean> => {
  try {
    await link(file, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(file, { force: true });
  }
};

const replace = async (file: string, path: string): Promise<true> => {
  await rename(file, path);
  return true;
};

const readOrNull = (path: string): Promise<Uint8Array | null> => unlessAbsent(() => readFile(path), null);
const namesIn = (folder: string): Promise<string[]> => unlessAbsent(() => readdir(folder), []);
const entriesIn = (folder: string) => unlessAbsent(() => readdir(folder, { withFileTypes: true }), []);

/** A key that is a folder or that is below a file does not exist either. */
const unlessAbsent = async <Result>(read: () => Promise<Result>, absent: Result): Promise<Result> => {
  try {
    return await read();
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(codeOf(error))) return absent;
    throw error;
  }
};

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");
