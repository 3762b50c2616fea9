import { randomFillSync } from "node:crypto";
import { hostname, networkInterfaces } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../domain/clock.ts";
import type { Random } from "../domain/random.ts";
import type { Network } from "./local-origins.ts";
import { networkOf } from "./network.ts";
import { zoneOfMachine } from "../domain/time-zone.ts";

/** The real clock, `offsetSeconds` ahead of the machine's. */
export const systemClock = (offsetSeconds = 0): Clock => ({
  now: () => Date.now() + offsetSeconds * 1000,
  sleep: (ms) => sleep(ms),
});

export const systemRandom: Random = {
  bytes: (count) => (count > pool.length ? randomFillSync(new Uint8Array(count)) : pooled(count)),
  fraction: () => Math.random(),
};

/**
 * A pool of random bytes, because one system call costs more than the few bytes of an id. Bytes are used once, then
 * wiped.
 */
const pool = new Uint8Array(4_096);
let used = pool.length;
const pooled = (count: number): Uint8Array => {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = pool.slice(used, used + count);
  pool.fill(0, used, used + count);
  used += count;
  return bytes;
};

/** The machine's time zone. Null if a business cannot have it, for example with an empty or POSIX `TZ`. */
export const systemTimeZone = (): string | null => zoneOfMachine(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** The name and the addresses by which other machines reach this one. */
export const systemNetwork = (): Network => networkOf(hostname(), networkInterfaces());
