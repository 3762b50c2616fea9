import type { Job } from "../../domain/job.ts";
import type { Publisher } from "../job-store.ts";
import { cardOf } from "../../domain/card.ts";
import type { Hold, StoredJob } from "./day-document.ts";
import type { Documents } from "./documents.ts";
import { updateOpenBoard } from "./open-board.ts";
import { together } from "./parallel.ts";

/**
 * Brings every copy of a job up to date: the tracked view, the cards that boards of other days show, and the open
 * board. Every copy is stamped with the job's rev and refuses an older one, so this may run twice and in any order.
 */
export const fanOut = async (documents: Documents, publisher: Publisher, { job, holds }: StoredJob): Promise<void> => {
  const cards = holds.map((hold) => updateCard(documents, hold, job));
  // Most bookings are nobody's to wait for, and a job that was just made is on no list.
  const open = updateOpenBoard(documents, job, { hasCard: job.rev > 1 });
  await together([publisher.publish(job), open, ...cards]);
};

export const updateCard = (documents: Documents, { day, ref }: Hold, job: Job): Promise<void> =>
  documents.day(day).commit({
    apply: (draft) => {
      const stale = draft.references.find((reference) => reference.ref === ref && reference.card.rev < job.rev);
      if (stale === undefined) return { result: undefined, wrote: false };
      const fresh = { ...stale, card: cardOf(job, stale.visit) };
      draft.references = draft.references.map((reference) => (reference === stale ? fresh : reference));
      return { result: undefined, wrote: true };
    },
  });
