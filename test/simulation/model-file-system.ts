import type { FileSystem } from "../../store/objects/directory/file-system.ts";
import type { Step, Take, World } from "./actor.ts";
import { digestOf } from "./digest.ts";

export interface ModelOptions {
  /**
   * `atomic`: a listing and the read that follows it are one step, as the ten-minute rule guarantees.
   * `torn`: a listing takes two steps and shows only the names that existed in both, the worst that readdir may do: it
   * misses files that appeared or disappeared in between.
   */
  listings: "atomic" | "torn";
  /** Each sync of a folder is a step, so that `afterPowerLoss` can be checked before and after it. */
  powerLoss?: boolean;
  /** Folder syncs without effect, to prove that they are needed. */
  withoutSync?: (folder: string) => boolean;
}

interface File {
  bytes: Uint8Array;
  linkedAt: number;
}

export const ROOT = "/store";

/** A file system in memory with what the folder store uses: names, links, and what a power cut leaves of them. */
export class ModelFileSystem implements World<FileSystem> {
  readonly #options: ModelOptions;
  /** `undefined` is a folder. */
  readonly #names: Map<string, File | undefined>;
  /** The names that are durable on disk. A file's bytes are durable after `create`. */
  readonly #durable: Map<string, File | undefined>;

  constructor(
    options: ModelOptions,
    names: Iterable<[string, File | undefined]> = [["/", undefined]],
    durable: Iterable<[string, File | undefined]> = [["/", undefined]],
  ) {
    this.#options = options;
    this.#names = new Map(names);
    this.#durable = new Map(durable);
  }

