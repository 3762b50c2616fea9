import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../../domain/random.ts";
import type { FileSystem } from "../../../store/objects/directory/file-system.ts";

/**
 * A slow disk that is full for a second or two now and then, and fails to sync. A full disk writes half of the file, then
 * throws, as a real one does.
 */
export class FaultyFileSystem implements FileSystem {
  readonly #inner: FileSystem;
  readonly #random: Random;
  readonly #tell: (fault: string) => void;
  readonly #rate: number;
  #fullUntil = 0;

  constructor(
    inner: FileSystem,
    { random, rate, tell }: { random: Random; rate: number; tell: (fault: string) => void },
  ) {
    this.#inner = inner;
    this.#random = random;
    this.#rate = rate;
    this.#tell = tell;
  }

  names(folder: string): Promise<string[]> {
    return this.#inner.names(folder);
  }

  async read(path: string): Promise<Uint8Array> {
    this.#maybe("EIO", "read failed", 0.02);
    return await this.#inner.read(path);
  }

  head(path: string, length: number): Promise<Uint8Array> {
    return this.#inner.head(path, length);
  }

  exists(path: string): Promise<boolean> {
    return this.#inner.exists(path);
  }

  linkedAt(path: string): Promise<number> {
    return this.#inner.linkedAt(path);
  }

  async create(path: string, parts: Uint8Array[]): Promise<void> {
    await this.#delay();
    if (this.#isFull()) {
      writeFileSync(path, parts[1]?.subarray(0, parts[1].length / 2) ?? "", { flag: "wx", mode: 0o600 });
      throw systemError("ENOSPC");
    }
    this.#maybe("EIO", "sync of a file failed", 0.1);
    await this.#inner.create(path, parts);
  }

  async link(from: string, to: string): Promise<void> {
    await this.#delay();
    if (this.#isFull()) throw systemError("ENOSPC");
    // The name is created and the call still fails, as on a disk that fails while it answers.
    if (this.#chance(0.05)) {
      this.#tell("link told EIO after it was made");
      await this.#inner.link(from, to);
      throw systemError("EIO");
    }
    await this.#inner.link(from, to);
  }

  unlink(path: string): Promise<void> {
    return this.#inner.unlink(path);
  }

  async makeFolder(path: string): Promise<void> {
    if (this.#isFull()) throw systemError("ENOSPC");
    await this.#inner.makeFolder(path);
  }

  async syncFolder(path: string): Promise<void> {
    await this.#delay();
    this.#maybe("EIO", "sync of a folder failed", 0.2);
    await this.#inner.syncFolder(path);
  }

  #isFull(): boolean {
    const now = performance.now();
    if (now > this.#fullUntil && this.#chance(0.01)) this.#fullUntil = now + 200 + this.#random.fraction() * 1_500;
    if (now > this.#fullUntil) return false;
    this.#tell("disk full");
    return true;
  }

  async #delay(): Promise<void> {
    if (!this.#chance(0.3)) return;
    this.#tell("disk slow");
    await sleep(this.#random.fraction() * 40);
  }

  #maybe(code: string, fault: string, share: number): void {
    if (!this.#chance(share)) return;
    this.#tell(fault);
    throw systemError(code);
  }

  #chance(share: number): boolean {
    return this.#random.fraction() < this.#rate * share;
  }
}

const systemError = (code: string): Error => Object.assign(new Error(`${code}: made for a test`), { code });
