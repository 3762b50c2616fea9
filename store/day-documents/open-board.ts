import { addDays, type Day } from "../../domain/day.ts";
import { isOpen, shownVisit, type Job } from "../../domain/job.ts";
import { homeDayOf, type JobId } from "../../domain/job-id.ts";
import { shownCardOf, type Card } from "../../domain/card.ts";

import type { NameDay } from "../job-store.ts";
import type { Documents } from "./documents.ts";

/** `open.json`: jobs that wait for somebody, whatever their day. */
export interface OpenBoard {
  cards: Card[];
  /** Overdue visits up to this day are in; null before the first sweep. */
  rolled_to: Day | null;
}

/** Somebody should look at it: it has no day, waits to be picked up, or its day has passed. */
export const isWaiting = (job: Job, today: Day): boolean => {
  if (!isOpen(job)) return false;
  const { day } = shownVisit(job);
  return day === null || job.status === "ready_for_pickup" || day < today;
};

/**
 * Adds, updates or takes away one job's card. An older copy of the job never wins. Where it certainly has none yet, and
 * needs none, nobody looks.
 */
export const updateOpenBoard = async (documents: Documents, job: Job, { hasCard = true } = {}): Promise<void> => {
  const today = await documents.today();
  const belongs = isWaiting(job, today);
  if (!belongs && !hasCard) return;
  const wrote = await documents.open.commit({
    apply: (draft) => {
      const { cards } = draft.value;
      const known = cards.find((card) => card.job === job.id);
      const stale = known === undefined ? belongs : known.rev < job.rev || (known.rev === job.rev && !belongs);
      if (!stale) return { result: false, wrote: false };
      const others = cards.filter((card) => card !== known);
      draft.value = { ...draft.value, cards: belongs ? [...others, shownCardOf(job)] : others };
      return { result: true, wrote: true };
    },
  });
  if (!wrote) return;
  // A slower worker may have put a card back after a newer one was taken away: the job decides.
  const newest = await documents.job(job.id);
  if (newest === null) await dropCard(documents, job.id);
  else if (newest.job.rev > job.rev) await updateOpenBoard(documents, newest.job);
};

/** Of a job that was removed: a slower worker may have put it back. */
const dropCard = (documents: Documents, id: JobId): Promise<void> =>
  documents.open.commit({
    apply: (draft) => {
      const cards = draft.value.cards.filter((card) => card.job !== id);
      const wrote = cards.length < draft.value.cards.length;
      if (wrote) draft.value = { ...draft.value, cards };
      return { result: undefined, wrote };
    },
  });

/** Takes away the card of a job that is not there any more. */
export const dropOpenCard = (documents: Documents, job: JobId): Promise<boolean> =>
  documents.open.commit({
    apply: (draft) => {
      const cards = draft.value.cards.filter((card) => card.job !== job);
      const wrote = cards.length < draft.value.cards.length;
      draft.value = { ...draft.value, cards };
      return { result: wrote, wrote };
    },
  });

/** Jobs whose day has passed since the last time. Nothing else tells: no change is made when midnight comes. */
export const rollOverdue = async (documents: Documents): Promise<void> => {
  const today = await documents.today();
  const rolledTo = rolledFrom((await documents.open.read()).value.rolled_to, today);
  if (rolledTo !== null && rolledTo >= today) return;
  let complete = true;
  for await (const day of documents.days(rolledTo ?? "")) {
    if (day >= today) break;
    const rolled = await documents.tolerate(async () => {
      const document = await documents.day(day).read();
      const ids = new Set([...document.jobs.keys(), ...document.references.map(({ job }) => job)]);
      for (const id of ids) {
        // One whose home cannot be read holds up no other.
        const rolled = await documents.tolerate(async () => {
          const stored = document.jobs.get(id) ?? (await documents.job(id));
          if (stored !== null && isWaiting(stored.job, today)) await updateOpenBoard(documents, stored.job);
        });
        complete &&= rolled;
      }
    });
    complete &&= rolled;
  }
  // Else all of it is looked at again next time.
  if (!complete) return;
  await documents.open.commit({
    apply: (draft) => {
      const now = rolledFrom(draft.value.rolled_to, today);
      const later = now !== null && now >= today;
      if (!later) draft.value = { ...draft.value, rolled_to: today };
      return { result: undefined, wrote: !later };
    },
  });
};

/**
 * Up to where overdue visits are known to be on: as it is written, unless a process whose clock was ahead wrote it. Then
 * nobody can say since when, and a season is looked at again.
 */
export const rolledFrom = (rolledTo: Day | null, today: Day): Day | null =>
  rolledTo !== null && rolledTo > addDays(today, 1) ? addDays(today, -93) : rolledTo;

/** Puts on every job that waits, whatever its day; for a board that was lost. */
export const rebuildOpenBoard = async (documents: Documents): Promise<void> => {
  const today = await documents.today();
  for await (const day of documents.days("")) {
    await documents.tolerate(async () => {
      for (const { job } of (await documents.day(day).read()).jobs.values()) {
        if (isWaiting(job, today)) await updateOpenBoard(documents, job);
      }
    });
  }
  await clearOpenBoard(documents);
};

/** Takes away cards that a crash left behind: of jobs that wait no more. */
export const clearOpenBoard = async (documents: Documents): Promise<void> => {
  const today = await documents.today();
  for (const card of (await documents.open.read()).value.cards) {
    await documents.tolerate(async () => {
      const stored = await documents.job(card.job);
      if (stored === null) await dropCard(documents, card.job);
      else if (stored.job.rev !== card.rev || !isWaiting(stored.job, today))
        await updateOpenBoard(documents, stored.job);
    });
  }
};

export const waitingJobs = async (documents: Documents, unreadable?: NameDay): Promise<Job[]> => {
  const [{ value }, today] = await Promise.all([documents.open.read(), documents.today()]);
  const days = new Set(value.cards.map(({ job }) => homeDayOf(job)));
  const read = await documents.readDays(days, unreadable ?? "leave out");
  return value.cards.flatMap(({ job }) => {
    const stored = read.get(homeDayOf(job))?.jobs.get(job);
    return stored !== undefined && isWaiting(stored.job, today) ? [stored.job] : [];
  });
};
