import { cardOf } from "../../../domain/card.ts";
import type { Day } from "../../../domain/day.ts";
import type { Job } from "../../../domain/job.ts";
import type { Publisher } from "../../job-store.ts";
import { amend } from "../amend.ts";
import type { DayLogs } from "../day-logs.ts";
import type { Hold, StoredJob } from "../day/day-state.ts";
import type { OpenBoard } from "../open-board/open-board.ts";
import { together } from "../parallel.ts";

export interface FanOutContext {
  days: Pick<DayLogs, "day">;
  publisher: Publisher;
  openBoard: Pick<OpenBoard, "update">;
}

/**
 * Updates every copy of a job: the tracked view, the cards on boards of other days, and the open board. Each copy has
 * the revision of the job and refuses an older one, so this may run twice and in any order.
 */
export const fanOut = async (
  { days, publisher, openBoard }: FanOutContext,
  { job, holds }: StoredJob,
): Promise<void> => {
  const cards = holds.filter(({ kind }) => kind === "visit").map((hold) => updateCard(days, hold, job));
  // A new job has no card on the open board yet, and most need none.
  const open = openBoard.update(job, { hasCard: job.rev > 1 });
  await together([publisher.publish(job), open, ...cards]);
};

/** Updates the card that a reservation shows on the board of its day. */
const updateCard = async (days: Pick<DayLogs, "day">, { day, ref }: Hold, job: Job): Promise<void> => {
  await amend(days.day(day), ({ reservations }) => {
    const reservation = reservations.get(ref);
    if (reservation === undefined || (reservation.card?.rev ?? 0) >= job.rev) return [];
    return [{ ...reservation, card: cardOf(job, reservation.visit) }];
  });
};

/** Ends a reservation that no job names, nor ever will. */
export const release = async (days: Pick<DayLogs, "day">, day: Day, ref: string): Promise<void> => {
  await amend(days.day(day), ({ reservations }) => (reservations.has(ref) ? [{ unref: ref }] : []));
};
