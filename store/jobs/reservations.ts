import { cardOf } from "../../domain/card.ts";
import type { Clock } from "../../domain/clock.ts";
import type { Day } from "../../domain/day.ts";
import { DomainError } from "../../domain/domain-error.ts";
import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { freshId, type Random } from "../../domain/random.ts";
import { StoreUnavailable, type Force } from "../job-store.ts";
import { changeDay, type ChangeDayContext } from "./change-day.ts";
import { rivalsIn, waitForRivals } from "./contest.ts";
import { assertReservationsFit, firstHours, hoursOf, type SettingsOfDecision } from "./day/day-capacity.ts";
import type { DayRecord } from "./day/day-record.ts";
import type { DayState, Hold, OutboxEntry, Place, Reservation, StoredJob } from "./day/day-state.ts";
import { samePlace } from "./day/holds.ts";
import { release } from "./outbox/fan-out.ts";
import { together } from "./parallel.ts";

export interface ReservationContext extends ChangeDayContext {
  clock: Clock;
  random: Random;
  report: (error: unknown) => void;
}

/** What a decision about a job leads to, on one state of its home day. */
export type Decision<Result> = Unchanged<Result> | Reserve | Commit<Result>;

/** Nothing to write: a repetition, or a change that changes nothing. `named` are the reservations that the job names. */
export interface Unchanged<Result> {
  kind: "unchanged";
  result: Result;
  named: readonly Hold[];
}

/** The job first needs these places on other days. */
export interface Reserve {
  kind: "reserve";
  places: readonly Place[];
  /** The job as it was decided, for the cards on those days. */
  job: Job;
  /** True if the job had these places before this store knew it, so they need no free capacity. */
  isOwed: boolean;
  force: Force | null;
}

export interface Commit<Result> {
  kind: "commit";
  result: Result;
  stored: StoredJob;
  records: readonly DayRecord[];
  entries: readonly OutboxEntry[];
}

export interface JobChange<Result> {
  decide(state: DayState, settings: SettingsOfDecision, held: HeldReservations): Decision<Result>;
  /** Returns the result if the state contains this change, else null. */
  findIn(state: DayState): Result | null;
}

/**
 * Changes a job in the log of its home day, which is the only commit point. Where the job needs places on other days:
 *
 * 1. A decision on the home day, as it is at entry n0, says which.
 * 2. Each place is reserved under the capacity of its own day, with a fresh id, on all days at the same time.
 * 3. The decision runs again, on the entry that it will follow. It commits only if no reservation of this change was
 *    voided since n0. Otherwise the change starts again.
 *
 * A reservation that the job does not name in the end is ended here, or by a pruner after a crash.
 */
export const changeJob = async <Result>(
  context: ReservationContext,
  home: Day,
  { decide, findIn }: JobChange<Result>,
): Promise<Unchanged<Result> | Commit<Result>> => {
  const held = new HeldReservations(context);
  /** The job that reserves. It is known from the first plan on. */
  let own: JobId | null = null;
  const step = async (): Promise<Unchanged<Result> | Commit<Result> | null> => {
    const { decision, n } = await decideOnce(context, home, { decide, findIn }, held);
    if (decision.kind !== "reserve") {
      await held.endAllBut(decision.kind === "commit" ? decision.stored.holds : decision.named);
      return decision;
    }
    own = decision.job.id;
    await held.reserve(decision, n);
    return null;
  };
  try {
    for (let attempt = 1; attempt <= attemptsToPlan; attempt += 1) {
      try {
        const ended = await step();
        if (ended !== null) return ended;
      } catch (error) {
        if (!(await isWorthAnotherTry(context, error, own, held))) throw error;
      }
    }
    throw new StoreUnavailable(new Error("Its reservations were ended each time"));
  } catch (error) {
    // These errors prove that the job names none of them. After any other error only a pruner can find out.
    if (error instanceof DomainError || error instanceof StoreUnavailable) await held.endAllBut([]);
    throw error;
  }
};

/** Waits for the change that has the equipment of a refusal, if one is under way. See `contest.ts`. */
const isWorthAnotherTry = async (
  context: ReservationContext,
  error: unknown,
  own: JobId | null,
  held: HeldReservations,
): Promise<boolean> => {
  const rivals = await rivalsIn(context, error, own);
  if (rivals.length === 0) return false;
  const isFirst = own !== null && rivals.every((rival) => own < rival);
  if (!isFirst) await held.endAllBut([]);
  return await waitForRivals(context, error, rivals, own);
};

