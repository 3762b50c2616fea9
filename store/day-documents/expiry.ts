import { addDays, type Day } from "../../domain/day.ts";
import { expiredFrom } from "../../domain/expiry.ts";
import type { Job } from "../../domain/job.ts";
import type { Publisher } from "../job-store.ts";
import { keys } from "../keys.ts";
import type { Documents } from "./documents.ts";

/**
 * A tracked view lies still in public, so somebody must come by when its link has expired. When a job ends, a note
 * is put under the day after that, before the commit; the sweep then publishes the job again, which writes a
 * tombstone. Where the job did not end after all, the note is harmless. A job that comes in when its link has expired, from a
 * backup, needs nobody to come by.
 */
export const noteExpiry = async (documents: Documents, job: Job): Promise<void> => {
  const day = expiredFrom(job, await documents.settings());
  if (day !== null && day > (await documents.today())) await documents.mark(keys.dueOn(day, job.id));
};

/** For a job that is about to be taken away; a note of an earlier end is harmless, and goes when its day comes. */
export const dropExpiryNote = async (documents: Documents, job: Job): Promise<void> => {
  const day = expiredFrom(job, await documents.settings());
  if (day !== null) await documents.dropNote(keys.dueOn(day, job.id));
};

/**
 * Looks at every job whose day has come, from `days` ago on or, with null, from the first: a folder keeps a trace of each
 * note that was ever there, and to walk by all of them takes it seconds when it is years old.
 */
export const publishExpired = async (
  documents: Documents,
  publisher: Publisher,
  days: number | null,
): Promise<void> => {
  const today = await documents.today();
  const after = days === null ? "" : keys.due + addDays(today, -days);
  for await (const key of documents.keysUnder(keys.due, { after, page: 50 })) {
    if (keys.dueOf(key).day > today) return;
    await documents.tolerate(() => publishDue(documents, publisher, key, today));
  }
};

const publishDue = async (documents: Documents, publisher: Publisher, key: string, today: Day): Promise<void> => {
  const note = await documents.noteVersion(key);
  if (note === null) return;
  const { job: id } = keys.dueOf(key);
  const stored = await documents.job(id);
  const day = stored === null ? null : expiredFrom(stored.job, await documents.settings());
  if (stored !== null && day !== null) {
    // Links may live longer now than they did when the note was put.
    if (day > today) await documents.mark(keys.dueOn(day, id));
    else await publisher.publish(stored.job);
  }
  // Exactly the note that was read: one put since then, by a job that ended again, stays.
  await documents.medium.objects.delete(key, note);
};
