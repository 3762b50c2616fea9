import { isDay, type Day } from "../../../domain/day.ts";
import type { ObjectStore } from "../../../store/objects/object-store.ts";
import type { Stored, StoredDay } from "./stored.ts";

/** Reads day documents as JSON by lists and gets, without code of the job store. */
export class StoredDocuments implements Stored {
  readonly #private: ObjectStore;
  readonly #public: ObjectStore;

  constructor(objects: { private: ObjectStore; public: ObjectStore }) {
    this.#private = objects.private;
    this.#public = objects.public;
  }

  async days(): Promise<Day[]> {
    const keys = await this.#keys("days/");
    return keys.map((key) => key.slice("days/".length, -".json".length)).filter(isDay);
  }

  async day(day: Day): Promise<StoredDay> {
    const document = await this.#json<StoredDay>(`days/${day}.json`);
    if (document === null) throw new Error(`${day} was listed and is not there`);
    return document;
  }

  async pointer(lookup: string): Promise<string | null> {
    return (await this.#json<{ job: string }>(`tokens/${lookup}`))?.job ?? null;
  }

  view(lookup: string): Promise<Uint8Array | null> {
    return bytesIn(this.#public, `t/${lookup}`);
  }

  key(hash: string): Promise<unknown> {
    return this.#json(`keys/${hash}`);
  }

  async marked(): Promise<Day[]> {
    return (await this.#keys("pending/")).map((key) => key.slice("pending/".length));
  }

  async #keys(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    for (;;) {
      const listed = await this.#private.list(prefix, { after: keys.at(-1) ?? "" });
      if (listed.outcome !== "listed") throw new Error(`Cannot list ${prefix}`, { cause: listed.cause });
      keys.push(...listed.keys);
      if (!listed.more) return keys;
    }
  }

  async #json<T>(key: string): Promise<T | null> {
    const bytes = await bytesIn(this.#private, key);
    return bytes === null ? null : (JSON.parse(new TextDecoder().decode(bytes)) as T);
  }
}

/** Null if the key does not exist. */
export const bytesIn = async (objects: ObjectStore, key: string): Promise<Uint8Array | null> => {
  const got = await objects.get(key);
  if (got.outcome === "missing") return null;
  if (got.outcome !== "found") throw new Error(`Cannot read ${key}`);
  return got.body;
};
