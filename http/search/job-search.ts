import { instantOf, type Clock } from "../../domain/clock.ts";
import { addDays, daysBetween, daysFrom, type Day } from "../../domain/day.ts";
import type { ActivityStore } from "../../store/activity-store.ts";
import { UnreadableDocument, type JobStore, type NameDay } from "../../store/job-store.ts";
import { recordOf, type SearchRecord } from "./search-record.ts";

interface Ports {
  jobs: Pick<JobStore, "listDays" | "readDay">;
  activity: Pick<ActivityStore, "on">;
  clock: Clock;
  report: (error: unknown) => void;
}

interface Asked {
  current: readonly SearchRecord[];
  /** A record's `age`. */
  after?: string | undefined;
  unreadable: NameDay;
}

/**
 * Finds jobs in the whole history of any store. Keeps a record of each job in memory, by home day, so nothing about a
 * customer is stored a second time. Days are read when a search needs them, newest first, or before by `readAhead`. Each
 * search first reads the home days whose jobs changed since, which the activity index names. See docs/decisions/0155.
 */
export class JobSearch {
  readonly #ports: Ports;
  readonly #days = new Map<Day, SearchRecord[]>();
  readonly #unreadable = new Set<Day>();
  /** The days that were not read yet, ascending. */
  #unread: Day[] = [];
  /** All records, newest first; null after one changed. */
  #sorted: readonly SearchRecord[] | null = null;
  /** The UTC day up to which changes were read; null before the first search. */
  #readTo: Day | null = null;
  /** Reads go one after another, so that each search sees what was committed before it. */
  #turn: Promise<void> = Promise.resolve();
  /** Reads the days of a large change while searches go on. */
  #behind: Promise<void> | null = null;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /**
   * Yields the records that pass, newest first, and only those after `after` if it is given. It reads more days only when
   * the caller asks for more records. `current` are records that the caller has just made; they take the place of earlier
   * ones. `unreadable` receives the home days whose jobs cannot be read. After a change of very many days, such as an
   * import, it yields the records before it, and reads those days in the background.
   */
  async *newest(passes: (record: SearchRecord) => boolean, asked: Asked): AsyncGenerator<SearchRecord> {
    const current = new Set(asked.current.map(({ id }) => id));
    const own = asked.current.filter(passes).toSorted(newestFirst);
    const others = (record: SearchRecord) => !current.has(record.id) && passes(record);
    await this.#inTurn(() => this.#catchUp());
    let last = asked.after ?? newerThanAll;
    for (;;) {
      for (const day of this.#unreadable) asked.unreadable(day);
      const unread = this.#unread.at(-1);
      for (const { record, isOwn } of merged(own, this.#newestFirst())) {
        if (record.age >= last) continue;
        // A job of a day that was not read may come before this one.
        if (unread !== undefined && record.age.slice(0, 10) <= unread) break;
        last = record.age;
        if (isOwn || others(record)) yield record;
      }
      if (unread === undefined) return;
      await this.#inTurn(async () => {
        if (this.#unread.at(-1) === unread) await this.#readOn();
      });
    }
  }

  /** Reads some more days, unless there are very many jobs, so that the next search finds them in memory. */
  async readAhead(): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#readTo !== this.#today()) await this.#catchUp();
      const count = [...this.#days.values()].reduce((sum, records) => sum + records.length, 0);
      if (this.#unread.length > 0 && count < mostReadAhead) await this.#readOn();
    });
  }