  clone(): ModelFileSystem {
    return new ModelFileSystem(this.#options, this.#names, this.#durable);
  }

  /** The state after a power cut now: each folder has the names of its last sync. */
  afterPowerLoss(): ModelFileSystem {
    const reachable = [...this.#durable].filter(([path]) => path === "/" || this.#durable.has(parentOf(path)));
    return new ModelFileSystem(this.#options, reachable, reachable);
  }

  fingerprint(): string {
    const lines: string[] = [];
    for (const [path, file] of this.#names) {
      // Only its writer knows a temporary file, and it has seen the whole content.
      if (!isTemporary(path)) lines.push(`${path} ${file === undefined ? "" : digestOf(file.bytes)} ${file?.linkedAt}`);
    }
    if (this.#options.powerLoss)
      for (const [path] of this.#durable) if (!isTemporary(path)) lines.push(`durable ${path}`);
    return lines.toSorted().join("\n");
  }

  direct(now: () => number): FileSystem {
    return this.#fileSystem(now);
  }

  scheduled(take: Take, now: () => number): FileSystem {
    return new ScheduledFileSystem(this.#fileSystem(now), take, this.#options);
  }

  #fileSystem(now: () => number): FileSystem {
    const fileAt = (path: string): File => this.#names.get(path) ?? fail("ENOENT");
    const folderAt = (path: string): string => (this.#names.has(path) ? path : fail("ENOENT"));
    const add = (path: string, file: File | undefined): void => {
      folderAt(parentOf(path));
      if (this.#names.has(path)) fail("EEXIST");
      this.#names.set(path, file);
    };
    return {
      names: async (folder) => childrenOf(this.#names, folderAt(folder)).map((path) => path.slice(folder.length + 1)),
      read: async (path) => fileAt(path).bytes,
      head: async (path, length) => fileAt(path).bytes.subarray(0, length),
      exists: async (path) => this.#names.has(path),
      linkedAt: async (path) => fileAt(path).linkedAt,
      create: async (path, parts) => add(path, { bytes: new Uint8Array(Buffer.concat(parts)), linkedAt: now() }),
      link: async (from, to) => add(to, { bytes: fileAt(from).bytes, linkedAt: now() }),
      unlink: async (path) => void (this.#names.delete(path) || fail("ENOENT")),
      makeFolder: async (path) => add(path, undefined),
      syncFolder: async (folder) => {
        if (this.#options.withoutSync?.(folderAt(folder))) return;
        for (const path of childrenOf(this.#durable, folder)) this.#durable.delete(path);
        for (const path of childrenOf(this.#names, folder)) this.#durable.set(path, this.#names.get(path));
      },
    };
  }
}

class ScheduledFileSystem implements FileSystem {
  readonly #inner: FileSystem;
  readonly #take: Take;
  readonly #options: ModelOptions;
  #listed = false;

  constructor(inner: FileSystem, take: Take, options: ModelOptions) {
    this.#inner = inner;
    this.#take = take;
    this.#options = options;
  }

  async names(folder: string): Promise<string[]> {
    // The sweep finds other actors' files and leaves them, so listing them only makes more states.
    if (isTemporary(folder)) return [];
    const names = await this.#step("read", "list", folder, () => this.#inner.names(folder));
    if (this.#options.listings === "atomic") {
      this.#listed = true;
      return names;
    }
    const later = await this.#step("read", "list on", folder, () => this.#inner.names(folder));
    return names.filter((name) => later.includes(name));
  }

  async read(path: string): Promise<Uint8Array> {
    if (this.#withListing()) return this.#inner.read(path);
    return this.#step("read", "read", path, () => this.#inner.read(path));
  }

  async head(path: string, length: number): Promise<Uint8Array> {
    if (this.#withListing()) return this.#inner.head(path, length);
    return this.#step("read", "read", path, () => this.#inner.head(path, length));
  }

  exists(path: string): Promise<boolean> {
    return this.#step("read", "exists", path, () => this.#inner.exists(path));
  }

  linkedAt(path: string): Promise<number> {
    return this.#step("read", "stat", path, () => this.#inner.linkedAt(path));
  }

  create(path: string, parts: Uint8Array[]): Promise<void> {
    return this.#step("write", "create", path, () => this.#inner.create(path, parts));
  }

  link(from: string, to: string): Promise<void> {
    return this.#step("write", "link", to, () => this.#inner.link(from, to));
  }

  unlink(path: string): Promise<void> {
    return this.#step("write", "unlink", path, () => this.#inner.unlink(path));
  }

  makeFolder(path: string): Promise<void> {
    return this.#step("write", "mkdir", path, () => this.#inner.makeFolder(path));
  }

  syncFolder(path: string): Promise<void> {
    const kind = this.#options.powerLoss ? "write" : "local";
    return this.#step(kind, "sync", path, () => this.#inner.syncFolder(path));
  }

  #withListing(): boolean {
    const listed = this.#listed;
    this.#listed = false;
    return listed;
  }

  async #step<T>(kind: Step["kind"], verb: string, path: string, act: () => Promise<T>): Promise<T> {
    this.#listed = false;
    // No other actor reads a temporary file, the root exists already, and a sync shows only after a power cut.
    if (kind === "local" || isTemporary(path) || (path === ROOT && verb !== "sync")) return act();
    // A failure is an answer like any other.
    const settled = await this.#take({
      label: `${verb} ${path.slice(ROOT.length + 1) || path}`,
      kind,
      run: async () => {
        try {
          return { value: await act() };
        } catch (error) {
          return { error };
        }
      },
    });
    const answer = settled as { value: T } | { error: unknown };
    if ("error" in answer) throw answer.error;
    return answer.value;
  }
}

const isTemporary = (path: string): boolean => path.startsWith(`${ROOT}/@tmp`);
const parentOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf("/"), 1));
const childrenOf = (names: Map<string, unknown>, folder: string): string[] =>
  [...names.keys()].filter((path) => path !== "/" && parentOf(path) === folder);

const errors = new Map<string, Error>();
/** One error per code, because a stack for each costs more than the step. */
const fail = (code: string): never => {
  const error = errors.get(code) ?? Object.assign(new Error(code), { code });
  errors.set(code, error);
  throw error;
};
