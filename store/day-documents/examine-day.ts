import { epochOf } from "../../domain/clock.ts";
import { type Day, addDays } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import { homeDayOf } from "../../domain/job-id.ts";
import { UnreadableDocument, type Publisher } from "../job-store.ts";
import { keys } from "../keys.ts";
import { crowdedFrom, type Finding } from "../upkeep.ts";
import type { DayDocument, OutboxEntry, StoredJob } from "./day-document.ts";
import { homeOf, type Documents } from "./documents.ts";
import type { Pointer } from "./identity.ts";
import type { OpenCards } from "./examine-open-board.ts";
import { isSettled, overdueMs } from "./settled.ts";
import { lookupOf } from "../job-token.ts";
import { isWaiting } from "./open-board.ts";
import { inGroups } from "./parallel.ts";
import { compare, takenIn } from "./place.ts";

/** What is wrong in one day, and with the jobs that live there. Throws where the day itself cannot be read. */
export const examineDay = async (
  documents: Documents,
  publisher: Publisher,
  day: Day,
  open: OpenCards | null,
): Promise<Finding[]> => {
  const document = await documents.day(day).read();
  const findings = [
    ...outboxFindings(document, documents.medium.clock.now()),
    ...capacityFindings(document, addDays(await documents.today(), -1)),
    ...(await referenceFindings(documents, document)),
  ];
  await inGroups(document.jobs.values(), async (stored) => {
    findings.push(...(await jobFindings(documents, publisher, stored)));
    if (open !== null) findings.push(...(await openFindings(documents, stored.job, open)));
  });
  return findings.toSorted((one, other) => ((one.job ?? "") < (other.job ?? "") ? -1 : 1));
};

const outboxFindings = (document: DayDocument, now: number): Finding[] => {
  const { day } = document;
  const where = keys.day(day);
  const findings: Finding[] = [];
  const due = (entry: OutboxEntry) => {
    const job = document.jobs.get(entry.job)?.job;
    const queued = job === undefined ? 0 : epochOf(job.updated_at);
    return !entry.parked && Math.max(queued, entry.not_before) < now - overdueMs;
  };
  for (const job of new Set(document.outbox.filter(due).map((entry) => entry.job))) {
    const detail = "What a change left to do elsewhere has waited for longer than a running server takes.";
    findings.push({ kind: "overdue_outbox", where, day, job, detail, repairable: true });
  }
  for (const { job, kind } of document.outbox.filter(({ parked }) => parked)) {
    const detail =
      kind === "send"
        ? "A message is parked and does not go out any more: tell them what they should know."
        : "It was given up after many tries.";
    findings.push({ kind: "parked_outbox", where, day, job, detail, repairable: kind !== "send" });
  }
  return findings;
};

/** Of days that are over, nobody can be told any more. */
const capacityFindings = (document: DayDocument, from: Day): Finding[] => {
  const { day, windows, stock } = document;
  const where = keys.day(day);
  const findings: Finding[] = [];
  if (document.jobs.size > crowdedFrom) {
    const detail = `${document.jobs.size} jobs in one day; above ${crowdedFrom} every change of the day is slow to save. DynamoDB holds such days: tailboard migrate takes the store there.`;
    findings.push({ kind: "crowded_day", where, day, detail, repairable: false });
  }
  if (day < from) return findings;
  const over = (what: string, taken: number, there: number) => {
    if (taken <= there) return;
    const detail = `${taken} of ${there} places are taken ${what}. Move or cancel one, or give the day more places.`;
    findings.push({ kind: "oversold_window", where, day, detail, repairable: false });
  };
  for (const window of windows) {
    over(`from ${window.start} to ${window.end}`, takenIn(document, { window, resource: null }), window.capacity);
  }
  for (const [resource, there] of Object.entries(stock)) {
    over(`of ${resource}`, takenIn(document, { window: null, resource }), there);
  }
  return findings;
};