const decideOnce = <Result>(
  context: ReservationContext,
  home: Day,
  { decide, findIn }: JobChange<Result>,
  held: HeldReservations,
): Promise<{ decision: Decision<Result>; n: number }> => {
  let last: Decision<Result>;
  return changeDay<{ decision: Decision<Result>; n: number }>(context, home, {
    decide: (state, settings) => {
      last = decide(state, settings, held);
      return { records: last.kind === "commit" ? last.records : [], result: { decision: last, n: state.n } };
    },
    findIn: (state) => {
      const result = findIn(state);
      if (result === null || last.kind !== "commit") return null;
      const stored = state.jobs.get(last.stored.job.id) ?? last.stored;
      const entries = last.entries.filter(({ id }) => state.outbox.has(id));
      return { result: { decision: { ...last, result, stored, entries }, n: state.n } };
    },
  });
};

/** The reservations that one change has made on other days so far. The id of each is never used again. */
export class HeldReservations {
  readonly #context: ReservationContext;
  #held: (Hold & { job: JobId })[] = [];
  /** The number of the home day's entry on which the oldest of them was planned. */
  #plannedAt = 0;
  /** True after a day had no place: the plan stands, and what is missing is reserved at the next try. */
  #isIncomplete = false;

  constructor(context: ReservationContext) {
    this.#context = context;
  }

  /**
   * Makes reservations, each under the capacity of its day, and all days at the same time: the refusal of one day says
   * nothing about the others. Throws `window_full`, `equipment_unavailable` or `unit_in_use` of the first day that has no
   * place. After such a refusal, only what is missing is reserved again. A plan for other places starts anew.
   */
  async reserve(plan: Reserve, plannedAt: number): Promise<void> {
    const goesOn = this.#isIncomplete && this.#held.length > 0 && this.#held.every((hold) => isPlanned(plan, hold));
    if (!goesOn) {
      await this.endAllBut([]);
      this.#plannedAt = plannedAt;
    }
    const missing = plan.places.filter((place) => !this.#held.some((hold) => samePlace(hold, place)));
    this.#isIncomplete = true;
    const days = [...Map.groupBy(missing, (place) => place.day)];
    await together(days.map(([day, places]) => this.#reserveDay(day, places, plan)));
    this.#isIncomplete = false;
  }

  async #reserveDay(day: Day, places: readonly Place[], { job, force, isOwed }: Reserve): Promise<void> {
    const { clock, random } = this.#context;
    const holds = places.map((place) => ({ ...place, ref: freshId(random), job: job.id }));
    const reservations = holds.map((hold): Reservation => ({ ...hold, ...cardFor(job, hold), taken_at: clock.now() }));
    await changeDay(this.#context, day, {
      decide: (state, settings) => {
        const hours = hoursOf(state, settings);
        if (!isOwed) assertReservationsFit(state, hours, places, { job: job.id, force });
        return { records: [...firstHours(state, hours), ...reservations], result: undefined };
      },
      findIn: ({ reservations: made }) => (holds.every(({ ref }) => made.has(ref)) ? { result: undefined } : null),
    });
    this.#held.push(...holds);
  }

  /**
   * Returns the reservations for these places, for the job to name. Null if the change must plan again: a reservation is
   * missing, was voided since it was planned, or could have been voided without a trace in this state.
   */
  cover(places: readonly Place[], job: JobId, home: DayState): Hold[] | null {
    if (places.length > 0 && home.voids.from > this.#plannedAt) return null;
    const covering: Hold[] = [];
    for (const place of places) {
      const found = this.#held.find((hold) => hold.job === job && samePlace(hold, place));
      if (found === undefined || home.voids.refs.has(found.ref)) return null;
      const { job: _job, ...hold } = found;
      covering.push(hold);
    }
    return covering;
  }

  /** Ends what the job does not name. What stays after a failure is left to a pruner. */
  async endAllBut(named: readonly Hold[]): Promise<void> {
    const ended = this.#held.filter(({ ref }) => !named.some((hold) => hold.ref === ref));
    this.#held = [];
    for (const { day, ref } of ended) {
      try {
        await release(this.#context.days, day, ref);
      } catch (error) {
        this.#context.report(error);
      }
    }
  }
}

/**
 * The card of a visit; equipment has none, so a report of the crew writes no day that a trailer is out. Revision 0 until
 * the job names the reservation, so that no board shows the card before the commit.
 */
const cardFor = (job: Job, { kind, visit }: Place): Pick<Reservation, "card"> =>
  kind === "hold" ? {} : { card: { ...cardOf(job, visit), rev: 0 } };

const isPlanned = ({ places, job }: Reserve, hold: Hold & { job: JobId }): boolean =>
  hold.job === job.id && places.some((place) => samePlace(hold, place));

const attemptsToPlan = 20;
