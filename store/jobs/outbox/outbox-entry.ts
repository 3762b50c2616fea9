import { epochOf } from "../../../domain/clock.ts";
import { expiryOf } from "../../../domain/expiry.ts";
import type { Job } from "../../../domain/job.ts";
import type { JobId } from "../../../domain/job-id.ts";
import { quoteEndsAt } from "../../../domain/quote/quote-expiry.ts";
import type { Quote } from "../../../domain/quote.ts";
import { freshId, type Random } from "../../../domain/random.ts";
import type { Settings } from "../../../domain/settings.ts";
import type { NewEntry, SendEntry } from "../../queued-entry.ts";
import type { Hold, OutboxEntry } from "../day/day-state.ts";

/** A change of a job that is about to be committed. */
export interface Committing {
  /** Null for a new job. */
  before: Job | null;
  job: Job;
  /** The reservations that the job leaves behind. */
  left: readonly Hold[];
  /** The messages of the change, and what else it tells. */
  planned: readonly NewEntry[];
}

/** Returns what the change leaves to do elsewhere. */
export const entriesFor = (
  { before, job, left, planned }: Committing,
  { random, settings, now }: { random: Random; settings: () => Settings; now: number },
): OutboxEntry[] => {
  const base = { job: job.id, failures: 0, parked: false, not_before: 0 };
  const entries: OutboxEntry[] = [{ ...base, id: freshId(random), kind: "publish", rev: job.rev }];
  for (const { day, ref } of left) entries.push({ ...base, id: freshId(random), kind: "release", day, ref });
  for (const entry of planned) entries.push(entryOf(job.id, entry));
  if (isFiledAnew(before, job)) entries.push({ ...base, id: freshId(random), kind: "file" });
  const due = job.ended_at === (before?.ended_at ?? null) ? null : expiryDue(job, settings());
  // A job that arrives from a backup with an expired link was published without a view.
  if (due !== null && due > now) entries.push({ ...base, id: freshId(random), kind: "expire", not_before: due });
  const offer = newOffer(before, job);
  if (offer !== null) {
    const end = quoteEndsAt(offer, settings().business.time_zone);
    // An expiry that a person undid is not made again (decision 0114). A job that arrives from a backup expires here.
    if (before === null || end > now) {
      entries.push({ ...base, id: freshId(random), kind: "expire_quote", version: offer.version, not_before: end });
    }
  }
  return entries;
};

/** Returns a planned entry as it waits in the outbox. */
export const entryOf = (job: JobId, entry: NewEntry): OutboxEntry => {
  const added = { job, failures: 0, parked: false };
  return entry.kind === "send" ? { ...entry, ...added, lease: null } : { ...entry, ...added, not_before: 0 };
};

/** Returns the quote that this change opened for an answer; null if it opened none. */
const newOffer = (before: Job | null, { status, quote }: Job): Quote | null => {
  if (status !== "quoted" || quote === undefined) return null;
  return before?.status === "quoted" && before.quote?.version === quote.version ? null : quote;
};

/** True if the job may belong to another customer than before. The people of a sample job are made up. */
const isFiledAnew = (before: Job | null, job: Job): boolean =>
  job.sample !== true &&
  job.customer !== null &&
  (before === null || job.customer_record !== before.customer_record || contactOf(before) !== contactOf(job));

const contactOf = ({ customer }: Job): string =>
  JSON.stringify([customer?.name ?? "", customer?.phone ?? "", customer?.email ?? ""]);

/** Returns the first millisecond at which the link of a job is expired; null while the job is open. */
export const expiryDue = (job: Job, settings: Settings): number | null => {
  const expires = expiryOf(job, settings);
  return expires === null ? null : epochOf(expires) + 1;
};

/** Returns the entry as it is after one more failure: it is tried later and later, and then it is parked for a person. */
export const afterFailure = <E extends OutboxEntry>(entry: E, now: number): E => {
  const failures = entry.failures + 1;
  const wait_ms = Math.min(3_600_000, 1_000 * 2 ** failures);
  return { ...entry, failures, parked: failures >= failuresAllowed, not_before: now + wait_ms };
};
const failuresAllowed = 8;

/**
 * True if an entry waits to be done soon. A parked one waits for a person, and an expiry or a message that was not tried
 * yet for its time.
 */
export const isOutstanding = (entry: OutboxEntry, now: number): boolean =>
  !entry.parked && !(hasItsTime(entry) && entry.not_before > now);

/** True for work that has its time, and was not tried before. */
export const hasItsTime = (entry: OutboxEntry): boolean =>
  isTimed(entry.kind) || (entry.kind === "send" && !isAttempted(entry));

/** True for an expiry, which is often weeks ahead. */
export const isTimed = (kind: OutboxEntry["kind"]): boolean => kind === "expire" || kind === "expire_quote";

/** True if an attempt of a message may have begun. */
export const isAttempted = ({ lease, failures, begun }: Pick<SendEntry, "lease" | "failures" | "begun">): boolean =>
  lease !== null || failures > 0 || begun === true;