  async #inTurn(read: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(read);
    this.#turn = turn.catch(() => undefined); // this caller throws it; the next one reads again
    await turn;
  }

  #newestFirst(): readonly SearchRecord[] {
    return (this.#sorted ??= [...this.#days.values()].flat().toSorted(newestFirst));
  }

  #today(): Day {
    return instantOf(this.#ports.clock.now()).slice(0, 10);
  }

  async #catchUp(): Promise<void> {
    if (this.#behind !== null) return;
    const today = this.#today();
    const from = this.#readTo;
    if (from === null || Math.abs(daysBetween(from, today)) > mostDays) return await this.#begin(today);
    const homes = await this.#changedHomes(from, today);
    const read = async () => {
      await this.#readHomes(homes);
      this.#readTo = today;
    };
    if (homes.length <= mostAwaited) return await read();
    this.#behind = read()
      .catch(this.#ports.report)
      .finally(() => (this.#behind = null));
  }

  async #begin(today: Day): Promise<void> {
    const days = await this.#ports.jobs.listDays();
    this.#days.clear();
    this.#unreadable.clear();
    this.#sorted = null;
    this.#unread = days;
    this.#readTo = today;
  }

  /**
   * Reads the newest of the days that were not read yet, and the home days of the jobs that have a visit there. So every
   * job is known that comes before the next of those days.
   */
  async #readOn(): Promise<void> {
    const homes = await this.#readHomes(this.#unread.slice(-atOnce));
    await this.#readHomes([...homes].filter((home) => !this.#isRead(home)));
    this.#unread = this.#unread.filter((day) => !this.#isRead(day));
  }

  #isRead(day: Day): boolean {
    return this.#days.has(day) || this.#unreadable.has(day);
  }

  /** A change shortly before midnight may be named after midnight, so this begins a day earlier. */
  async #changedHomes(from: Day, today: Day): Promise<Day[]> {
    const days = await Promise.all(daysFrom(addDays(from, -1), today).map((day) => this.#ports.activity.on(day)));
    return [...new Set([...days.flatMap(({ homes }) => homes), ...this.#unreadable])];
  }

  /** Returns the home days of the other jobs that have a visit on these days. */
  async #readHomes(homes: Day[]): Promise<Set<Day>> {
    const visiting = new Set<Day>();
    for (let first = 0; first < homes.length; first += atOnce) {
      const reading: Promise<Day[]>[] = [];
      for (const home of homes.slice(first, first + atOnce)) {
        const read = this.#readHome(home);
        read.catch(() => undefined); // thrown below
        reading.push(read);
        // A store in this process answers immediately, and other requests must have their turn.
        await new Promise((resolve) => void setImmediate(resolve));
      }
      for (const day of (await Promise.all(reading)).flat()) visiting.add(day);
    }
    return visiting;
  }

  async #readHome(home: Day): Promise<Day[]> {
    try {
      const { jobs, homes } = await this.#ports.jobs.readDay(home);
      this.#keep(home, jobs.map(recordOf));
      this.#unreadable.delete(home);
      return homes;
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      this.#unreadable.add(home);
      return [];
    }
  }

  #keep(home: Day, records: SearchRecord[]): void {
    const known = this.#days.get(home);
    if (known?.length === records.length && records.every((record, index) => record === known[index])) return;
    this.#days.set(home, records);
    this.#sorted = null;
  }
}

const newestFirst = (a: SearchRecord, b: SearchRecord): number => (a.age < b.age ? 1 : -1);

/** Yields the records of two lists that are newest first, in that order. */
function* merged(
  own: readonly SearchRecord[],
  others: readonly SearchRecord[],
): Generator<{ record: SearchRecord; isOwn: boolean }> {
  let next = 0;
  for (const other of others) {
    for (let record = own[next]; record !== undefined && record.age >= other.age; record = own[next]) {
      yield { record, isOwn: true };
      next += 1;
    }
    yield { record: other, isOwn: false };
  }
  for (const record of own.slice(next)) yield { record, isOwn: true };
}

/** The activity index keeps 93 days. After a longer pause than this, every day is read again. */
const mostDays = 30;
/** On a usual day, the jobs of fewer home days change. */
const mostAwaited = 64;
const atOnce = 16;
/** About 35 MB of records. */
const mostReadAhead = 50_000;
/** Comes after the place of any job, also of one without a day. */
const newerThanAll = "~";