const referenceFindings = async (documents: Documents, document: DayDocument): Promise<Finding[]> => {
  const { day } = document;
  const where = keys.day(day);
  const now = documents.medium.clock.now();
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const { job, ref, card, kind, taken_at } of document.references) {
    if (seen.has(ref)) {
      const detail = "One place of the job stands here twice, and takes room twice.";
      findings.push({ kind: "doubled_reference", where, day, job, detail, repairable: true });
      continue;
    }
    seen.add(ref);
    if (now - taken_at < graceMs) continue;
    const home = homeOf(job);
    const stored = home === null ? null : await unlessUnreadable(documents.job(job));
    if (stored === "unreadable") continue;
    if (home === null || stored === null || !stored.holds.some((hold) => hold.ref === ref)) {
      const detail = "A place is taken that no job has: a change was broken off.";
      findings.push({ kind: "dead_reference", where, day, job, detail, repairable: home !== null });
    } else if (kind === "visit" && card.rev !== stored.job.rev && isSettled(stored.job, now)) {
      const detail = "The board of this day shows the job as it was.";
      findings.push({ kind: "card_behind", where, day, job, detail, repairable: true });
    }
  }
  return findings;
};

const jobFindings = async (documents: Documents, publisher: Publisher, read: StoredJob): Promise<Finding[]> => {
  const { id } = read.job;
  const home = homeDayOf(id);
  const findings: Finding[] = [];
  if (await lacksPlace(documents, home, read)) {
    // It may have moved since it was read.
    const again = await documents.job(id);
    if (again !== null && (await lacksPlace(documents, home, again))) {
      const detail = "The job names a place in another day that is not there.";
      findings.push({ kind: "missing_reference", where: keys.day(home), day: home, job: id, detail, repairable: true });
    }
  }
  if (!isSettled(read.job, documents.medium.clock.now())) return findings;
  const lookup = lookupOf(read.job.tracking_token);
  // One that cannot be read is a finding of its own, made where all notes are looked at.
  const pointer = await unlessUnreadable(documents.readNote<Pointer>(keys.token(lookup)));
  if (pointer !== "unreadable" && pointer?.value.job !== id) {
    const detail = "The job's own link does not lead to it.";
    findings.push({ kind: "missing_pointer", where: keys.day(home), job: id, detail, repairable: pointer === null });
  }
  const standing = await publisher.standing?.(read.job);
  // A publish under way is older than the job that is there by now.
  if (standing === undefined || standing === "current" || (await documents.job(id))?.job.rev !== read.job.rev)
    return findings;
  const detail =
    standing === "behind"
      ? "What the customer sees is older than the job."
      : "What the customer sees is newer than the job, which is as it was earlier, after a restore.";
  const kind = standing === "behind" ? "view_behind" : "view_ahead";
  findings.push({ kind, where: keys.view(lookup), job: id, detail, repairable: true });
  return findings;
};

/** A job that waits and is not on the list of those that do. */
const openFindings = async (documents: Documents, job: Job, { revs, rolledTo }: OpenCards): Promise<Finding[]> => {
  const now = documents.medium.clock.now();
  // What became overdue since the last roll-over is not on it yet.
  if (revs.has(job.id) || !isSettled(job, now) || !isWaiting(job, rolledTo ?? "")) return [];
  const again = (await documents.open.read()).value.cards.some((card) => card.job === job.id);
  const newest = await documents.job(job.id);
  if (again || newest?.job.rev !== job.rev) return [];
  const detail = "The job waits for somebody, and is not on the list of those that do.";
  return [{ kind: "card_behind", where: keys.open, job: job.id, detail, repairable: true }];
};

const lacksPlace = async (documents: Documents, home: Day, { job, holds }: StoredJob): Promise<boolean> => {
  if (compare(job, home, holds).take.length > 0) return true;
  for (const hold of holds) {
    const day = await unlessUnreadable(documents.day(hold.day).read());
    if (day !== "unreadable" && !day.references.some(({ ref }) => ref === hold.ref)) return true;
  }
  return false;
};

/** What cannot be read is a finding of its own, and says nothing of others. */
const unlessUnreadable = async <T>(reading: Promise<T>): Promise<T | "unreadable"> => {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof UnreadableDocument) return "unreadable";
    throw error;
  }
};

/** As the sweep's: before this, a move may be about to name it. */
const graceMs = 5 * 60_000;
