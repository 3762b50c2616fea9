import { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../../domain/clock.ts";
import { freshId, type Random } from "../../../domain/random.ts";
import { DataFolder } from "./data-folder.ts";
import { DatabaseFiles } from "./database-files.ts";
import { isBusy, SqliteFault, SqliteRefused } from "./sqlite-error.ts";
import { shareConnection, SqliteObjectStore } from "./sqlite-object-store.ts";

export interface SqliteOptions {
  /** The folder that holds `tailboard.db`. */
  folder: string;
  /** True creates a store in a folder that never had one. */
  create: boolean;
  clock: Clock;
  random: Random;
}

/** Opens the embedded store. Rejects with a `SqliteRefused` that says what is wrong and what to do. */
export const openSqliteObjectStore = async (options: SqliteOptions): Promise<SqliteObjectStore> => {
  const { clock, random } = options;
  const folder = new DataFolder(options.folder);
  folder.prepare(options.create);
  const database = new DatabaseSync(folder.database, { timeout: 0 });
  try {
    const id = await untilNotBusy(clock, random, () => prepareDatabase(database, freshId(random)));
    folder.assertId(id, freshId(random));
    return new SqliteObjectStore(
      shareConnection({ database, files: new DatabaseFiles(folder.database), clock, random }),
    );
  } catch (error) {
    database.close();
    if (error instanceof SqliteRefused) throw error;
    throw new SqliteRefused(`Cannot use the database ${folder.database}: ${new SqliteFault(error).message}.`, {
      cause: error,
    });
  }
};

/** Sets up the connection, creates the tables of a new database with this id, and returns the id in the database. */
const prepareDatabase = (database: DatabaseSync, newId: string): string => {
  const isNew = isEmpty(database);
  const mode = database.prepare("PRAGMA journal_mode = WAL").get()?.["journal_mode"];
  if (mode !== "wal") throw new SqliteRefused("This disk cannot hold a database with a write-ahead log.");
  // FULL flushes the log at each commit, so a confirmed write survives a power loss, and no reader sees one that is not
  // flushed yet. On macOS an ordinary flush stops at the drive's cache.
  database.exec("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON");
  // Deleted bytes are overwritten in the file, so a person who was forgotten is not in it.
  database.exec("PRAGMA secure_delete = ON");
  // An existing store opens without the write lock, because a suspended process may hold it.
  if (isNew) createTables(database, newId);
  return String(database.prepare("SELECT value FROM meta WHERE name = 'id'").get()?.["value"]);
};

/** True for a new database; throws if another program or a newer version of ours wrote it. */
const isEmpty = (database: DatabaseSync): boolean => {
  const pragma = (name: string): unknown => database.prepare(`PRAGMA ${name}`).get()?.[name];
  const tables = database.prepare("SELECT count(*) AS tables FROM sqlite_schema").get()?.["tables"];
  if (tables === 0) return true;
  if (pragma("application_id") !== applicationId) throw new SqliteRefused("The file is a database of another program.");
  if (pragma("user_version") === layoutVersion) return false;
  throw new SqliteRefused("A newer version of Tailboard wrote this database. Start that version instead.");
};

const createTables = (database: DatabaseSync, id: string): void => {
  database.exec("BEGIN IMMEDIATE");
  try {
    database.exec(schema);
    // Another process may have created them after the check; then its id stays.
    database.prepare("INSERT INTO meta (name, value) VALUES ('id', ?) ON CONFLICT DO NOTHING").run(id);
    database.exec("COMMIT");
  } finally {
    if (database.isTransaction) database.exec("ROLLBACK");
  }
};

const untilNotBusy = async <Result>(clock: Clock, random: Random, attempt: () => Result): Promise<Result> => {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || attempts === maxAttempts) throw error;
      await clock.sleep(1 + random.fraction() * 20);
    }
  }
};

const maxAttempts = 500;
/** "Tail" as a number, which `file(1)` and SQLite's own tools show. */
const applicationId = 0x5461_696c;
const layoutVersion = 1;

/** A rowid table, because rows are much larger than keys: SQLite then keeps the keys together in their own index. */
const schema = `
  CREATE TABLE IF NOT EXISTS objects (
    key TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    headers TEXT,
    body BLOB NOT NULL
  );
  CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
  INSERT INTO meta (name, value) VALUES ('store_time_ms', 0) ON CONFLICT DO NOTHING;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${layoutVersion};
`;
