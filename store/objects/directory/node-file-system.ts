import {
  closeSync,
  fsync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  unlinkSync,
  writev,
  writevSync,
} from "node:fs";
import { setImmediate } from "node:timers/promises";
import { sharing } from "../../sharing.ts";
import type { FileSystem } from "./file-system.ts";

/**
 * The real one. Only fsync waits for a disk, so only fsync goes to the thread pool, and the copying of a large body: for
 * everything else, answered from memory in microseconds, the trip there and back costs five times the call. So that a
 * long walk does not hold up the process, every 64th call in a row first lets others go ahead.
 */
export class NodeFileSystem implements FileSystem {
  #inARow = 0;
  readonly #flushes = new Map<string, { run: () => Promise<void>; waiting: number }>();

  async names(folder: string): Promise<string[]> {
    await this.#giveWay();
    return readdirSync(folder);
  }

  async read(path: string): Promise<Uint8Array> {
    await this.#giveWay();
    return readFileSync(path);
  }

  async head(path: string, length: number): Promise<Uint8Array> {
    await this.#giveWay();
    const file = openSync(path, "r");
    try {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, 0));
    } finally {
      closeSync(file);
    }
  }

  async exists(path: string): Promise<boolean> {
    await this.#giveWay();
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  }

  async linkedAt(path: string): Promise<number> {
    await this.#giveWay();
    return statSync(path).ctimeMs;
  }

  async create(path: string, parts: Uint8Array[]): Promise<void> {
    const file = openSync(path, "wx", 0o600);
    try {
      await write(file, parts);
      await this.#sync(file);
    } finally {
      closeSync(file);
    }
  }

  async link(from: string, to: string): Promise<void> {
    linkSync(from, to);
  }

  async unlink(path: string): Promise<void> {
    await this.#giveWay();
    unlinkSync(path);
  }

  async makeFolder(path: string): Promise<void> {
    mkdirSync(path, { mode: 0o700 });
  }

  /** Many may wait for one flush, which begins after the last of them asked. */
  async syncFolder(path: string): Promise<void> {
    const flush = this.#flushes.get(path) ?? { run: sharing(() => this.#flush(path)), waiting: 0 };
    this.#flushes.set(path, flush);
    flush.waiting += 1;
    try {
      await flush.run();
    } finally {
      flush.waiting -= 1;
      if (flush.waiting === 0) this.#flushes.delete(path);
    }
  }

  async #flush(path: string): Promise<void> {
    const folder = openSync(path, "r");
    try {
      await this.#sync(folder);
    } finally {
      closeSync(folder);
    }
  }

  async #sync(file: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      fsync(file, (error) => (error === null ? resolve() : reject(error)));
    });
    this.#inARow = 0;
  }

  async #giveWay(): Promise<void> {
    this.#inARow += 1;
    if (this.#inARow % 64 === 0) await setImmediate();
  }
}

/** All of these bytes: one call may write fewer than it was given. */
const write = async (file: number, parts: Uint8Array[]): Promise<void> => {
  let left = parts.filter(({ length }) => length > 0);
  while (left.length > 0) {
    const length = left.reduce((sum, part) => sum + part.length, 0);
    let written = length < large ? writevSync(file, left) : await writeElsewhere(file, left);
    if (written === length) return;
    left = left.flatMap((part) => {
      const skipped = Math.min(written, part.length);
      written -= skipped;
      return skipped === part.length ? [] : [part.subarray(skipped)];
    });
  }
};

const writeElsewhere = (file: number, parts: Uint8Array[]): Promise<number> =>
  new Promise((resolve, reject) => {
    writev(file, parts, (error, written) => (error === null ? resolve(written) : reject(error)));
  });

/** From here on to copy takes longer than the trip. */
const large = 64 * 1024;
