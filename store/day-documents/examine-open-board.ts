import type { Day } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { keys } from "../keys.ts";
import type { Finding } from "../upkeep.ts";
import type { Documents } from "./documents.ts";
import { updateCard } from "./fan-out.ts";
import { dropOpenCard, isWaiting, rolledFrom, updateOpenBoard } from "./open-board.ts";
import { isSettled } from "./settled.ts";

/** What the open board shows, by job, and up to which day overdue jobs are on it. */
export interface OpenCards {
  revs: Map<JobId, number>;
  rolledTo: Day | null;
}

export const openCards = async (documents: Documents): Promise<OpenCards> => {
  const { cards, rolled_to: written } = (await documents.open.read()).value;
  const rolledTo = rolledFrom(written, await documents.today());
  return { revs: new Map(cards.map(({ job, rev }) => [job, rev])), rolledTo };
};

/** The open board against the jobs that it shows. One that is missing from it is found with its own day. */
export const examineOpenBoard = async (documents: Documents): Promise<Finding[]> => {
  const findings: Finding[] = [];
  const today = await documents.today();
  const now = documents.medium.clock.now();
  const { value } = await documents.open.read();
  for (const card of value.cards) {
    const stored = await documents.job(card.job);
    if (stored !== null && stored.job.rev === card.rev && isWaiting(stored.job, today)) continue;
    if (stored !== null && !isSettled(stored.job, now)) continue;
    const detail = "The list of waiting jobs shows one as it was, or one that waits no more.";
    findings.push({ kind: "card_behind", where: keys.open, job: card.job, detail, repairable: true });
  }
  return findings;
};

/** Brings every card of a job up to its newest revision. False where there was nothing to do. */
export const mendCard = async (documents: Documents, job: JobId): Promise<boolean> => {
  const stored = await documents.job(job);
  if (stored === null) return await dropOpenCard(documents, job);
  for (const hold of stored.holds) await updateCard(documents, hold, stored.job);
  await updateOpenBoard(documents, stored.job);
  return true;
};

/** Where a document was restored as it was earlier, a card may be of a revision that the job will have again. */
export const hasNewerCard = async (documents: Documents, job: Job): Promise<boolean> => {
  const open = await openCards(documents);
  if ((open.revs.get(job.id) ?? 0) > job.rev) return true;
  const stored = await documents.job(job.id);
  for (const { day, ref } of stored?.holds ?? []) {
    const { references } = await documents.day(day).read();
    if (references.some((reference) => reference.ref === ref && reference.card.rev > job.rev)) return true;
  }
  return false;
};
