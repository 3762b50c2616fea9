import { epochOf } from "../../domain/clock.ts";
import { addDays, type Day } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { lookupOf } from "../job-token.ts";
import { isWaiting, rolledFrom } from "../day-documents/open-board.ts";
import { placesOf } from "../day-documents/place.ts";
import { isSettled, overdueMs } from "../day-documents/settled.ts";
import { UnreadableDocument, type Publisher } from "../job-store.ts";
import { keys } from "../keys.ts";
import type { Finding } from "../upkeep.ts";
import { cardIn, visitWrites, type VisitItem, type WaitingItem } from "./change.ts";
import { takenOf } from "./counter.ts";
import type { PointerItem } from "./job-writer.ts";
import { dateOf, endOf, layout, monthOf, windowKey, windowOf } from "./layout.ts";
import type { Outbox } from "./outbox.ts";
import type { Parts } from "./part.ts";
import { rolledKey, type DueItem, type RolledItem } from "./sweeper.ts";
import type { Item, Write } from "./write.ts";

/** What waits too long, or for a person. */
export const outboxFindings = async ({ jobs, clock }: Parts, outbox: Outbox): Promise<Finding[]> => {
  const queued = await outbox.queued();
  const read = await readable(jobs, [...new Set(queued.map(({ job }) => job))]);
  const changed = new Map(read.map(({ id, updated_at }) => [id, epochOf(updated_at)]));
  const findings = new Map<string, Finding>();
  for (const { job, kind, parked, not_before } of queued) {
    const where = `outbox of ${job}`;
    if (parked) {
      const detail =
        kind === "send"
          ? "A message is parked: it goes out only when a person says so."
          : "It was given up after many tries.";
      findings.set(`${job} ${kind}`, { kind: "parked_outbox", where, job, detail, repairable: kind !== "send" });
    } else if (Math.max(changed.get(job) ?? 0, not_before) < clock.now() - overdueMs) {
      const detail = "What a change left to do elsewhere has waited for longer than a running server takes.";
      findings.set(job, { kind: "overdue_outbox", where, job, detail, repairable: true });
    }
  }
  return [...findings.values()];
};

/** A job that cannot be read is a finding of its own: what it left to do is judged without it. */
const readable = async (jobs: Parts["jobs"], ids: JobId[]): Promise<Job[]> => {
  try {
    return await jobs.readEach(ids);
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error;
    if (ids.length === 1) return [];
    const half = Math.ceil(ids.length / 2);
    return [...(await readable(jobs, ids.slice(0, half))), ...(await readable(jobs, ids.slice(half)))];
  }
};

/** Notes of links that expired, which a sweep should have taken away. */
export const dueFindings = async ({ table, documents }: Parts): Promise<Finding[]> => {
  const before = addDays(await documents.today(), -2);
  const notes = await table.query<DueItem>({ pk: "due", from: " ", to: endOf(before) });
  return notes.map(({ sk }) => ({
    kind: "dangling_pointer",
    where: `due#${sk}`,
    detail: "A link expired, and nobody came by to say so where customers look.",
    repairable: true,
  }));
};

/** Of a day whose places may still matter: more taken than there are. */
export const dayFindings = async (parts: Parts, day: Day): Promise<Finding[]> => {
  if (day < addDays(await parts.documents.today(), -1)) return [];
  const where = `month#${monthOf(day)} ${dateOf(day)}`;
  const findings: Finding[] = [];
  const over = (what: string, taken: number, there: number) => {
    if (taken <= there) return;
    const detail = `${taken} of ${there} places are taken ${what}. Move or cancel one, or give the day more places.`;
    findings.push({ kind: "oversold_window", where, day, detail, repairable: false });
  };
  const [capacity] = await parts.days.read(day, day);
  for (const { start, end, taken, capacity: there } of capacity?.windows ?? [])
    over(`from ${start} to ${end}`, taken, there);
  for (const { id, out, stock } of capacity?.resources ?? []) over(`of ${id}`, out, stock);

  return findings;
};

/** What the jobs have of each window, by day and window; null where one cannot be read, and so nobody can tell. */
export const countPlaces = async ({ days, jobs }: Parts): Promise<Map<string, number> | null> => {
  const counted = new Map<string, number>();
  try {
    for await (const home of days.all("0000", "9999-12-31")) {
      for (const item of await jobs.itemsOf(home)) {
        const stored = (await jobs.whole(item, false)) ?? (await jobs.read(item.sk));
        for (const { day, window } of stored === null ? [] : placesOf(stored.job)) {
          if (window === null) continue;
          const key = placeKey(day, windowKey(window));
          counted.set(key, (counted.get(key) ?? 0) + 1);
        }
      }
    }
  } catch (error) {
    if (error instanceof UnreadableDocument) return null;
    throw error;
  }
  return counted;
};

