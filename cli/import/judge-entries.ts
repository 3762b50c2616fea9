import { dayIn, type Day } from "../../domain/day.ts";
import { epochOf } from "../../domain/clock.ts";
import { isOpen } from "../../domain/job.ts";
import { fractionDigits } from "../../domain/money.ts";
import { EntryFault } from "../../domain/seed-entry.ts";
import { readSeedJob, type SeedJob } from "../../domain/seed-job.ts";
import type { Settings } from "../../domain/settings.ts";
import type { JobStore } from "../../store/job-store.ts";

/** An entry that was understood, and where in the file it stands. */
export interface Entry {
  index: number;
  seed: SeedJob;
  homeDay: Day;
}

export interface RefusedEntry {
  /** Counted from 0, as in the file. */
  index: number;
  code: string;
  message: string;
}

/** Judges a whole file before anything is written. Entries come back by home day, as they are best written. */
export const judgeEntries = (
  file: unknown[],
  { business }: Settings,
  nowMs: number,
): { entries: Entry[]; refused: RefusedEntry[] } => {
  const known = new Map<string, number>();
  const digits = (currency: string) => {
    const count = known.get(currency) ?? fractionDigits(currency);
    known.set(currency, count);
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
      once(seen.id, "id", seed.external_id, index);
      once(seen.tracking_token, "tracking_token", seed.tracking_token, index);
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
 * Entries whose arrival window has no place left for them: where an export comes back to a business that has other
 * hours by now. The seed itself knows no windows.
 */
export const withoutPlace = async (entries: Entry[], jobs: JobStore): Promise<RefusedEntry[]> => {
  const refused: RefusedEntry[] = [];
  const left = new Map<Day, Map<string, number>>();
  for (const { index, seed } of entries) {
    for (const { day, window, state } of seed.visits ?? []) {
      if (day === null || window === null || state === "done" || !isOpen(seed)) continue;
      const places = left.get(day) ?? (await placesOn(day, jobs));
      left.set(day, places);
      const slot = `${window.start}-${window.end}`;
      const free = places.get(slot) ?? 0;
      if (free <= 0)
        refused.push({
          index,
          code: "window_full",
          message: `${day} has no place left from ${window.start} to ${window.end}.`,
        });
      else places.set(slot, free - 1);
    }
  }
  return refused;
};

const placesOn = async (day: Day, jobs: JobStore): Promise<Map<string, number>> => {
  const [capacity] = await jobs.capacity(day, day);
  return new Map(
    capacity === undefined || capacity.closed
      ? []
      : capacity.windows.map(({ start, end, capacity: places, taken }) => [`${start}-${end}`, places - taken]),
  );
};

const once = (seen: Map<string, number>, field: string, value: string, index: number): void => {
  const first = seen.get(value);
  if (first !== undefined) throw new EntryFault(`duplicate_${field}`, `${field} is that of entry ${first} too.`);
  seen.set(value, index);
};
