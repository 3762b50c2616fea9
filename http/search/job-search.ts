import { instantOf, type Clock } from "../../domain/clock.ts";
import { addDays, daysBetween, daysFrom, type Day } from "../../domain/day.ts";
import { homeDayOf } from "../../domain/job-id.ts";
import type { ActivityStore } from "../../store/activity-store.ts";
import type { JobStore, NameDay } from "../../store/job-store.ts";
import { recordOf, type SearchRecord } from "./search-record.ts";

interface Ports {
  jobs: Pick<JobStore, "all">;
  activity: Pick<ActivityStore, "on">;
  clock: Clock;
  report: (error: unknown) => void;
}

/**
 * Finds jobs in the whole history of any store. Keeps a record of each job in memory, by home day, so nothing about a
 * customer is stored a second time. The first search reads every day. Later ones read the home days whose jobs changed
 * since, which the activity index names after each commit. See docs/decisions/0106.
 */
export class JobSearch {
  readonly #ports: Ports;
  readonly #days = new Map<Day, SearchRecord[]>();
  readonly #unreadable = new Set<Day>();
  /** The UTC day up to which changes were read; null before the first search. */
  #readTo: Day | null = null;
  /** Searches catch up one after another, so that each sees what was committed before it. */
  #turn: Promise<void> = Promise.resolve();
  /** Reads the days of a large change while searches go on. */
  #behind: Promise<void> | null = null;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /**
   * Returns the records that pass, in no order. `unreadable` receives the home days whose jobs cannot be read. After a
   * change of very many days, such as an import, it returns the records before it, and reads those days in the background.
   */
  async find(passes: (record: SearchRecord) => boolean, unreadable: NameDay): Promise<SearchRecord[]> {
    const turn = this.#turn.then(() => this.#catchUp());
    this.#turn = turn.catch(() => undefined); // this search throws it; the next one reads again
    await turn;
    for (const day of this.#unreadable) unreadable(day);
    return [...this.#days.values()].flatMap((records) => records.filter(passes));
  }

  async #catchUp(): Promise<void> {
    if (this.#behind !== null) return;
    const today = instantOf(this.#ports.clock.now()).slice(0, 10);
    const from = this.#readTo;
    if (from === null || Math.abs(daysBetween(from, today)) > mostDays) return await this.#readAll(today);
    const homes = await this.#changedHomes(from, today);
    if (homes.length <= mostAwaited) return await this.#readHomes(homes, today);
    this.#behind = this.#readHomes(homes, today)
      .catch(this.#ports.report)
      .finally(() => (this.#behind = null));
  }

  async #readAll(today: Day): Promise<void> {
    const days = new Map<Day, SearchRecord[]>();
    const unreadable = new Set<Day>();
    for await (const job of this.#ports.jobs.all(undefined, (home) => unreadable.add(home))) {
      const home = homeDayOf(job.id);
      const records = days.get(home);
      if (records === undefined) days.set(home, [recordOf(job)]);
      else records.push(recordOf(job));
    }
    this.#days.clear();
    for (const [home, records] of days) this.#days.set(home, records);
    this.#unreadable.clear();
    for (const home of unreadable) this.#unreadable.add(home);
    this.#readTo = today;
  }

  /** A change shortly before midnight may be named after midnight, so this begins a day earlier. */
  async #changedHomes(from: Day, today: Day): Promise<Day[]> {
    const days = await Promise.all(daysFrom(addDays(from, -1), today).map((day) => this.#ports.activity.on(day)));
    return [...new Set([...days.flatMap(({ homes }) => homes), ...this.#unreadable])];
  }

  async #readHomes(homes: Day[], today: Day): Promise<void> {
    for (let first = 0; first < homes.length; first += atOnce)
      await Promise.all(homes.slice(first, first + atOnce).map((home) => this.#readHome(home)));
    this.#readTo = today;
  }

  async #readHome(home: Day): Promise<void> {
    const records: SearchRecord[] = [];
    let isReadable = true;
    for await (const job of this.#ports.jobs.all({ from: home, to: home }, () => (isReadable = false)))
      records.push(recordOf(job));
    if (isReadable) {
      this.#days.set(home, records);
      this.#unreadable.delete(home);
    } else this.#unreadable.add(home);
  }
}

/** The activity index keeps 93 days. After a longer pause than this, every day is read again. */
const mostDays = 30;
/** On a usual day, the jobs of fewer home days change. */
const mostAwaited = 64;
const atOnce = 16;
