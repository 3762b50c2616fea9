import type { Day } from "../../../domain/day.ts";
import type { JobId } from "../../../domain/job-id.ts";
import { freshId, type Random } from "../../../domain/random.ts";
import { holdOverdue } from "../../../domain/rental/hold-overdue.ts";
import type { JobWriter } from "../job-writer.ts";
import type { OpenBoard } from "../open-board/open-board.ts";
import { tolerate } from "../tolerate.ts";

interface OverdueRentalsContext {
  openBoard: Pick<OpenBoard, "read">;
  writer: Pick<JobWriter, "change">;
  today: () => Promise<Day>;
  random: Random;
  report: (error: unknown) => void;
}

/**
 * Holds equipment that is still out through tomorrow, past its stock if necessary: it will not be ready tomorrow
 * morning. Cards of the open board name the jobs, so a night without such equipment reads no job. The job decides, so a
 * pickup that was reported first leaves nothing to do.
 */
export const holdOverdueRentals = async ({
  openBoard,
  writer,
  today,
  random,
  report,
}: OverdueRentalsContext): Promise<void> => {
  const now = await today();
  const due = new Set<JobId>();
  for (const { job, rental, sample } of (await openBoard.read()).cards.values()) {
    if (rental !== undefined && rental.until <= now && sample !== true) due.add(job);
  }
  for (const id of due) {
    await tolerate(report, async () => {
      await writer.change(id, {
        write: freshId(random),
        by: { kind: "system", name: "Tailboard" },
        decide: (job) => holdOverdue(job, now),
        force: "all",
      });
    });
  }
};
