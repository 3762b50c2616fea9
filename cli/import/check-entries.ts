import { dayIn, type Day } from "../../domain/day.ts";
import { epochOf } from "../../domain/clock.ts";
import { isOpen } from "../../domain/job.ts";
import { fractionDigits } from "../../domain/money.ts";
import { EntryFault } from "../../domain/seed-entry.ts";
import { readSeedJob, type SeedJob } from "../../domain/seed-job.ts";
import type { Settings } from "../../domain/settings.ts";
import type { JobStore } from "../../store/job-store.ts";
import * as message from "../message/jobs.ts";

/** A valid entry of an import file. */
export interface Entry {
  /** Its position in the file, counted from 0. */
  index: number;
  seed: SeedJob;
  homeDay: Day;
}

export interface RefusedEntry {
  /** Its position in the file, counted from 0. */
  index: number;
  code: string;
  message: string;
}

/** Checks a whole file before anything is written. Returns the entries by home day, because a day's jobs share writes. */
export const checkEntries = (
  file: unknown[],
  { business }: Settings,
  nowMs: number,
): { entries: Entry[]; refused: RefusedEntry[] } => {
  const knownDigits = new Map<string, number>();
  const digits = (currency: string) => {
    const count = knownDigits.get(currency) ?? fractionDigits(currency);
    knownDigits.set(currency, count);
    return count;
  };
  const money = {
    currency: business.currency,
    digits,
    zone: business.time_zone,
    today: dayIn(business.time_zone, nowMs),
  };
  const seen = { id: new Map<string, number>(), tracking_token: new Map<string, number>() };
  const entries: Entry[] = [];
  const refused: RefusedEntry[] = [];
  for (const [index, raw] of file.entries()) {
    try {
      const seed = readSeedJob(raw, money);
      assertUnique(seen.id, "id", seed.external_id, index);
      assertUnique(seen.tracking_token, "tracking_token", seed.tracking_token, index);
      entries.push({ index, seed, homeDay: dayIn(business.time_zone, epochOf(seed.created_at)) });
    } catch (error) {
      if (!(error instanceof EntryFault)) throw error;
      refused.push({ index, code: error.code, message: error.message });
    }
  }
  return {
    entries: entries.toSorted((a, b) => (a.homeDay < b.homeDay ? -1 : a.homeDay > b.homeDay ? 1 : a.index - b.index)),
    refused,
  };
};

/**
 * Finds open entries whose arrival window has no openings left. This happens when an export is imported into a business whose
 * hours have changed. Entries of the seed format have no windows and are never refused here.
 */
export const findEntriesWithoutOpening = async (entries: Entry[], jobs: JobStore): Promise<RefusedEntry[]> => {
  const refused: RefusedEntry[] = [];
  const openingsByDay = new Map<Day, Map<string, number>>();
  for (const { index, seed } of entries) {
    for (const { day, window, state } of seed.visits ?? []) {
      if (day === null || window === null || state === "done" || !isOpen(seed)) continue;
      const openings = openingsByDay.get(day) ?? (await openingsOn(day, jobs));
      openingsByDay.set(day, openings);
      const key = `${window.start}-${window.end}`;
      const left = openings.get(key) ?? 0;
      if (left <= 0)
        refused.push({
          index,
          code: "window_full",
          message: message.noOpenings(day, window.start, window.end),
        });
      else openings.set(key, left - 1);
    }
  }
  return refused;
};

const openingsOn = async (day: Day, jobs: JobStore): Promise<Map<string, number>> => {
  const [capacity] = await jobs.capacity(day, day);
  return new Map(
    capacity === undefined || capacity.closed
      ? []
      : capacity.windows.map(({ start, end, capacity: total, taken }) => [`${start}-${end}`, total - taken]),
  );
};

const assertUnique = (seen: Map<string, number>, field: string, value: string, index: number): void => {
  const first = seen.get(value);
  if (first !== undefined) throw new EntryFault(`duplicate_${field}`, message.duplicateOfEntry(field, first));
  seen.set(value, index);
};
