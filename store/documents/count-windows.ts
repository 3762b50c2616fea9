import type { Budget, Taken } from "../counters.ts";

/** The open windows of one object, by the hash of the name. */
export type CountWindows = Readonly<Record<string, CountWindow>>;

export interface CountWindow {
  /** Milliseconds since the epoch. */
  endsAt: number;
  used: number;
}

/** Returns the open window of this name, or a new one. */
export const windowOf = (windows: CountWindows, hash: string, { spanSeconds }: Budget, now: number): CountWindow => {
  const there = windows[hash];
  const longest = now + spanSeconds * 1_000 + clockSlack_ms;
  // A window that ends too late was opened under a clock that was ahead.
  if (there !== undefined && there.endsAt > now && there.endsAt <= longest) return there;
  return { endsAt: now + spanSeconds * 1_000, used: 0 };
};

/**
 * Returns windows with room for one more name. At the bound, ended windows go first, then a quarter of the open ones:
 * those that count least.
 */
export const withRoomFor = (windows: CountWindows, hash: string, now: number): CountWindows => {
  if (hash in windows || Object.keys(windows).length < maxNames) return windows;
  const open = Object.entries(windows).filter(([, { endsAt }]) => endsAt > now);
  if (open.length >= maxNames) {
    open.sort(([, a], [, b]) => b.used - a.used || b.endsAt - a.endsAt);
    open.length = Math.ceil(maxNames * 0.75);
  }
  return Object.fromEntries(open);
};

export const refusal = (endsAt: number, now: number): Taken => ({
  taken: false,
  retryAfterSeconds: Math.max(1, Math.ceil((endsAt - now) / 1_000)),
});

/** The most names in one object. */
const maxNames = 200;
/** How far the clocks of two processes may differ. */
const clockSlack_ms = 60_000;
