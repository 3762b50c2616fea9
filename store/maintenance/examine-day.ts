import { epochOf } from "../../domain/clock.ts";
import { addDays, type Day } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { jobIdOf, lookupOf } from "../job-token.ts";
import { capacityOf } from "../jobs/day/day-capacity.ts";
import type { DayState, OutboxEntry, Reservation, StoredJob } from "../jobs/day/day-state.ts";
import { compareHolds } from "../jobs/day/holds.ts";
import { homeOf } from "../jobs/day/home-day.ts";
import { isOutstanding } from "../jobs/outbox/outbox-entry.ts";
import { inGroups } from "../jobs/parallel.ts";
import { findJob, readDays } from "../jobs/read-days.ts";
import { readPointer } from "../jobs/token-pointer.ts";
import { keys } from "../keys.ts";
import type { Finding } from "../upkeep.ts";
import { isSettled, overdue_ms, unlessUnreadable, type UpkeepContext } from "./upkeep-context.ts";

/** Returns what is wrong in one intact day, and with the jobs whose home day it is. */
export const examineDay = async (context: UpkeepContext, state: DayState): Promise<Finding[]> => {
  const findings = [
    ...outboxFindings(state, context.clock.now()),
    ...capacityFindings(state, addDays(await context.today(), -1)),
  ];
  await inGroups(state.reservations.values(), async (reservation) => {
    findings.push(...(await reservationFindings(context, state.day, reservation)));
  });
  await inGroups(state.jobs.values(), async (stored) => {
    findings.push(...(await jobFindings(context, state.day, stored)));
  });
  return findings.toSorted((one, other) => ((one.job ?? "") < (other.job ?? "") ? -1 : 1));
};

const outboxFindings = ({ day, jobs, outbox }: DayState, now_ms: number): Finding[] => {
  const where = `days/${day}`;
  const isOverdue = (entry: OutboxEntry): boolean => {
    const job = jobs.get(entry.job)?.job;
    const queued_ms = job === undefined ? 0 : epochOf(job.updated_at);
    return isOutstanding(entry, now_ms) && Math.max(queued_ms, entry.not_before) < now_ms - overdue_ms;
  };
  const findings: Finding[] = [];
  for (const job of new Set([...outbox.values()].filter(isOverdue).map((entry) => entry.job))) {
    const detail = "The follow-up work of a change has waited longer than a running server needs for it.";
    findings.push({ kind: "overdue_outbox", where, day, job, detail, repairable: true });
  }
  for (const { job, kind, parked } of outbox.values()) {
    if (!parked) continue;
    const detail =
      kind === "send"
        ? "A message is parked and will not be sent. Tell the customer what it would have said."
        : "The follow-up work of a change failed many times, so it was parked.";
    findings.push({ kind: "parked_outbox", where, day, job, detail, repairable: kind !== "send" });
  }
  return findings;
};

/** Past days are left out, because nothing can be done about them. */
const capacityFindings = (state: DayState, from: Day): Finding[] => {
  const { day, hours } = state;
  if (hours === null || day < from) return [];
  const { windows, resources } = capacityOf(state, hours);
  const uses = [
    ...windows.map(({ start, end, taken, capacity }) => ({ what: `from ${start} to ${end}`, taken, of: capacity })),
    ...resources.map(({ id, out, stock }) => ({ what: `of ${id}`, taken: out, of: stock })),
  ];
  return uses
    .filter(({ taken, of }) => taken > of)
    .map(({ what, taken, of }) => ({
      kind: "oversold_window",
      where: `days/${day}`,
      day,
      detail: `${taken} of ${of} openings ${what} are booked. Move or cancel a job, or give the day more openings.`,
      repairable: false,
    }));
};

const reservationFindings = async (
  { days, clock }: UpkeepContext,
  day: Day,
  { job, ref, kind, card, taken_at }: Reservation,
): Promise<Finding[]> => {
  const now_ms = clock.now();
  // A change may be about to name a younger one.
  if (now_ms - taken_at < grace_ms) return [];
  const at = { where: `days/${day}`, day, job, repairable: true };
  const stored = await unlessUnreadable(findJob(days, job));
  if (stored === "unreadable") return [];
  if (stored === null || !stored.holds.some((hold) => hold.ref === ref)) {
    const detail = "A reservation uses an opening, but no job has it: a change was interrupted.";
    return [{ ...at, kind: "dead_reference", detail, repairable: homeOf(job) !== null }];
  }
  if (kind !== "visit" || card?.rev === stored.job.rev || !isSettled(stored.job, now_ms)) return [];
  return [{ ...at, kind: "card_behind", detail: "The board of this day shows an earlier version of the job." }];
};

const jobFindings = async (context: UpkeepContext, home: Day, { job, holds }: StoredJob): Promise<Finding[]> => {
  const { days, clock, objects, publisher } = context;
  const { id, tracking_token: token, rev } = job;
  const findings: Finding[] = [];
  const at = { job: id, repairable: true };
  if (await lacksReservation(context, home, { job, holds })) {
    // It may have moved since it was read.
    const again = await findJob(days, id);
    if (again !== null && (await lacksReservation(context, home, again))) {
      const detail = "The job names a reservation on another day that does not exist.";
      findings.push({ ...at, kind: "missing_reference", where: `days/${home}`, day: home, detail });
    }
  }
  if (!isSettled(job, clock.now())) return findings;
  if (jobIdOf(token) !== id) {
    const pointer = await unlessUnreadable(readPointer(objects, token));
    if (pointer !== "unreadable" && pointer?.value.job !== id) {
      const detail = "The tracking link does not open the job: its pointer is missing or names another job.";
      findings.push({ ...at, kind: "missing_pointer", where: `days/${home}`, day: home, detail });
    }
  }
  const standing = await publisher.standing?.(job);
  if (standing === undefined || standing === "current" || !(await isNewest(context, id, rev))) return findings;
  const where = keys.view(lookupOf(token));
  if (standing === "behind")
    findings.push({ ...at, kind: "view_behind", where, detail: "The customer's page is older than the job." });
  else {
    const detail = "The customer's page is newer than the job, because the job was restored as it was earlier.";
    findings.push({ ...at, kind: "view_ahead", where, detail });
  }
  return findings;
};

/** False if the job changed since it was read: a publication in progress then explains the difference. */
const isNewest = async ({ find }: UpkeepContext, id: JobId, rev: Job["rev"]): Promise<boolean> =>
  (await find(id))?.rev === rev;

const lacksReservation = async (context: UpkeepContext, home: Day, { job, holds }: StoredJob): Promise<boolean> => {
  if (compareHolds(job, home, holds).reserve.length > 0) return true;
  const read = await readDays(context, new Set(holds.map(({ day }) => day)), "leave out");
  return holds.some(({ day, ref }) => read.get(day)?.reservations.has(ref) === false);
};

/** Longer than a change takes between its reservations and its commit. */
const grace_ms = 300_000;
