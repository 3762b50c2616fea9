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
  writeFileSync,
} from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { FileSystem } from "./file-system.ts";

/**
 * The real one. Only fsync waits for a disk, so only fsync goes to the thread pool: for everything else, answered from
 * memory in microseconds, the trip there and back costs five times the call. So that a long walk does not hold up the
 * process, every 64th call in a row first lets others go ahead.
 */
export class NodeFileSystem implements FileSystem {
  #inARow = 0;

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
      for (const part of parts) writeFileSync(file, part);
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

  async syncFolder(path: string): Promise<void> {
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
