import type { Day } from "../../domain/day.ts";
import type { JobId } from "../../domain/job-id.ts";
import type { OpenBoardState } from "../jobs/open-board/open-board-kind.ts";
import { isWaiting, rolledTo } from "../jobs/open-board/open-board.ts";
import type { DayState } from "../jobs/day/day-state.ts";
import type { Finding } from "../upkeep.ts";
import { isSettled, unlessUnreadable, type UpkeepContext } from "./upkeep-context.ts";

/** Returns a finding for each card of the open board that its job does not have in this form. */
export const examineOpenBoard = async (context: UpkeepContext, { cards }: OpenBoardState): Promise<Finding[]> => {
  const today = await context.today();
  const findings: Finding[] = [];
  for (const card of cards.values()) {
    const job = await unlessUnreadable(context.find(card.job));
    if (job === "unreadable") continue;
    if (job !== null && job.rev === card.rev && isWaiting(job, today)) continue;
    if (job !== null && !isSettled(job, context.clock.now())) continue;
    findings.push(
      behind(card.job, "The list of waiting jobs shows a job that changed, or that does not wait any more."),
    );
  }
  return findings;
};

/** Returns a finding for each job of a day that waits and has no card on the open board. */
export const missingCards = async (
  { clock, find, openBoard, today }: UpkeepContext,
  { jobs }: DayState,
  board: OpenBoardState,
): Promise<Finding[]> => {
  // A visit that became overdue since the last sweep has no card yet.
  const rolled: Day = rolledTo(board, await today()) ?? "";
  const findings: Finding[] = [];
  for (const { job } of jobs.values()) {
    if (board.cards.has(job.id) || !isSettled(job, clock.now()) || !isWaiting(job, rolled)) continue;
    const [{ cards }, newest] = [await openBoard.read(), await find(job.id)];
    if (cards.has(job.id) || newest?.rev !== job.rev) continue;
    findings.push(behind(job.id, "The job waits for a person, and the list of waiting jobs does not show it."));
  }
  return findings;
};

const behind = (job: JobId, detail: string): Finding => ({
  kind: "card_behind",
  where: "open",
  job,
  detail,
  repairable: true,
});
