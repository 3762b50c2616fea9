import { momentIn } from "../../domain/moment.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { setStatus } from "../../domain/status.ts";
import { freshId } from "../../domain/random.ts";
import { systemClock, systemRandom } from "../../main/ambient.ts";
import { openSqliteObjectStore } from "../../store/adapters/sqlite/open-sqlite.ts";
import type { SqliteObjectStore } from "../../store/adapters/sqlite/sqlite-object-store.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import { freshPrefix, type StoreEngine } from "../../test/engines/stores.ts";
import { createOn, openForBench, type engineKinds } from "../day-logs.ts";
import { by } from "./bench-job.ts";
import type { Contender } from "./contender.ts";

export const openSqlite = (folder: string): Promise<SqliteObjectStore> =>
  openSqliteObjectStore({ folder, create: true, clock: systemClock(), random: systemRandom });

/** The embedded store in a new folder below `place`. */
export const onSqlite = async (place: string): Promise<Contender> => {
  const folder = await mkdtemp(join(place, "sqlite-"));
  const objects = await openSqlite(folder);
  return dayLogs("sqlite", objects, "sqlite", async () => {
    await objects.close();
    await rm(folder, { recursive: true, force: true });
  });
};

/** An empty store on an engine. */
export const onEngine = async (engine: StoreEngine, prefix = freshPrefix()): Promise<Contender> =>
  dayLogs(engine.name, await engine.open(prefix), engine.name === "DynamoDB Local" ? "table" : "bucket", () =>
    Promise.resolve(),
  );

/** Day logs on any object store. Their days follow the settings, so `open` has nothing to do. */
const dayLogs = (
  name: string,
  objects: ObjectStore,
  kind: keyof typeof engineKinds,
  close: () => Promise<void>,
): Contender => {
  const { jobs, days } = openForBench(objects, kind);
  return {
    name,
    open: () => Promise.resolve(),
    create: async (day) => (await createOn(jobs, day)).job.id,
    start: async (id) => {
      const changed = await jobs.change(id, {
        write: freshId(systemRandom),
        by,
        decide: (job, at) => setStatus(job, "in_progress", {}, momentIn("UTC", at)),
      });
      if (changed?.changed !== true) throw new Error("A booked job must be startable");
    },
    close: async () => {
      await days.settled();
      await close();
    },
  };
};
