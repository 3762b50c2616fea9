import { epochOf } from "../../domain/clock.ts";
import { addDays, type Day } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import { lookupOf } from "../day-documents/lookup.ts";
import { isWaiting } from "../day-documents/open-board.ts";
import { placesOf } from "../day-documents/place.ts";
import { isSettled, overdueMs } from "../day-documents/settled.ts";
import type { Publisher, UnreadableDocument } from "../job-store.ts";
import { keys } from "../keys.ts";
import type { Finding } from "../upkeep.ts";
import { cardIn, visitWrites, type VisitItem, type WaitingItem } from "./change.ts";
import { takenOf } from "./counter.ts";
import type { PointerItem } from "./job-writer.ts";
import { dateOf, endOf, layout, monthOf, shards, visitShards, windowKey, windowOf } from "./layout.ts";
import type { Outbox } from "./outbox.ts";
import type { Parts } from "./part.ts";
import { rolledKey, type DueItem, type RolledItem } from "./sweeper.ts";
import type { Item, Write } from "./write.ts";

/** What waits too long, or for a person. */
export const outboxFindings = async ({ jobs, clock }: Parts, outbox: Outbox): Promise<Finding[]> => {
  const queued = await outbox.queued();
  const read = await jobs.readEach([...new Set(queued.map(({ job }) => job))]);
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

/** Of a day whose places may still matter: more taken than there are, or other than the jobs say. */
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

  const first = await miscounted(parts, day);
  if (first.size === 0) return findings;
  // It may have been a change under way, between two reads.
  await parts.clock.sleep(lookAgainMs);
  for (const [window, by] of await miscounted(parts, day)) {
    if (!first.has(window)) continue;
    const kind = by > 0 ? "dead_reference" : "missing_reference";
    const detail = by > 0 ? "More places are counted than jobs have." : "Fewer places are counted than jobs have.";
    findings.push({ kind, where: `${where}#${window}`, day, detail, repairable: true });
  }
  return findings;
};

/** By how many each window's count is above what the day's jobs have; those that are right are left out. */
export const miscounted = async (parts: Parts, day: Day): Promise<Map<string, number>> => {
  parts.days.forget(day);
  const { counters } = await parts.days.known(day);
  const counted = new Map<string, number>();
  for (const key of Object.keys(counters)) {
    counted.set(key, takenOf(await parts.days.counters(day, windowOf(key))));
  }
  for (const place of (await jobsOn(parts, day)).flatMap(placesOf)) {
    if (place.day !== day || place.window === null) continue;
    const key = windowKey(place.window);
    counted.set(key, (counted.get(key) ?? 0) - 1);
  }
  return new Map([...counted].filter(([, by]) => by !== 0));
};

const jobsOn = async ({ table, jobs }: Parts, day: Day): Promise<Job[]> => {
  const found = await Promise.all(
    shards(visitShards).map((shard) =>
      table.query<VisitItem>({ pk: layout.visits(monthOf(day), shard), from: dateOf(day), to: endOf(dateOf(day)) }),
    ),
  );
  return await jobs.readEach([...new Set(found.flat().map(({ job }) => job))]);
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
const shownWrongly = async ({ table }: Parts, job: Job): Promise<boolean> => {
  const puts = visitWrites(null, job).flatMap((write) => ("put" in write ? [write.put] : []));
  const there = await table.getEach<Item & Partial<VisitItem>>(puts.map(({ pk, sk }) => ({ pk, sk })));
  if (there.length < puts.length) return true;
  if (there.some(({ card }) => card !== undefined && cardIn({ card }).rev !== job.rev)) return true;
  const rolled = await table.get<RolledItem>(rolledKey);
  const note = await table.get<WaitingItem>(layout.waiting(job.id));
  // What became overdue since the last roll-over is not noted yet, and what no longer is, not yet taken away.
  return isWaiting(job, rolled?.to ?? "") ? note?.rev !== job.rev : false;
};

/** Everything that boards find a job by, written again. */
export const showAgain = (job: Job): Write[] => visitWrites(null, job);

export const unreadable = (error: UnreadableDocument): Finding => ({
  kind: "unreadable_document",
  where: error.key,
  detail: "It is not what was written: cut off, changed, or of another shape. Nothing is written over it.",
  repairable: false,
});

const lookAgainMs = 2_000;
