/**
 * The source of time. `main/` makes the real clock; tests use a fake one that they advance. Lint forbids the global
 * `Date` and timers everywhere else.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
}

/** RFC 3339 in UTC with milliseconds: `2026-11-27T16:40:00.000Z`. */
export type Instant = string;

export const instantOf = (epochMs: number): Instant => new Date(epochMs).toISOString();
export const epochOf = (instant: Instant): number => Date.parse(instant);

/** Returns `at`, or the first instant after `before` if the clock was set back. */
export const instantAfter = (before: Instant, at: Instant): Instant =>
  at > before ? at : instantOf(epochOf(before) + 1);
