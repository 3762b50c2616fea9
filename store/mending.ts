import type { Job } from "../domain/job.ts";
import type { JobId } from "../domain/job-id.ts";
import { freshId, type Random } from "../domain/random.ts";
import { UnreadableDocument, type ChangeRequest } from "./job-store.ts";
import { keys } from "./keys.ts";
import type { Finding, Mended } from "./upkeep.ts";

// What every store's doctor says and does alike.

export const unmended: Mended = { mended: false, notes: [] };
export const mended = (done: boolean): Mended => ({ mended: done, notes: [] });

/** What is found; or, where that cannot be read, just this. Anything else ends the examination. */
export const findingsOrUnreadable =
  ({ repairable }: Pick<Finding, "repairable">) =>
  async (examine: () => Promise<Finding[] | void>): Promise<Finding[]> => {
    try {
      return (await examine()) ?? [];
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      const { key: where } = error;
      const day = where.startsWith(keys.days) ? { day: keys.dayOf(where) } : {};
      const detail = "It is not what was written: cut off, changed, or of another shape. Nothing is written over it.";
      return [{ kind: "unreadable_document", where, ...day, detail, repairable }];
    }
  };

export const unfinishedAdoption = (kind: "restore" | "migrate"): Finding => ({
  kind: "unfinished_adoption",
  where: keys.adoption,
  detail: `tailboard ${kind} into this store was begun and did not end. Run the same command again; it goes on where it stopped.`,
  repairable: false,
});

/**
 * A change of nothing, as often as it takes for the job to be past its copies: those then follow it. At the same rev
 * they would not, since it is another revision of that number. False: it was past them, or there is no such job.
 */
export const raisePastCopies = async (
  { read, writer, random }: { read: (id: JobId) => Promise<Job | null>; writer: Changes; random: Random },
  id: JobId,
  isBehind: (job: Job) => Promise<boolean>,
): Promise<boolean> => {
  let raised = false;
  for (let round = 0; round < raisedAtMost; round += 1) {
    const job = await read(id);
    const last = job !== null && !(await isBehind(job));
    if (job === null || (last && !raised)) return raised;
    await writer.change(id, {
      write: freshId(random),
      by: { kind: "system", name: "" },
      decide: (now) => ({ next: now, what: "edited", reason: "Restored as it was earlier" }),
    });
    raised = true;
    if (last) return true;
  }
  return raised;
};

interface Changes {
  change(id: JobId, request: ChangeRequest): Promise<unknown>;
}

const raisedAtMost = 100;
