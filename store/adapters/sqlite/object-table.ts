import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { ObjectHeaders, PutCondition, Version } from "../../port/object-store.ts";

/** One row of `objects`. */
export interface ObjectRow {
  version: Version;
  headers: ObjectHeaders | undefined;
  body: Uint8Array;
}

/** The statements on `objects`. Each runs inside a transaction of its caller. */
export class ObjectTable {
  readonly #select: StatementSync;
  readonly #list: StatementSync;
  readonly #create: StatementSync;
  readonly #replace: StatementSync;
  readonly #overwrite: StatementSync;
  readonly #delete: StatementSync;

  constructor(database: DatabaseSync) {
    // One statement for the row and the store time of its read, because nearly every read needs both.
    this.#select = database.prepare(
      "SELECT value, version, headers, body FROM meta LEFT JOIN objects ON key = ? WHERE name = 'store_time_ms'",
    );
    this.#list = database.prepare(
      "SELECT key FROM objects WHERE key >= ? AND key > ? AND key < ? ORDER BY key LIMIT ?",
    );
    const insert = "INSERT INTO objects (key, version, headers, body) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO ";
    this.#create = database.prepare(`${insert} NOTHING`);
    this.#overwrite = database.prepare(
      `${insert} UPDATE SET version = excluded.version, headers = excluded.headers, body = excluded.body`,
    );
    this.#replace = database.prepare(
      "UPDATE objects SET version = ?, headers = ?, body = ? WHERE key = ? AND version = ?",
    );
    this.#delete = database.prepare("DELETE FROM objects WHERE key = ?");
  }

  /** Returns the object, or null, and the store time that is in the file. */
  get(key: string): { result: ObjectRow | null; inFile: unknown } {
    const { value: inFile, version, headers, body } = this.#select.get(key) ?? {};
    if (version === null || version === undefined) return { result: null, inFile };
    if (typeof version !== "string" || !(body instanceof Uint8Array)) throw new Error("The table has another layout");
    const row = {
      version: version as Version,
      headers: typeof headers === "string" ? (JSON.parse(headers) as ObjectHeaders) : undefined,
      body,
    };
    return { result: row, inFile };
  }

  /** Returns at most `limit` keys with this prefix after `after`, ascending. */
  list(prefix: string, after: string, limit: number): string[] {
    // Every character of a key sorts before "~".
    return this.#list.all(prefix, after, `${prefix}~`, limit).map(({ key }) => String(key));
  }

  /** Returns whether the condition held, and so the row was written. */
  put(key: string, { version, headers, body }: ObjectRow, condition: PutCondition): boolean {
    const text = headers === undefined ? null : JSON.stringify(headers);
    if (condition === "absent") return this.#create.run(key, version, text, body).changes === 1;
    if (condition === "any") return this.#overwrite.run(key, version, text, body).changes === 1;
    return this.#replace.run(version, text, body, key, condition.version).changes === 1;
  }

  delete(key: string): void {
    this.#delete.run(key);
  }
}
