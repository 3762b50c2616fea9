import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ObjectStore } from "../../store/port/object-store.ts";
import { createInOneFile, oneFileJob } from "../one-file.ts";
import type { Contender } from "./contender.ts";
import { openSqlite } from "./day-log-contender.ts";

/** The earlier design, one file, with `jobs` jobs at the start. It checks no capacity. */
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

export const oneFileOnSqlite = async (place: string, jobs: number): Promise<Contender> => {
  const folder = await mkdtemp(join(place, "one-file-"));
  const objects = await openSqlite(folder);
  const close = async () => {
    await objects.close();
    await rm(folder, { recursive: true, force: true });
  };
  return oneFile("one file, sqlite", objects, { jobs, close });
};
