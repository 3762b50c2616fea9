import { createHash } from "node:crypto";
import type { Day, Window } from "../../../domain/day.ts";
import type { Job } from "../../../domain/job.ts";
import type { ObjectStore } from "../../../store/port/object-store.ts";
import { oversold } from "./oversold.ts";

/** A day: the jobs whose home day it is, and the reservations of others. */
export interface StoredDay {
  day: Day;
  jobs: StoredJob[];
  reservations: StoredReservation[];
  outbox: OutboxLeft[];
  /** The hours whose marker the log knows and that were not swept. */
  due: string[];
  /** What had more visits than room after an entry. */
  oversold: string[];
}

interface OutboxLeft {
  id: string;
  job: string;
  kind: string;
  parked: boolean;
}

interface StoredJob {
  job: Job;
  holds: { ref: string; day: Day; visit: string }[];
}

export interface StoredReservation {
  ref: string;
  job: string;
  visit: string;
  kind: "visit" | "hold";
  window: Window | null;
  resource: string | null;
  card: { rev: number };
}

interface Snapshot {
  n: number;
  sum: string;
  id: string;
  parts: number;
}

/** Records as they are written. This reader shares no code with the store. */
type Line = Record<string, unknown>;

/** The checker's own view of a drained store: it reads logs as lines of JSON. */
export class Stored {
  readonly #objects: ObjectStore;

  constructor(objects: ObjectStore) {
    this.#objects = objects;
  }

  /** Every day that has entries or a snapshot. */
  async days(): Promise<Day[]> {
    const keys = [...(await this.keys("days/")), ...(await this.keys("snapshots/2"))];
    return [...new Set(keys.map((key) => key.split("/")[1] ?? ""))].toSorted();
  }

  /** Replays one day from its snapshot and its entries. Throws if they are not one chain. */
  async day(day: Day): Promise<StoredDay> {
    const calendar = JSON.parse((await this.text(`calendar/${day.slice(0, 7)}`)) ?? "{}") as Record<
      Day,
      { n: number; snapshot: Snapshot | null } | undefined
    >;
    const entry = calendar[day];
    if (entry === undefined) throw new Error(`${day} is not in the calendar`);
    const replay = new Replay(day);
    const { snapshot } = entry;
    for (let part = 0; part < (snapshot?.parts ?? 0); part += 1) {
      const key = `snapshots/${day}/${numbered(snapshot?.n ?? 0)}-${snapshot?.id}/${String(part).padStart(4, "0")}`;
      const text = await this.text(key);
      if (text === null) throw new Error(`${key} is missing`);
      replay.apply(parse(text));
    }
    let [n, sum] = [snapshot?.n ?? 0, snapshot?.sum ?? ""];
    for (;;) {
      const text = await this.text(`days/${day}/${numbered(n + 1)}`);
      if (text === null) break;
      const [header = {}, ...records] = parse(text);
      if (header["n"] !== n + 1 || header["prev"] !== sum) throw new Error(`${day}: entry ${n + 1} does not follow`);
      sum = String(records.at(-1)?.["sum"]);
      if (sum !== checksum(text)) throw new Error(`${day}: entry ${n + 1} has another checksum`);
      replay.apply(records);
      replay.assertRoom(n + 1);
      n += 1;
    }
    if (n < entry.n) throw new Error(`${day} has ${n} entries, and the calendar names ${entry.n}`);
    return replay.result();
  }

  async keys(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    for (;;) {
      const after = keys.at(-1);
      const listed = await this.#objects.list(prefix, after === undefined ? {} : { after });
      if (listed.outcome !== "listed") throw new Error(`Cannot list ${prefix}`, { cause: listed.cause });
      keys.push(...listed.keys);
      if (!listed.more) return keys;
    }
  }

  /** Returns null if the key does not exist. */
  async text(key: string): Promise<string | null> {
    const got = await this.#objects.get(key);
    if (got.outcome === "missing") return null;
    if (got.outcome !== "found") throw new Error(`Cannot read ${key}`);
    return Buffer.from(got.body).toString();
  }
}

class Replay {
  readonly #day: Day;
  readonly #jobs = new Map<string, StoredJob>();
  readonly #reservations = new Map<string, StoredReservation>();
  readonly #outbox = new Map<string, OutboxLeft>();
  #due = new Set<string>();
  #swept = "";
  readonly #oversold: string[] = [];

  constructor(day: Day) {
    this.#day = day;
  }

  apply(records: readonly Line[]): void {
    for (const record of records) {
      // Each kind of record has a field of its own.
      const { job, out, unout } = record as { job: Job; out: OutboxLeft; unout: string[] };
      const text = (field: string): string => String(record[field]);
      if ("holds" in record) this.#jobs.set(job.id, record as unknown as StoredJob);
      else if ("gone" in record) this.#jobs.delete(text("gone"));
      else if ("ref" in record) this.#reservations.set(text("ref"), record as unknown as StoredReservation);
      else if ("unref" in record) this.#reservations.delete(text("unref"));
      else if ("out" in record) this.#outbox.set(out.id, out);
      else if ("unout" in record) for (const id of unout) this.#outbox.delete(id);
      else if ("due" in record) this.#due.add(text("due"));
      else if ("swept" in record) this.#swept = [this.#swept, text("swept")].toSorted().at(-1) ?? "";
    }
  }

  /** Capacity holds after every entry, not only at the end. */
  assertRoom(n: number): void {
    for (const found of oversold(this.#day, this.#jobs.values(), this.#reservations.values()))
      this.#oversold.push(`${found} after entry ${n}`);
  }

  result(): StoredDay {
    return {
      day: this.#day,
      jobs: [...this.#jobs.values()],
      reservations: [...this.#reservations.values()],
      outbox: [...this.#outbox.values()],
      due: [...this.#due].filter((hour) => hour > this.#swept),
      oversold: this.#oversold,
    };
  }
}

export const parse = (text: string): Line[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);

const numbered = (n: number): string => String(n).padStart(8, "0");

/** Over everything before the last line. */
const checksum = (text: string): string =>
  createHash("sha256")
    .update(text.slice(0, text.lastIndexOf("\n", text.length - 2) + 1))
    .digest()
    .subarray(0, 16)
    .toString("base64url");
