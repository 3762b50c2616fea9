import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { setStatus } from "../../domain/status.ts";
import { freshId } from "../../domain/random.ts";
import { systemClock, systemRandom } from "../../main/ambient.ts";
import type { JobStore } from "../../store/job-store.ts";
import { DirectoryObjectStore } from "../../store/objects/directory/directory-object-store.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";
import { createOn, openForBench } from "../day-documents.ts";
import { by } from "./bench-job.ts";
import type { Contender } from "./contender.ts";
import { UnflushedFileSystem } from "./unflushed-file-system.ts";

/** Day documents in a new folder below `place`. */
export const onDirectory = async (place: string): Promise<Contender> => {
  const root = await mkdtemp(join(place, "directory-"));
  const objects = new DirectoryObjectStore(root, { clock: systemClock(), random: systemRandom });
  return dayDocuments("directory", objects, () => rm(root, { recursive: true, force: true }));
};

/** The same without any flush to disk, so nothing is durable. It shows the cost if a journal did all flushes. */
export const onUnflushedDirectory = async (place: string): Promise<Contender> => {
  const root = await mkdtemp(join(place, "unflushed-"));
  const fs = new UnflushedFileSystem();
  const objects = new DirectoryObjectStore(root, { clock: systemClock(), random: systemRandom, fs });
  return dayDocuments("directory, nothing flushed", objects, () => rm(root, { recursive: true, force: true }));
};

export const dayDocuments = async (
  name: string,
  objects: ObjectStore,
  close: () => Promise<void>,
): Promise<Contender> => jobStoreContender(name, await openForBench(objects), close);

/** Any adapter of the JobStore port. Its days follow the settings, so `open` has nothing to do. */
export const jobStoreContender = (name: string, jobs: JobStore, close: () => Promise<void>): Contender => ({
  name,
  open: () => Promise.resolve(),
  create: async (day) => (await createOn(jobs, day)).job.id,
  start: async (id) => {
    const changed = await jobs.change(id, {
      write: freshId(systemRandom),
      by,
      decide: (job, at) => setStatus(job, "in_progress", undefined, at),
    });
    if (changed?.changed !== true) throw new Error("A booked job must be startable");
  },
  close,
});
