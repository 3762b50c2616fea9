/** Says why a database cannot be opened, as one sentence that a person can act on. */
export class SqliteRefused extends Error {
  override name = "SqliteRefused";
}

/** The database file, or one of the two files next to it, was moved, deleted or replaced while it was open. */
export class DatabaseMoved extends Error {
  override name = "DatabaseMoved";
  constructor(path: string) {
    super(
      `${path} was moved, deleted or replaced while Tailboard was running. Put the original files back, or stop ` +
        "Tailboard, restore a backup, and start it again.",
    );
  }
}

/** SQLite could not do its work. `code` is the system's word for the reason, so that the store's health can name it. */
export class SqliteFault extends Error {
  override name = "SqliteFault";
  readonly code: string;
  constructor(cause: unknown) {
    const { code, words } = reasons[primaryCode(cause)] ?? { code: "ESQLITE", words: "the database reports an error" };
    super(`${words} (${cause instanceof Error ? cause.message : String(cause)})`, { cause });
    this.code = code;
  }
}

/** True if another connection holds the lock that this call needs. The call changed nothing and can be repeated. */
export const isBusy = (error: unknown): boolean => {
  const code = primaryCode(error);
  return code === 5 || code === 6;
};

/** True if SQLite rolled the transaction back before it became durable, so it can never be applied. */
export const isRolledBack = (error: unknown): boolean => isBusy(error) || primaryCode(error) === 13;

/** SQLite's error number without its extension; 0 for an error of another kind. */
const primaryCode = (error: unknown): number =>
  error instanceof Error && "errcode" in error && typeof error.errcode === "number" ? error.errcode % 256 : 0;

const reasons: Readonly<Record<number, { code: string; words: string }>> = {
  3: { code: "EACCES", words: "permission denied" },
  8: { code: "EROFS", words: "the database is read-only" },
  10: { code: "EIO", words: "the disk reports an error" },
  11: { code: "ECORRUPT", words: "the database file is damaged" },
  13: { code: "ENOSPC", words: "the disk is full" },
  14: { code: "ENOENT", words: "the database file cannot be opened" },
  26: { code: "ECORRUPT", words: "the file is not a database" },
};
