import { addDays, type Day } from "../../../domain/day.ts";
import { periodOut } from "../../../domain/card-rental.ts";
import { whyOf } from "../../../domain/card-why.ts";
import { shownCardOf } from "../../../domain/card.ts";
import { isOpen, shownVisit, type Job, type Status } from "../../../domain/job.ts";
import type { JobId } from "../../../domain/job-id.ts";
import { amend } from "../amend.ts";
import type { DayLog } from "../log/day-log.ts";
import type { OpenBoardRecord, OpenBoardState } from "./open-board-kind.ts";

/**
 * True if a person should look at the job: it has a reason to, is a quote request, has no day, is ready for pickup, its
 * day has passed, or its equipment is at the customer's. The list of equipment reads where each unit is from these jobs.
 */
export const isWaiting = (job: Job, today: Day): boolean => {
  if (whyOf(job) !== null) return true;
  if (!isOpen(job)) return false;
  const { day } = shownVisit(job);
  if (day === null || day < today || waitingStatuses.has(job.status)) return true;
  return periodOut(job) !== undefined;
};

const waitingStatuses: ReadonlySet<Status> = new Set(["ready_for_pickup", "requested", "quoted"]);

export interface OpenBoardContext {
  log: Pick<DayLog<OpenBoardState, OpenBoardRecord>, "change" | "read">;
  today: () => Promise<Day>;
  /** Returns the newest job, or null if it does not exist. */
  find: (id: JobId) => Promise<Job | null>;
}

/** The cards of the jobs that wait for a person. They are copies: the job decides whether it has one. */
export class OpenBoard {
  readonly #context: OpenBoardContext;

  constructor(context: OpenBoardContext) {
    this.#context = context;
  }

  async read(): Promise<OpenBoardState> {
    return (await this.#context.log.read()).state;
  }

  /**
   * Adds, updates or removes the card of a job. An older copy of the job never wins. Without `hasCard` the job certainly
   * has no card yet, so a job that needs none costs nothing.
   */
  async update(job: Job, { hasCard = true } = {}): Promise<void> {
    const { today, log, find } = this.#context;
    const belongs = isWaiting(job, await today());
    if (!belongs && !hasCard) return;
    const isAmended = await amend(log, ({ cards }) => {
      const known = cards.get(job.id);
      const isStale = known === undefined ? belongs : known.rev < job.rev || (known.rev === job.rev && !belongs);
      if (!isStale) return [];
      return [belongs ? { card: shownCardOf(job) } : { uncard: job.id }];
    });
    if (!isAmended) return;
    // A slower process may have put a card back after a newer one was removed: the job decides.
    const newest = await find(job.id);
    if (newest === null) await this.remove(job.id);
    else if (newest.rev > job.rev) await this.update(newest);
  }

  /** Removes the card of a job that does not exist any more. Returns false if it had none. */
  remove(id: JobId): Promise<boolean> {
    return amend(this.#context.log, ({ cards }) => (cards.has(id) ? [{ uncard: id }] : []));
  }

  /** Records that overdue visits up to this day have their cards. */
  async setRolledTo(day: Day): Promise<void> {
    await amend(this.#context.log, (state) => {
      const now = rolledTo(state, day);
      return now !== null && now >= day ? [] : [{ rolled_to: day }];
    });
  }
}

/**
 * Returns the day up to which overdue visits certainly have their cards. A day in the future was written by a process
 * whose clock was ahead, so a season is looked at again.
 */
export const rolledTo = ({ rolled_to }: OpenBoardState, today: Day): Day | null =>
  rolled_to !== null && rolled_to > addDays(today, 1) ? addDays(today, -93) : rolled_to;
