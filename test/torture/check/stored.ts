import { isDay, type Day, type Window } from "../../../domain/day.ts";
import type { Job } from "../../../domain/job.ts";
import type { ObjectStore } from "../../../store/objects/object-store.ts";
import type { OutboxLeft } from "./check-job.ts";

/** A day as it lies there, read as JSON by nothing but this file. */
export interface StoredDay {
  day: Day;
  rev: number;
  windows: (Window & { capacity: number })[];
  closed: boolean;
  jobs: { job: Job; holds: { ref: string; day: Day; visit: string }[] }[];
  references: StoredReference[];
  void: { day: Day; ref: string }[];
  outbox: (OutboxLeft & { id: string })[];
}

export interface StoredReference {
  ref: string;
  job: string;
  visit: string;
  kind: "visit" | "hold";
  window: Window | null;
  resource: string | null;
  card: { rev: number };
}

/** The judge's own eyes: lists and gets, without a line of the job store. */
export class Stored {
  readonly #private: ObjectStore;
  readonly #public: ObjectStore;

  constructor(objects: { private: ObjectStore; public: ObjectStore }) {
    this.#private = objects.private;
    this.#public = objects.public;
  }

  async days(): Promise<Day[]> {
    const keys = await this.keys("days/");
    return keys.map((key) => key.slice("days/".length, -".json".length)).filter(isDay);
  }

  async day(day: Day): Promise<StoredDay> {
    const document = await this.json<StoredDay>(`days/${day}.json`);
    if (document === null) throw new Error(`${day} was listed and is not there`);
    return document;
  }

  async keys(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    for (;;) {
      const listed = await this.#private.list(prefix, { after: keys.at(-1) ?? "" });
      if (listed.outcome !== "listed") throw new Error(`Cannot list ${prefix}`, { cause: listed.cause });
      keys.push(...listed.keys);
      if (!listed.more) return keys;
    }
  }

  /** Null where there is nothing. */
  async json<T>(key: string): Promise<T | null> {
    const got = await this.#private.get(key);
    if (got.outcome === "missing") return null;
    if (got.outcome !== "found") throw new Error(`Cannot read ${key}`);
    return JSON.parse(new TextDecoder().decode(got.body)) as T;
  }

  async view(lookup: string): Promise<Uint8Array | null> {
    const got = await this.#public.get(`t/${lookup}`);
    if (got.outcome === "missing") return null;
    if (got.outcome !== "found") throw new Error(`Cannot read the view ${lookup}`);
    return got.body;
  }
}
