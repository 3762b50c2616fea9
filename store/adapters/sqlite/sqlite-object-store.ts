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

/**
 * The embedded object store: one SQLite file that many processes on one machine share. Reads run immediately; writes of
 * one turn of the event loop share a transaction. The version of an object is a fresh id for each write.
 */
export class SqliteObjectStore implements ObjectStore {
  readonly partBytes = 8 * 1024 * 1024;
  readonly maxBodyBytes = 64 * 1024 * 1024;
  readonly #database: DatabaseSync;
  readonly #files: DatabaseFiles;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #table: ObjectTable;
  readonly #storeClock: StoreClock;
  readonly #commits: GroupCommit;

  constructor(context: { database: DatabaseSync; files: DatabaseFiles; clock: Clock; random: Random }) {
    const { database, files, clock, random } = context;
    this.#database = database;
    this.#files = files;
    this.#clock = clock;
    this.#random = random;
    this.#table = new ObjectTable(database);
    this.#storeClock = new StoreClock(database, clock);
    this.#commits = new GroupCommit({ ...context, storeTime: () => this.#storeClock.inWrite() });
  }

  async get(key: string, { unless }: { unless?: Version } = {}): Promise<GetOutcome> {
    assertKey(key);
    const read = await this.#read(() => this.#table.get(key));
    if ("outcome" in read) return read;
    const { result: row, at } = read;
    if (row === null) return { outcome: "missing", at };
    const { version, headers, body } = row;
    if (version === unless) return { outcome: "unchanged", at };
    return { outcome: "found", body, version, ...(headers && { headers }), at };
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    assertKey(key);
    assertBody(body, this.maxBodyBytes);
    // A copy, because the caller may change its bytes before the transaction begins.
    const row = {
      version: freshId(this.#random) as Version,
      headers: headers && { ...headers },
      body: new Uint8Array(body),
    };
    return await this.#commits.write(body.length, (at) =>
      this.#table.put(key, row, condition)
        ? ({ outcome: "stored", version: row.version, at } as const)
        : ({ outcome: "conflict", at } as const),
    );
  }

  async delete(key: string): Promise<DeleteOutcome> {
    assertKey(key);
    return await this.#commits.write(0, (at) => {
      this.#table.delete(key);
      return { outcome: "deleted", at } as const;
    });
  }

  async list(prefix: string, options?: ListOptions): Promise<ListOutcome> {
    const { after, limit } = listRange(prefix, options);
    const read = await this.#read(() => this.#table.list(prefix, after, limit + 1));
    if ("outcome" in read) return read;
    const { result: keys, at } = read;
    return { outcome: "listed", keys: keys.slice(0, limit), more: keys.length > limit, at };
  }

  /** Waits for the writes that have begun, then closes the file. Every later call is unavailable. */
  async close(): Promise<void> {
    await this.#commits.close();
    if (this.#database.isOpen) this.#database.close();
  }

  async #read<Result>(read: () => Result): Promise<{ result: Result; at: number } | Unavailable> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = this.#storeClock.duringRead(read);
        this.#files.assertUnmoved();
        return answer;
      } catch (error) {
        // A reader waits only while another process opens or recovers the database.
        if (!isBusy(error) || attempt === maxReadAttempts) {
          return { outcome: "unavailable", cause: isSqlite(error) ? new SqliteFault(error) : error };
        }
        await this.#clock.sleep(1 + this.#random.fraction() * 20);
      }
    }
  }
}

const maxReadAttempts = 500;
const isSqlite = (error: unknown): boolean => error instanceof Error && "errcode" in error;