export const placeKey = (day: Day, window: string): string => `${day} ${window}`;

/**
 * Counters that say other than the jobs, which is looked at twice: only what is the same before and after all jobs were
 * read is no change under way. The jobs decide, not what boards show of them.
 */
export const countFindings = async (parts: Parts): Promise<Finding[]> => {
  const wrong = async (suspects: Set<string> | null): Promise<Map<string, number>> => {
    const before = await counts(parts, suspects);
    const counted = await countPlaces(parts);
    if (counted === null) return new Map();
    const after = await counts(parts, new Set(before.keys()));
    return new Map(
      [...before].flatMap(([key, { taken, changes }]): [string, number][] => {
        const by = taken - (counted.get(key) ?? 0);
        return by === 0 || after.get(key)?.changes !== changes ? [] : [[key, by]];
      }),
    );
  };
  const first = await wrong(null);
  if (first.size === 0) return [];
  return [...(await wrong(new Set(first.keys())))].map(([key, by]) => {
    const [day = "", window = ""] = key.split(" ");
    const detail = by > 0 ? "More places are counted than jobs have." : "Fewer places are counted than jobs have.";
    const kind = by > 0 ? "dead_reference" : "missing_reference";
    return { kind, where: `month#${monthOf(day)} ${dateOf(day)}#${window}`, day, detail, repairable: true };
  });
};

/** How many of each window are counted as taken, and how often that changed. */
const counts = async ({ days, documents }: Parts, only: Set<string> | null) => {
  const found = new Map<string, { taken: number; changes: number }>();
  for await (const day of days.all(addDays(await documents.today(), -1), "9999-12-31")) {
    days.forget(day);
    for (const window of Object.keys((await days.known(day)).counters)) {
      const key = placeKey(day, window);
      if (only !== null && !only.has(key)) continue;
      const counters = await days.counters(day, windowOf(window));
      const changes = counters.reduce((total, counter) => total + counter.changes, 0);
      found.set(key, { taken: takenOf(counters), changes });
    }
  }
  return found;
};

export const jobFindings = async (parts: Parts, publisher: Publisher, job: Job): Promise<Finding[]> => {
  if (!isSettled(job, parts.clock.now())) return [];
  const { id } = job;
  const where = `job#${id}`;
  const findings: Finding[] = [];
  const isNewest = async () => (await parts.jobs.read(id))?.job.rev === job.rev;
  const lookup = lookupOf(job.tracking_token);
  const pointer = await parts.table.get<PointerItem>(layout.token(lookup));
  if (pointer?.job !== id && (await isNewest())) {
    const detail = "The job's own link does not lead to it.";
    findings.push({ kind: "missing_pointer", where, job: id, detail, repairable: pointer === null });
  }
  if ((await shownWrongly(parts, job)) && (await isNewest())) {
    const detail = "A board shows the job as it was, or not at all.";
    findings.push({ kind: "card_behind", where, job: id, detail, repairable: true });
  }
  const standing = (await publisher.standing?.(job)) ?? "current";
  // A publish under way is older than the job that is there by now.
  if (standing === "current" || !(await isNewest())) return findings;
  const behind = standing === "behind";
  const detail = behind
    ? "What the customer sees is older than the job."
    : "What the customer sees is newer than the job, which is as it was earlier, after a restore.";
  findings.push({
    kind: behind ? "view_behind" : "view_ahead",
    where: keys.view(lookup),
    job: id,
    detail,
    repairable: true,
  });
  return findings;
};

/** Whether a visit of the job, or its place among those that wait, is not as its newest revision wrote it. */
const shownWrongly = async ({ table, documents }: Parts, job: Job): Promise<boolean> => {
  const puts = visitWrites(null, job).flatMap((write) => ("put" in write ? [write.put] : []));
  const there = await table.getEach<Item & Partial<VisitItem>>(puts.map(({ pk, sk }) => ({ pk, sk })));
  if (there.length < puts.length) return true;
  if (there.some(({ card }) => card !== undefined && cardIn({ card }).rev !== job.rev)) return true;
  const rolled = rolledFrom((await table.get<RolledItem>(rolledKey))?.to ?? null, await documents.today());
  const note = await table.get<WaitingItem>(layout.waiting(job.id));
  // What became overdue since the last roll-over is not noted yet, and what no longer is, not yet taken away.
  return isWaiting(job, rolled ?? "") ? note?.rev !== job.rev : false;
};

/** Everything that boards find a job by, written again. */
export const showAgain = (job: Job): Write[] => visitWrites(null, job);
