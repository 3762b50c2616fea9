import { statSync } from "node:fs";
import { DatabaseMoved } from "./sqlite-error.ts";

/**
 * Remembers which files the database was opened with. SQLite keeps writing into a file that was moved away, and those
 * writes are lost to everyone who opens the old path. So each answer is checked against the files at the path.
 *
 * This class only calls stat(2). Opening and closing one of these files a second time in the same process would drop
 * the locks that SQLite holds on it.
 */
export class DatabaseFiles {
  readonly #path: string;
  readonly #identities: readonly { path: string; identity: string }[];
  #isChecked = false;

  /** Call this after the first read: SQLite creates the log and the shared memory then. */
  constructor(path: string) {
    this.#path = path;
    this.#identities = ["", "-wal", "-shm"].map((suffix) => ({
      path: `${path}${suffix}`,
      identity: identityOf(`${path}${suffix}`),
    }));
  }

  /** Throws `DatabaseMoved` unless every file is still the one that was opened. */
  assertUnmoved(): void {
    for (const { path, identity } of this.#identities) {
      if (identity === "" || identityOf(path) !== identity) throw new DatabaseMoved(this.#path);
    }
  }

  /** As `assertUnmoved`, once for all reads in one turn of the event loop: a request makes many. */
  assertUnmovedThisTurn(): void {
    if (this.#isChecked) return;
    this.assertUnmoved();
    this.#isChecked = true;
    setImmediate(() => {
      this.#isChecked = false;
    });
  }
}

/** Device and inode; empty if there is no such file. */
const identityOf = (path: string): string => {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? "" : `${stat.dev}:${stat.ino}`;
};
