import { dayIn, isDay, type Day } from "../../domain/day.ts";
import { homeDayOf, isJobId, type JobId } from "../../domain/job-id.ts";
import { freshId } from "../../domain/random.ts";
import { sampleSettings, type Settings } from "../../domain/settings.ts";
import { readableSettings, unusableZoneText } from "../../domain/stored-settings.ts";
import type { People } from "../../domain/user.ts";
import type { DayActivity } from "../activity-store.ts";
import type { Adoption } from "../archive.ts";
import { StoreUnavailable, UnreadableDocument, type NameDay } from "../job-store.ts";
import { keys } from "../keys.ts";
import { DamagedObject, NoHistory, type Version } from "../objects/object-store.ts";
import { decodeText, encodeText, jsonCodec, type Codec, type JsonDocument, type Stamped } from "./codec.ts";
import { attempts, backoff, Committer, type Medium } from "./committer.ts";
import { dayCodec } from "./day-codec.ts";
import type { DayDocument, StoredJob } from "./day-document.ts";
import type { OpenBoard } from "./open-board.ts";
import { inGroups } from "./parallel.ts";
import { RememberedDays } from "./remembered-days.ts";
import { UnusableSetting } from "../settings-store.ts";
import { sharing } from "../sharing.ts";

/** The documents of one store, each with its one committer in this process. */
export class Documents {
  readonly medium: Medium;
  readonly open: Committer<JsonDocument<OpenBoard>>;
  readonly settingsDocument: Committer<JsonDocument<Settings>>;
  readonly people: Committer<JsonDocument<People>>;
  readonly secrets: Committer<JsonDocument<Record<string, string>>>;
  /** What is being brought in from elsewhere; null at other times. */
  readonly adoption: Committer<JsonDocument<Adoption | null>>;
  readonly #days = new RememberedDays((day) =>
    this.document(
      keys.day(day),
      dayCodec(day, () => this.settings()),
    ),
  );
  readonly #single = new Map<string, Reader>();
  readonly #readSettings: () => Promise<Settings>;
  #zone: string | null = null;
  /** The newest settings that this process has read, as they are stored and as the code uses them. */
  #read: { value: Settings; settings: Settings } | null = null;
  /** The unusable zone that this process has already reported. */
  #reported: string | null = null;

  constructor(medium: Medium, timeZone: string) {
    this.medium = medium;
    const single = <T>(key: string, empty: () => T): Committer<JsonDocument<T>> => {
      const made = this.json(key, empty);
      this.#single.set(key, made);
      return made;
    };
    this.settingsDocument = single(keys.settings, () => sampleSettings(timeZone));
    this.open = single<OpenBoard>(keys.open, () => ({ cards: [], rolled_to: null }));
    this.people = single<People>(keys.users, () => ({ users: [], setup: null }));
    this.secrets = single<Record<string, string>>(keys.secrets, () => ({}));
    this.adoption = single<Adoption | null>(keys.adoption, () => null);
    this.#readSettings = sharing(async () => {
      const { value } = await this.settingsDocument.read();
      if (this.#read?.value === value) return this.#read.settings;
      const { settings, unusableZone } = readableSettings(value);
      this.#read = { value, settings };
      if (unusableZone !== null && unusableZone !== this.#reported) {
        this.#reported = unusableZone;
        this.medium.report(new UnusableSetting(unusableZoneText(unusableZone, settings.business.time_zone)));
      }
      this.#zone = settings.business.time_zone;
      return settings;
    });
  }

  /** The newest settings. */
  settings(): Promise<Settings> {
    return this.#readSettings();
  }

  /** Today in the business's zone, as this process last knew it: nothing that is promised hangs on it. */
  async today(): Promise<Day> {
    return dayIn(this.#zone ?? (await this.settings()).business.time_zone, this.medium.clock.now());
  }

  day(day: Day): Committer<DayDocument> {
    return this.#days.day(day);
  }

  /** As it is now, for whoever reads every day once. */
  passingDay(day: Day): Promise<DayDocument> {
    return this.#days.passing(day).read();
  }

  /** For who has written a day as a whole and does not come back soon. */
  forget(day: Day): void {
    this.#days.forget(day);
  }

  /** The document or the note under a key; null where none of ours lies there, or a mark that says nothing. */
  named(key: string): Reader | null {
    if (key.startsWith(keys.days)) return isDay(keys.dayOf(key)) ? this.day(keys.dayOf(key)) : null;
    if (key.startsWith(keys.activities)) return this.activity(keys.activityOf(key));
    if (key.startsWith(keys.catalogs)) return this.catalog(keys.catalogOf(key));
    if (isNote(key)) return this.#once(key);
    return this.#single.get(key) ?? null;
  }

  /** Made anew each time: who writes it keeps one. */
  activity(day: Day): Committer<JsonDocument<DayActivity>> {
    return this.json<DayActivity>(keys.activity(day), () => ({ homes: [], acts: [], dropped: 0 }));
  }

  catalog(version: string): Once {
    return this.#once(keys.catalog(version));
  }

  /** Written once, so there is nothing of a document around it. */
  #once(key: string): Once {
    const checked = (value: unknown): object => {
      if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
      throw new UnreadableDocument(key, new TypeError("It is an object"));
    };
    return {
      read: async () => {
        const note = await this.readNote<unknown>(key);
        return note === null ? null : checked(note.value);
      },
      decode: (body) => checked(parseNote(key, body)),
      rewrite: (body) => Promise.resolve(body ?? new Uint8Array()),
    };
  }

  /** Every document of which there is one. */
  get single(): string[] {
    return [...this.#single.keys()];
  }

  /** Those that cannot be read are reported and left out only where the caller can do without, or names them. */
  async readDays(
    days: Iterable<Day>,
    unreadable: "throw" | "leave out" | NameDay = "throw",
  ): Promise<Map<Day, DayDocument>> {
    const read = new Map<Day, DayDocument>();
    await inGroups(days, async (day) => {
      try {
        read.set(day, await this.day(day).read());
      } catch (error) {
        if (!(error instanceof UnreadableDocument) || unreadable === "throw") throw error;
        this.medium.report(error);
        if (unreadable !== "leave out") unreadable(day);
      }
    });
    return read;
  }

  /** Null for what is not an id as well. */
  async job(id: JobId): Promise<StoredJob | null> {
    const day = homeOf(id);
    return day === null ? null : ((await this.day(day).read()).jobs.get(id) ?? null);
  }

  /** Every day from `from` on that has a document, ascending. An empty `from` begins with the first. */
  async *days(from: Day): AsyncGenerator<Day> {
    // A day comes before its own key, so `from` itself is included.
    for await (const key of this.keysUnder(keys.days, { after: keys.days + from })) {
      const day = keys.dayOf(key);
      if (isDay(day)) yield day;
    }
  }

  /** Every key that starts with `prefix` and comes after `after`, ascending. Small pages for who needs only a few. */
  async *keysUnder(prefix: string, { after = "", page = 1_000 } = {}): AsyncGenerator<string> {
    for (let last = after; ;) {
      const listed = await this.#list(prefix, last, page);
      yield* listed.keys;
      last = listed.keys.at(-1) ?? last;
      if (!listed.more || listed.keys.length === 0) return;
    }
  }

  /** A JSON value under a key of its own, read and changed like every document. */
  json<T>(key: string, empty: () => T): Committer<JsonDocument<T>> {
    return this.document(key, jsonCodec(empty));
  }

  document<D extends Stamped>(key: string, codec: Codec<D>): Committer<D> {
    return new Committer(key, codec, this.medium);
  }

  /** Does one part of a round: what fails is reported, left to a later one, and holds up no other. */
  async tolerate(part: () => Promise<void>): Promise<boolean> {
    try {
      await part();
      return true;
    } catch (error) {
      this.medium.report(error);
      return false;
    }
  }

  async readNote<T>(key: string): Promise<{ value: T; version: Version } | null> {
    const { objects, clock } = this.medium;
    for (let attempt = 1; ; attempt += 1) {
      const got = await objects.get(key);
      // Only the caller's own kind of note lies under its keys.
      if (got.outcome === "found") return { value: parseNote(key, got.body) as T, version: got.version };
      if (got.outcome === "missing") return null;
      if (got.outcome === "unavailable" && got.cause instanceof DamagedObject)
        throw new UnreadableDocument(key, got.cause);
      if (attempt === attempts) throw new StoreUnavailable(got.outcome === "unavailable" ? got.cause : null);
      await clock.sleep(backoff(attempt));
    }
  }

  /**
   * Which note lies there, whatever it says: of one that only marks, nothing more is asked, and a broken one marks as
   * well. Null where there is none.
   */
  async noteVersion(key: string): Promise<Version | null> {
    try {
      return (await this.readNote<unknown>(key))?.version ?? null;
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      return await this.#brokenVersion(key);
    }
  }

  /** Puts a small note where there is none; returns what lies there, which another may have put first. */
  async note<T>(key: string, value: T): Promise<T> {
    const { objects, clock } = this.medium;
    const body = encodeText(JSON.stringify(value));
    let cause: unknown = null;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if (attempt > 1) await clock.sleep(backoff(attempt));
      const put = await objects.put(key, body, "absent");
      if (put.outcome === "stored") return value;
      const there = await this.readNote<T>(key);
      if (there !== null) return there.value;
      if ("cause" in put) cause = put.cause;
    }
    throw new StoreUnavailable(cause);
  }

  /**
   * Puts a note in the place of the one that is there. Never twice the same bytes: a bucket's version is made of them,
   * and a drainer that deletes the note it has seen must not take a newer one along. Never unconditionally either: a
   * line may deliver a note once more, long after, in the place of a newer one. Where another note came first it serves
   * as well: whoever has read it by now has not yet fenced the document.
   */
  async mark(key: string): Promise<void> {
    const { objects, clock, random } = this.medium;
    const body = encodeText(JSON.stringify({ id: freshId(random) }));
    let cause: unknown = null;
    let before: Version | "absent" | null = null;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if (attempt > 1) await clock.sleep(backoff(attempt));
      const there = await this.noteVersion(key);
      // Refused before: for another note that is here now, or by a bucket that says so where nobody came first.
      if (before !== null && there !== null && there !== before) return;
      const put = await objects.put(key, body, there === null ? "absent" : { version: there });
      if (put.outcome === "stored") return;
      before = put.outcome === "conflict" || put.outcome === "exists" ? (there ?? "absent") : null;
      if ("cause" in put) cause = put.cause;
    }
    throw new StoreUnavailable(cause);
  }

  /** Takes a note away, whichever it is by then. */
  async dropNote(key: string): Promise<void> {
    const { objects, clock } = this.medium;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const there = await this.noteVersion(key);
      if (there === null) return;
      const dropped = await objects.delete(key, there);
      if (dropped.outcome === "deleted" || dropped.outcome === "missing") return;
      await clock.sleep(backoff(attempt));
    }
    throw new StoreUnavailable(new Error("A note could not be taken away"));
  }

  /** Of bytes that are not what was written: the store itself may refuse to give them, but its history names them. */
  async #brokenVersion(key: string): Promise<Version | null> {
    const { objects } = this.medium;
    try {
      for await (const { version, body } of objects.history?.(key) ?? []) return body === null ? null : version;
    } catch (error) {
      if (!(error instanceof NoHistory)) throw new StoreUnavailable(error);
    }
    const got = await objects.get(key);
    if (got.outcome === "unavailable") throw new StoreUnavailable(got.cause);
    return got.outcome === "found" ? got.version : null;
  }

  async #list(prefix: string, after: string, limit: number): Promise<{ keys: string[]; more: boolean }> {
    const { objects, clock } = this.medium;
    for (let attempt = 1; ; attempt += 1) {
      const listed = await objects.list(prefix, { after, limit });
      if (listed.outcome === "listed") return listed;
      if (attempt === attempts) throw new StoreUnavailable(listed.cause);
      await clock.sleep(backoff(attempt));
    }
  }
}

type Once = Reader & { read(): Promise<object | null> };

/** A document whose readability can be tried, and what lay there before judged as it would be. */
export interface Reader {
  read(): Promise<object | null>;
  /** Throws where it is not what was written. */
  decode(body: Uint8Array): object;
  /** The bytes of that document, or of an empty one, after `mend` has written into a draft of it. */
  rewrite(body: Uint8Array | null, mend: (draft: Stamped) => void): Promise<Uint8Array>;
}

/** Notes that say something. Those that only mark are never read. */
export const isNote = (key: string): boolean => key.startsWith(keys.tokens) || key.startsWith(keys.idempotencies);

const parseNote = (key: string, body: Uint8Array): unknown => {
  try {
    return JSON.parse(decodeText(body));
  } catch (error) {
    throw new UnreadableDocument(key, error);
  }
};

/** The day whose document holds a job; null for what is not an id, or names a day that is none. */
export const homeOf = (id: JobId): Day | null => {
  if (!isJobId(id)) return null;
  const day = homeDayOf(id);
  return isDay(day) ? day : null;
};
