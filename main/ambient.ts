import { randomFillSync } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../domain/clock.ts";
import type { Random } from "../domain/random.ts";

/** The real clock, `offsetSeconds` ahead of the machine's. */
export const systemClock = (offsetSeconds = 0): Clock => ({
  now: () => Date.now() + offsetSeconds * 1000,
  sleep: (ms) => sleep(ms),
});

export const systemRandom: Random = {
  bytes: (count) => randomFillSync(new Uint8Array(count)),
  fraction: () => Math.random(),
};

/** The machine's own zone: what a fresh store begins with. */
export const systemTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
