import type { Clock } from "../../domain/clock.ts";
import { Refusal } from "../../domain/refusal.ts";

/** What keeps a public form from being abused. Counts are this process's own and gone with it. */
export interface Limits {
  /** Refuses `too_many_requests` with `retry_after_seconds` once an address has booked too often. */
  booking(address: string): void;
  /** Counts a booking; true once this hour has seen more than `perHour`, so that the next are only requests. */
  beyondHourly(perHour: number): boolean;
  /** Whether one phone or email may have only so many open bookings, and a form a least time to fill. */
  readonly on: boolean;
}

export const createLimits = (clock: Clock): Limits => {
  const byAddress = new SlidingWindow(clock, 10, 600_000);
  let hour: number[] = [];
  return {
    on: true,
    booking: (address) => byAddress.take(networkOf(address)),
    beyondHourly: (perHour) => {
      const since = clock.now() - 3_600_000;
      hour = hour.filter((at) => at > since);
      hour.push(clock.now());
      return hour.length > perHour;
    },
  };
};

/** For tests on loopback. */
export const noLimits: Limits = { on: false, booking: () => undefined, beyondHourly: () => false };

/** At most `most` in any `spanMs`, by name. Forgets names that have been quiet. */
export class SlidingWindow {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #spanMs: number;
  readonly #taken = new Map<string, number[]>();

  constructor(clock: Clock, most: number, spanMs: number) {
    this.#clock = clock;
    this.#most = most;
    this.#spanMs = spanMs;
  }

  take(name: string): void {
    const now = this.#clock.now();
    const recent = (this.#taken.get(name) ?? []).filter((at) => at > now - this.#spanMs);
    const [oldest] = recent;
    if (recent.length >= this.#most && oldest !== undefined) {
      throw tooMany(Math.ceil((oldest + this.#spanMs - now) / 1000));
    }
    this.#taken.delete(name);
    this.#taken.set(name, [...recent, now]);
    for (const [quiet, times] of this.#taken) {
      if ((times.at(-1) ?? 0) > now - this.#spanMs && this.#taken.size < mostNames) break;
      this.#taken.delete(quiet);
    }
  }
}

export const tooMany = (retryAfterSeconds: number): Refusal =>
  new Refusal("too_many_requests", "Too many tries from here. Please wait a little, or call us.", {
    facts: { retry_after_seconds: retryAfterSeconds },
  });

/** One household has one IPv4 address, or one IPv6 /64. */
export const networkOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!address.includes(":")) return address;
  const [head = "", tail] = (address.split("%")[0] ?? "").split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const whole =
    tail === undefined ? groups : [...groups, ...Array<string>(8 - groups.length - after.length).fill("0"), ...after];
  return whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
};

const mostNames = 10_000;
