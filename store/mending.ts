import type { Job } from "../domain/job.ts";
import type { JobId } from "../domain/job-id.ts";
import { freshId, type Random } from "../domain/random.ts";
import { UnreadableDocument, type ChangeRequest } from "./job-store.ts";
import { keys } from "./keys.ts";
import type { Finding, Mended } from "./upkeep.ts";

// What the doctors of all stores share.

export const unmended: Mended = { mended: false, notes: [] };
export const mended = (done: boolean): Mended => ({ mended: done, notes: [] });

/** Returns the findings, or one finding for a document that cannot be read. Any other error ends the examination. */
export const findingsOrUnreadable =
  ({ repairable }: Pick<Finding, "repairable">) =>
  async (examine: () => Promise<Finding[] | void>): Promise<Finding[]> => {
    try {
      return (await examine()) ?? [];
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      const { key: where } = error;
      const day = where.startsWith(keys.days) ? { day: keys.dayOf(where) } : {};
      const detail =
        "The document is damaged: truncated, changed, or of another shape. Tailboard does not overwrite it.";
      return [{ kind: "unreadable_document", where, ...day, detail, repairable }];
    }
  };

export const unfinishedAdoption = (kind: "restore" | "migrate"): Finding => ({
  kind: "unfinished_adoption",
  where: keys.adoption,
  detail: `tailboard ${kind} into this store did not finish. Run the same command again; it continues where it stopped.`,
  repairable: false,
});

/**
 * Adds no-op changes until the job's revision is above its copies', so that they follow it. With an equal revision they would
 * not, because it would be another state with the same number. Returns false if it was above them or does not exist.
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
