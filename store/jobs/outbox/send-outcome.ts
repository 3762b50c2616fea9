import type { SendResult } from "../../job-store.ts";
import type { SendEntry } from "../../queued-entry.ts";

/** Minutes between the attempts of a message. After the last one it is parked. */
const retryMinutes = [0.5, 2, 10, 30, 60, 120, 240];
const jitter = 0.2;

/**
 * Returns what a failed attempt leads to. The jitter keeps many messages that failed together from coming back together.
 * `fraction` is from 0 to 1.
 */
const retryAfter = (
  { failures }: Pick<SendEntry, "failures">,
  now: number,
  fraction: number,
): Extract<SendResult, { how: "later" | "parked" }> => {
  const minutes = retryMinutes[failures];
  if (minutes === undefined) return { how: "parked" };
  const wait_ms = minutes * 60_000 * (1 - jitter + 2 * jitter * fraction);
  return { how: "later", not_before: now + Math.round(wait_ms), failed: true };
};

/** Returns what the outbox does with the answer of a sender. */
export const settle = (entry: SendEntry, result: SendResult, now: number, fraction: number): SendResult => {
  if (result.how === "next_channel") return entry.channels.length > 1 ? result : { how: "parked" };
  if (result.how !== "later" || !result.failed) return result;
  const retry = retryAfter(entry, now, fraction);
  // The provider may have said when it is worthwhile.
  return retry.how === "later" ? { ...retry, not_before: Math.max(retry.not_before, result.not_before) } : retry;
};

/** Returns the entry after an attempt, without its lease; null if it leaves the outbox. */
export const afterSend = (entry: SendEntry, result: SendResult): SendEntry | null => {
  const ended = { ...entry, lease: null };
  switch (result.how) {
    case "sent":
    case "dropped":
      return null;
    case "parked":
      return { ...ended, failures: entry.failures + 1, parked: true };
    case "next_channel":
      // The next channel has its own attempts.
      return { ...ended, channels: entry.channels.slice(1), failures: 0, refused: true, not_before: 0 };
    case "later":
      return {
        ...ended,
        failures: entry.failures + (result.failed ? 1 : 0),
        not_before: result.not_before,
        ...(result.begun === true && { begun: true }),
      };
  }
};
