import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { systemClock, systemRandom } from "../../main/ambient.ts";
import { DirectoryObjectStore } from "../../store/objects/directory/directory-object-store.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";
import { createInOneFile, oneFileJob } from "../one-file.ts";
import type { Contender } from "./contender.ts";

/** The earlier design, one file, with `jobs` jobs at the start. It checks no capacity and writes no pointer for the link. */
export const oneFile = (
  name: string,
  objects: ObjectStore,
  { jobs, close }: { jobs: number; close: () => Promise<void> },
): Contender => ({
  name,
  open: async () => {
    const existing = Array.from({ length: jobs }, oneFileJob);
    await objects.put("jobs.json", new TextEncoder().encode(JSON.stringify(existing)), "any");
  },
  create: async () => {
    await createInOneFile(objects);
    return "";
  },
  start: null,
  close,
});

export const oneFileOnDirectory = async (place: string, jobs: number): Promise<Contender> => {
  const root = await mkdtemp(join(place, "one-file-"));
  const objects = new DirectoryObjectStore(root, { clock: systemClock(), random: systemRandom });
  return oneFile("one file, directory", objects, { jobs, close: () => rm(root, { recursive: true, force: true }) });
};
