import type { Clock } from "../../domain/clock.ts";
import type { Day } from "../../domain/day.ts";
import { DomainError } from "../../domain/domain-error.ts";
import type { JobId } from "../../domain/job-id.ts";
import { unitResource } from "../../domain/rental/rental-period.ts";
import type { DayLogs } from "./day-logs.ts";
import { homeOf } from "./day/home-day.ts";
import type { Reservation } from "./day/day-state.ts";

/**
 * Two changes that need the same equipment on several days each get some of it first, and would refuse each other. So a
 * refusal by equipment that another change has only just reserved is not final: the change with the smaller job id keeps
 * what it has and waits, and the other one gives back what it has and waits. One of them always goes on.
 */
export interface ContestContext {
  days: Pick<DayLogs, "day">;
  clock: Clock;
}

/** A reservation that is older than this belongs to no change that is still under way. */
const fresh_ms = 10_000;
const poll_ms = 10;
const mostPolls = 200;

/** Returns the jobs whose change is under way and has the equipment of a refusal. Empty for any other error. */
export const rivalsIn = async (context: ContestContext, error: unknown, own: JobId | null): Promise<JobId[]> => {
  const refused = refusedBy(error);
  if (refused === null) return [];
  const undecided = await undecidedOn(context, refused, own);
  return [...new Set(undecided.map(({ job }) => job))];
};

/** Waits until none of the rivals is under way any more, at most for a few seconds. Returns false if one still is. */
export const waitForRivals = async (
  context: ContestContext,
  error: unknown,
  rivals: readonly JobId[],
  own: JobId | null,
): Promise<boolean> => {
  for (let polls = 0; polls < mostPolls; polls += 1) {
    await context.clock.sleep(poll_ms);
    const now = await rivalsIn(context, error, own);
    if (!now.some((job) => rivals.includes(job))) return true;
  }
  return false;
};

interface Refused {
  day: Day;
  resource: string;
}

const refusedBy = (error: unknown): Refused | null => {
  if (!(error instanceof DomainError)) return null;
  const { day, equipment_type: type, unit } = error.facts as { day?: Day; equipment_type?: string; unit?: string };
  if (day === undefined) return null;
  if (error.code === "equipment_unavailable" && type !== undefined) return { day, resource: type };
  if (error.code === "unit_in_use" && unit !== undefined) return { day, resource: unitResource(unit) };
  return null;
};

const undecidedOn = async (
  { days, clock }: ContestContext,
  { day, resource }: Refused,
  own: JobId | null,
): Promise<Reservation[]> => {
  const { state } = await days.day(day).read();
  const found: Reservation[] = [];
  for (const one of state.reservations.values()) {
    const isRival = one.kind === "hold" && one.resource === resource && one.job !== own;
    if (!isRival || clock.now() - one.taken_at > fresh_ms) continue;
    if (!(await isNamed(days, one))) found.push(one);
  }
  return found;
};

/** True once the job has committed a change that names the reservation. */
const isNamed = async (days: ContestContext["days"], { job, ref }: Reservation): Promise<boolean> => {
  const home = homeOf(job);
  if (home === null) return true;
  const { state } = await days.day(home).read();
  return state.jobs.get(job)?.holds.some((hold) => hold.ref === ref) === true;
};
