/**
 * The only way to know the time or to wait. A real one is made in `main/`; tests step a fake.
 * Lint forbids the ambient `Date` and timers outside `main/`.
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

/** `at`, or the first instant after `before` if a clock that was set back shows an earlier time. */
export const instantAfter = (before: Instant, at: Instant): Instant =>
  at > before ? at : instantOf(epochOf(before) + 1);
