import type { Window } from "./day.ts";

/** What decides where a visit is in the lane of its crew. */
export interface LaneStop {
  job: string;
  visit: string;
  window: Window | null;
  /** Where the office put it. Without one, the window and the job id decide. */
  position?: number | null;
}

/** Compares two visits of a lane. The board, the crew's list and the API use this one order. */
export const byLaneOrder = (a: LaneStop, b: LaneStop): number =>
  lanePosition(a) - lanePosition(b) || compare(a.job, b.job) || compare(a.visit, b.visit);

/**
 * Returns where a visit is in its lane: the chosen position, else the start of its window in minutes plus a fraction
 * below 1 in the order of job ids. So a visit can be put between any two others by the middle of their positions.
 */
export const lanePosition = ({ position, window, job }: Omit<LaneStop, "visit">): number =>
  position ?? minutesOf(window) + fractionOf(job);

/** A visit without a window comes after all windows. */
const minutesOf = (window: Window | null): number =>
  window === null ? 1_440 : Number(window.start.slice(0, 2)) * 60 + Number(window.start.slice(3, 5));

/** The digits of a job id, in the order of their character codes. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The home day and the first four characters of a job id as 40 bits, which a double adds to minutes without rounding. */
const fractionOf = (job: string): number => {
  const suffix = Array.from(job.slice(7, 11).padEnd(4, "0"));
  const bits = suffix.reduce((value, digit) => value * 32 + Math.max(0, alphabet.indexOf(digit)), 0);
  return ((Number.parseInt(job.slice(0, 6), 10) || 0) * 2 ** 20 + bits) / 2 ** 40;
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
