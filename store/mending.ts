import type { Job } from "../domain/job.ts";
import type { JobId } from "../domain/job-id.ts";
import { freshId, type Random } from "../domain/random.ts";
import type { ChangeRequest } from "./job-store.ts";
import { documentKeys } from "./documents/document-keys.ts";
import type { Finding, Mended } from "./upkeep.ts";

// What the doctors of all stores share.

export const unmended: Mended = { mended: false, notes: [] };
export const mended = (done: boolean): Mended => ({ mended: done, notes: [] });

export const unfinishedAdoption = (kind: "restore" | "migrate"): Finding => ({
  kind: "unfinished_adoption",
  where: documentKeys.adoption,
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
