import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../../domain/clock.ts";
import { freshId, type Random } from "../../../domain/random.ts";
import { assertBody, assertKey, listRange } from "../../port/limits.ts";
import type {
  DeleteOutcome,
  GetOutcome,
  ListOptions,
  ListOutcome,
  ObjectHeaders,
  ObjectStore,
  PutCondition,
  PutOutcome,
  Unavailable,
  Version,
} from "../../port/object-store.ts";
import type { DatabaseFiles } from "./database-files.ts";
import { GroupCommit } from "./group-commit.ts";
import { ObjectTable } from "./object-table.ts";
import { isBusy, SqliteFault } from "./sqlite-error.ts";
import { StoreClock } from "./store-clock.ts";

/** One open database with what all stores on it share. */
export interface SharedConnection {
  database: DatabaseSync;
  files: DatabaseFiles;
  clock: Clock;
  random: Random;
  table: ObjectTable;
  storeClock: StoreClock;
  commits: GroupCommit;
}

/** Call this after the tables exist. */
export const shareConnection = (
  context: Pick<SharedConnection, "database" | "files" | "clock" | "random">,
): SharedConnection => {
  const table = new ObjectTable(context.database);
  const storeClock = new StoreClock(context.database, context.clock);
  return {
    ...context,
    table,
    storeClock,
    commits: new GroupCommit({ ...context, storeTime: () => storeClock.inWrite() }),
  };
};

/**
 * The embedded object store: one SQLite file that many processes on one machine share. Reads run immediately; writes of
 * one turn of the event loop share a transaction. The version of an object is a fresh id for each write.
 */
export class SqliteObjectStore implements ObjectStore {
  readonly partBytes = 8 * 1024 * 1024;
  readonly maxBodyBytes = 64 * 1024 * 1024;
  readonly #shared: SharedConnection;
  readonly #prefix: string;

  constructor(shared: SharedConnection, prefix = "") {
    this.#shared = shared;
    this.#prefix = prefix;
  }

  /**
   * Returns a store of the keys below `prefix`, which ends with a slash, in the same file. Both stores share one
   * connection, so writes to both share a transaction. Closing one closes both.
   */
  under(prefix: string): SqliteObjectStore {
    return new SqliteObjectStore(this.#shared, this.#prefix + prefix);
  }

  async get(key: string, { unless }: { unless?: Version } = {}): Promise<GetOutcome> {
    const name = this.#nameOf(key);
    const read = await this.#read(({ table }) => table.get(name));
    if ("outcome" in read) return read;
    const { result: row, at } = read;
    if (row === null) return { outcome: "missing", at };
    const { version, headers, body } = row;
    if (version === unless) return { outcome: "unchanged", at };
    return { outcome: "found", body, version, ...(headers && { headers }), at };
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    const name = this.#nameOf(key);
    assertBody(body, this.maxBodyBytes);
    // A copy, because the caller may change its bytes before the transaction begins.
    const row = {
      version: freshId(this.#shared.random) as Version,
      headers: headers && { ...headers },
      body: new Uint8Array(body),
    };
    const { commits, table } = this.#shared;
    return await commits.write(body.length, (at) =>
      table.put(name, row, condition)
        ? ({ outcome: "stored", version: row.version, at } as const)
        : ({ outcome: "conflict", at } as const),
    );
  }

  async delete(key: string): Promise<DeleteOutcome> {
    const name = this.#nameOf(key);
    const { commits, table } = this.#shared;
    return await commits.write(0, (at) => {
      table.delete(name);
      return { outcome: "deleted", at } as const;
    });
  }

  async list(prefix: string, options?: ListOptions): Promise<ListOutcome> {
    const { after, limit } = listRange(prefix, options);
    const first = after === "" ? "" : this.#prefix + after;
    const read = await this.#read(({ table, storeClock }) => {
      const inFile = storeClock.inFile();
      return { result: table.list(this.#prefix + prefix, first, limit + 1), inFile };
    });
    if ("outcome" in read) return read;
    const { result: names, at } = read;
    const keys = names.map((name) => name.slice(this.#prefix.length));
    return { outcome: "listed", keys: keys.slice(0, limit), more: keys.length > limit, at };
  }

  /** Commits a small write. Rejects with the reason if the disk does not take it. */
  async tryWrite(): Promise<void> {
    const { commits, storeClock } = this.#shared;
    const fault = await commits.write(0, () => {
      storeClock.writeNow();
      return null;
    });
    if (fault !== null) throw fault.cause;
  }

  /** Waits for the writes that have begun, then closes the file. Every later call is unavailable. */
  async close(): Promise<void> {
    const { commits, database } = this.#shared;
    await commits.close();
    if (database.isOpen) database.close();
  }

  async #read<Result>(
    read: (shared: SharedConnection) => { result: Result; inFile: unknown },
  ): Promise<{ result: Result; at: number } | Unavailable> {
    const { storeClock, files, clock, random } = this.#shared;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = storeClock.duringRead(() => read(this.#shared));
        files.assertUnmovedThisTurn();
        return answer;
      } catch (error) {
        // A reader waits only while another process opens or recovers the database.
        if (!isBusy(error) || attempt === maxReadAttempts) {
          return { outcome: "unavailable", cause: isSqlite(error) ? new SqliteFault(error) : error };
        }
        await clock.sleep(1 + random.fraction() * 20);
      }
    }
  }

  #nameOf(key: string): string {
    assertKey(key);
    return this.#prefix + key;
  }
}

const maxReadAttempts = 500;
const isSqlite = (error: unknown): boolean => error instanceof Error && "errcode" in error;
