import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";

export const systemRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  fraction: () => (randomBytes(1)[0] ?? 0) / 256,
};

/** A clock that a test moves; its sleep takes real time, because other processes need it. */
export const testClock = (now: number): Clock & { move: (ms: number) => void } => {
  let current = now;
  return {
    now: () => current,
    sleep: (ms) => setTimeout(ms),
    move: (ms) => {
      current += ms;
    },
  };
};

export const systemClock: Clock = { now: () => Date.now(), sleep: (ms) => setTimeout(ms) };
