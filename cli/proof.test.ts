import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { marksJob } from "../domain/job.fixture.ts";
import type { Job } from "../domain/job.ts";
import { newJob } from "../domain/new-job.ts";
import { readRecords } from "../store/archive-stream.ts";
import type { Archive } from "../store/archive.ts";
import { writeBackup } from "../store/backup-file.ts";
import { Failed } from "./failure.ts";
import { migrate } from "./verb/migrate.ts";
import { restore } from "./verb/restore.ts";
import { openWholeStore, type OpenedStore } from "./whole-store.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tailboard-proof-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => `directory:${join(folder, name)}`;
const opened = (name: string): Promise<OpenedStore> => openWholeStore({ address: at(name) });

const visit = { id: "v1", kind: "service", day: null, window: null, crew: null, state: "scheduled" } as const;
const create = async ({ state }: OpenedStore, name: string): Promise<Job> => {
  const { job } = await state.jobs.create({
    homeDay: "2026-11-27",
    write: `write-${name}`,
    by: { kind: "dispatcher", name: "Ana" },
    draft: (identity, stamp) => newJob({ ...marksJob([]), visits: [visit], customer: { name } }, identity, stamp),
  });
  await state.jobs.drain();
  return job;
};
const backup = async (store: OpenedStore): Promise<string> => {
  const file = join(folder, "one.backup");
  await writeBackup(file, readRecords(store.state, { at: null }), {
    at: "2026-11-27T18:00:00.000Z",
    leftOut: () => [],
    force: false,
    id: store.freshId(),
    signal: new AbortController().signal,
  });
  return file;
};
/** The store, with an archive that does something else than it is asked. */
const withArchive = (store: OpenedStore, change: (archive: Archive) => Partial<Archive>): OpenedStore => {
  const { archive } = store.state;
  const own: Archive = {
    days: (options) => archive.days(options),
    adopt: (day) => archive.adopt(day),
    readAdoption: () => archive.readAdoption(),
    writeAdoption: (adoption) => archive.writeAdoption(adoption),
  };
  return { ...store, state: { ...store.state, archive: { ...own, ...change(own) } } };
};
const failureOf = async (attempt: Promise<unknown>): Promise<Failed> => {
  const error: unknown = await attempt.then(
    () => new Error("It succeeded"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof Failed) return error;
  throw error;
};

test("a restore proves the store against the file, and ends with a store that is whole", async () => {
  const from = await opened("from");
  await create(from, "Mark");
  const done = await restore(await backup(from), () => opened("to"));
  expect(done).toMatchObject({ verified: true, counts: { jobs: 1 } });
  expect(await (await opened("to")).state.archive.readAdoption()).toBeNull();
});

test("a restore fails where one job came in otherwise than the file says, and the store says that it is not whole", async () => {
  const from = await opened("from");
  await create(from, "Mark");
  const file = await backup(from);
  const lying = async () =>
    withArchive(await opened("to"), ({ adopt }) => ({
      adopt: (day) => adopt({ ...day, jobs: day.jobs.map((job) => ({ ...job, notes: "Not in the file" })) }),
    }));
  const failed = await failureOf(restore(file, lying));
  expect(failed.problem.detail).toContain("The store is not as the file says (1 jobs there, 1 here)");
  expect(await (await opened("to")).state.archive.readAdoption()).toMatchObject({ kind: "restore" });
});

test("a migration proves both sides equal", async () => {
  await create(await opened("from"), "Mark");
  const done = await migrate(at("from"), at("to"));
  expect(done.verified).toBe(true);
  expect(done.to.digest).toBe(done.from.digest);
  expect(done.to.counts.jobs).toBe(1);
});

test("a migration fails where the old store was written to meanwhile, and says that", async () => {
  const from = await opened("from");
  await create(from, "Mark");
  const open: typeof openWholeStore = async (options) => {
    const store = await openWholeStore(options);
    if (options?.address !== at("to")) return store;
    // Once all is copied, before it is compared.
    return withArchive(store, ({ adopt }) => ({
      adopt: async (day) => {
        await adopt(day);
        await create(from, "Dana");
      },
    }));
  };
  const failed = await failureOf(migrate(at("from"), at("to"), open));
  expect(failed.problem.detail).toContain("The old store was written to while it was copied.");
  expect(failed.problem["proof"]).toMatchObject({ from: { counts: { jobs: 2 } }, to: { counts: { jobs: 1 } } });
  expect(failed.hints.join("\n")).toContain("2 jobs on 1 day");
  expect(await (await opened("to")).state.archive.readAdoption()).toMatchObject({ kind: "migrate" });
});

test("a migration fails where the new store holds something else, and says that", async () => {
  await create(await opened("from"), "Mark");
  const open: typeof openWholeStore = async (options) => {
    const store = await openWholeStore(options);
    if (options?.address !== at("to")) return store;
    return withArchive(store, ({ adopt }) => ({ adopt: (day) => adopt({ ...day, jobs: [] }) }));
  };
  const failed = await failureOf(migrate(at("from"), at("to"), open));
  expect(failed.problem.detail).toContain("The two stores do not hold the same.");
});

test("a migration of a store with nothing in it is refused before another is made", async () => {
  await opened("from");
  await expect(migrate(at("from"), at("to"))).rejects.toThrow();
  await expect(migrate(at("nowhere"), at("to"))).rejects.toThrow("There is no folder");
});
