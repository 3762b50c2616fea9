import { codeOf, type FileSystem } from "./file-system.ts";
import { TEMPORARY } from "./version-file.ts";

const LEFT_OVER_MS = 3_600_000;

/** Files on their way to a name. On the store's own file system, since link(2) crosses none. */
export class TemporaryFolder {
  readonly #fs: FileSystem;
  readonly #folder: string;
  #swept = false;

  constructor(fs: FileSystem, root: string) {
    this.#fs = fs;
    this.#folder = `${root}/${TEMPORARY}`;
  }

  pathOf(write: string): string {
    return `${this.#folder}/${write}`;
  }

  /** Makes a durable file of these parts. When that fails a part of it may be left. */
  async create(write: string, parts: Uint8Array[]): Promise<void> {
    await this.#create(this.pathOf(write), parts);
    if (this.#swept) return;
    this.#swept = true;
    try {
      await this.#sweep(write);
    } catch {
      // The write can do without, and so can the disk until the next process starts.
    }
  }

  async #create(path: string, parts: Uint8Array[]): Promise<void> {
    try {
      await this.#fs.create(path, parts);
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
      await this.#makeFolder();
      await this.#fs.create(path, parts);
    }
  }

  async #makeFolder(): Promise<void> {
    try {
      await this.#fs.makeFolder(this.#folder);
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
  }

  /** Once a process: what writers that were killed left here. A live one needs its file for less than a second. */
  async #sweep(own: string): Promise<void> {
    const now = await this.#fs.linkedAt(this.pathOf(own));
    for (const name of await this.#fs.names(this.#folder)) {
      try {
        const path = this.pathOf(name);
        if (now - (await this.#fs.linkedAt(path)) > LEFT_OVER_MS) await this.#fs.unlink(path);
      } catch (error) {
        // Another process sweeps too.
        if (codeOf(error) !== "ENOENT") throw error;
      }
    }
  }
}
