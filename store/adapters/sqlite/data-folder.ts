import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { diskFaults } from "../../disk-fault.ts";
import { networkDiskOf } from "./network-disk.ts";
import { SqliteRefused } from "./sqlite-error.ts";

/**
 * The folder of an embedded store. `tailboard.db` holds the data. `store.json` holds the id of that data, so that a
 * folder whose database is gone is recognized and never filled with a new, empty store.
 */
export class DataFolder {
  readonly database: string;
  readonly #path: string;
  readonly #idFile: string;

  constructor(folder: string) {
    this.#path = resolve(folder);
    this.database = join(this.#path, "tailboard.db");
    this.#idFile = join(this.#path, "store.json");
  }

  /**
   * Makes sure that the database file exists. Creates the folder and an empty file only if `create` is true and nothing
   * says that a store was here. Throws a `SqliteRefused` that says what to do.
   */
  prepare(create: boolean): void {
    try {
      if (create && !existsSync(this.#path)) {
        mkdirSync(this.#path, { recursive: true, mode: 0o700 });
        flushFolder(dirname(this.#path));
      }
      this.#assertLocalDisk();
      const size = statSync(this.database, { throwIfNoEntry: false })?.size ?? null;
      if (size !== null && size > 0) return;
      this.#assertNeverUsed();
      if (!create) throw new SqliteRefused(`There is no Tailboard store in ${this.#path}.`);
      if (size === null) this.#createFile();
    } catch (error) {
      throw error instanceof SqliteRefused ? error : refusal(`Cannot use the data folder ${this.#path}`, error);
    }
  }

  /** Compares the id in the database with the id in the folder, which the first call writes by way of a fresh file. */
  assertId(id: string, freshName: string): void {
    const known = this.#readId();
    if (known === null) return this.#writeId(id, freshName);
    if (known === id) return;
    throw new SqliteRefused(
      `${this.database} belongs to another store than ${this.#idFile} says. If you put it there on purpose, delete ` +
        `${this.#idFile} and start again.`,
    );
  }

  #assertLocalDisk(): void {
    const disk = existsSync(this.#path) ? networkDiskOf(this.#path) : null;
    if (disk === null) return;
    throw new SqliteRefused(
      `The data folder ${this.#path} is on a network file system (${disk}). SQLite is not safe there. ` +
        "Choose a folder on a local disk, or use a bucket.",
    );
  }

  #assertNeverUsed(): void {
    const sign = [this.#idFile, `${this.database}-wal`].find((path) => existsSync(path));
    if (sign === undefined) return;
    throw new SqliteRefused(
      `${this.#path} had a store, as ${sign} shows, and its database ${this.database} is missing or empty. ` +
        "Put the file back, or restore a backup into an empty folder.",
    );
  }

  #createFile(): void {
    try {
      closeSync(openSync(this.database, "wx", 0o600));
    } catch (error) {
      // Another process created it after this one checked.
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    flushFolder(this.#path);
  }

  #readId(): string | null {
    if (!existsSync(this.#idFile)) return null;
    try {
      const content: unknown = JSON.parse(readFileSync(this.#idFile, "utf8"));
      if (typeof content === "object" && content !== null && "id" in content) return String(content.id);
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
    }
    throw new SqliteRefused(`${this.#idFile} cannot be read. Delete it and start again.`);
  }

  #writeId(id: string, freshName: string): void {
    const temporary = `${this.#idFile}.${freshName}`;
    const file = openSync(temporary, "w", 0o600);
    writeSync(file, `${JSON.stringify({ id, database: "tailboard.db" })}\n`);
    fsyncSync(file);
    closeSync(file);
    renameSync(temporary, this.#idFile);
    flushFolder(this.#path);
  }
}

/** Makes the names in a folder durable. */
const flushFolder = (folder: string): void => {
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
};

const refusal = (what: string, cause: unknown): SqliteRefused => {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return new SqliteRefused(
    `${what}: ${diskFaults[code] ?? (cause instanceof Error ? cause.message : String(cause))}.`,
    {
      cause,
    },
  );
};
