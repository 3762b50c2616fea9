import type { Day } from "../domain/day.ts";

/** The newest day that each daily run has finished. No backup contains it: a copy starts at its own day. */
export interface DailyStore {
  /** Returns the days. A store without them starts at `today`, so that no old reminder goes out. */
  begin(today: Day): Promise<Finished>;
  /** Stores that a run has finished a day, and returns the days. They never go back. */
  finish(run: keyof Finished, day: Day): Promise<Finished>;
}

export interface Finished {
  /** A day of visits. */
  reminder: Day;
  /** The day of the run. */
  rental: Day;
}
