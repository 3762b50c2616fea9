import type { Day } from "../../domain/day.ts";
import { UnreadableDocument } from "../job-store.ts";
import type { ObjectStore } from "../port/object-store.ts";
import { sharing } from "../sharing.ts";
import { hasSnapshot, logsInCalendar, registerLogs } from "./log/calendar.ts";
import { dayLog } from "./log/log-keys.ts";

/**
 * Which days the calendar lists. A day is listed before its first entry and never removed, so a day that is not listed has
 * no entries. All days of a month share one object, so simultaneous calls for one month share its reads and writes.
 */
export class DayCalendar {
  readonly #objects: ObjectStore;
  readonly #months = new Map<string, Month>();

  constructor(objects: ObjectStore) {
    this.#objects = objects;
  }

  async isListed(day: Day): Promise<boolean> {
    const { listed, read } = this.#monthOf(day);
    if (!listed.has(day)) await read();
    return listed.has(day);
  }

  /**
   * Lists a day. Throws `UnreadableDocument` if a calendar listed it and was lost, and `StoreUnavailable` if it may not be
   * listed afterwards.
   */
  async register(day: Day): Promise<void> {
    if (await this.isListed(day)) return;
    const name = dayLog(day);
    // Another process may have listed and compacted it since this process read the calendar.
    if ((await hasSnapshot(this.#objects, name)) && !(await this.isListed(day)))
      throw new UnreadableDocument(name.calendar, new Error(`It does not list ${day}, which was used`));
    const { waiting, register } = this.#monthOf(day);
    waiting.add(day);
    await register();
  }

  #monthOf(day: Day): Month {
    const { calendar } = dayLog(day);
    const month = this.#months.get(calendar) ?? openMonth(this.#objects, calendar);
    this.#months.set(calendar, month);
    return month;
  }
}

interface Month {
  /** The days that are listed, as far as this process knows. */
  listed: Set<Day>;
  /** Reads which days are listed. */
  read: () => Promise<void>;
  /** The days that `register` lists. */
  waiting: Set<Day>;
  register: () => Promise<void>;
}

const openMonth = (objects: ObjectStore, calendar: string): Month => {
  const listed = new Set<Day>();
  const waiting = new Set<Day>();
  return {
    listed,
    waiting,
    read: sharing(async () => {
      for (const day of await logsInCalendar(objects, calendar)) listed.add(day);
    }),
    register: sharing(async () => {
      const days = [...waiting];
      waiting.clear();
      await registerLogs(objects, calendar, days);
      for (const day of days) listed.add(day);
    }),
  };
};
