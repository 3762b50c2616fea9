import type { JobId } from "../../../domain/job-id.ts";
import type { StoredJobFields } from "../../../domain/stored-job.ts";
import type { DayHours, Hold, Reservation } from "./day-state.ts";
import type { StoredEntry } from "./stored-entry.ts";

/**
 * One line of an entry in a day's log. It states what is, never what changed, so applying it twice is harmless and a
 * later record repairs an earlier gap.
 */
export type DayRecord =
  /** A job as any version stored it, and the reservations that it names. */
  | { job: StoredJobFields; holds: readonly Hold[]; told?: readonly string[] }
  | { gone: JobId }
  /** The keys of messages that a job was queued for without a change, as hashes. */
  | { told_of: JobId; keys: readonly string[] }
  | Reservation
  /** Ends a reservation on this day. */
  | { unref: string }
  /** Ends a reservation of this day's job on another day, because the job does not name it. */
  | { void: string }
  /** Queues or replaces an outbox entry, as any version stored it. */
  | { out: StoredEntry }
  /** Removes outbox entries by id. */
  | { unout: readonly string[] }
  /** A due marker for this hour was put before this entry. */
  | { due: string }
  /** No marker up to this hour is used again. */
  | { swept: string }
  | { day: DayHours }
  /** First in a snapshot: voids up to this entry are not known. */
  | { voids_from: number };
