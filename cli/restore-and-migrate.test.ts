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
import { CommandError } from "./command-error.ts";
import { migrate } from "./command/migrate.ts";
import { restore } from "./command/restore.ts";
import { openStore, type OpenedStore } from "./open-store.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tailboard-proof-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => `sqlite:${join(folder, name)}`;
const opened = (name: string): Promise<OpenedStore> => openStore({ address: at(name) });

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
/** The store with some methods of its archive replaced. */
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
const failureOf = async (attempt: Promise<unknown>): Promise<CommandError> => {
  const error: unknown = await attempt.then(
    () => new Error("It succeeded"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof CommandError) return error;
  throw error;
};

test("a restore verifies the store against the file and marks it complete", async () => {
  const from = await opened("from");
  await create(from, "Mark");
  const done = await restore(await backup(from), () => opened("to"));
  expect(done).toMatchObject({ verified: true, counts: { jobs: 1 } });
  expect(await (await opened("to")).state.archive.readAdoption()).toBeNull();
});

test("a restore fails if a job was stored differently, and the store stays incomplete", async () => {
  const from = await opened("from");
  await create(from, "Mark");
  const file = await backup(from);
  const storeWithOtherNotes = async () =>
    withArchive(await opened("to"), ({ adopt }) => ({
      adopt: (day) => adopt({ ...day, jobs: day.jobs.map((job) => ({ ...job, notes: "Not in the file" })) }),
    }));
  const failed = await failureOf(restore(file, storeWithOtherNotes));
  expect(failed.problem.detail).toContain("The store does not match the file (1 jobs in the file, 1 in the store)");
  expect(await (await opened("to")).state.archive.readAdoption()).toMatchObject({ kind: "restore" });
});

test("a migration verifies that both stores are equal", async () => {
  await create(await opened("from"), "Mark");
  const done = await migrate(at("from"), at("to"));
  expect(done.verified).toBe(true);
  expect(done.to.digest).toBe(done.from.digest);
  expect(done.to.counts.jobs).toBe(1);
});

test("a migration fails if the old store changed during the copy, and says so", async () => {
  const from = await opened("from");
  await create(from, "Mark");
  const open: typeof openStore = async (options) => {
    const store = await openStore(options);
    if (options?.address !== at("to")) return store;
    // After the copy and before the comparison.
    return withArchive(store, ({ adopt }) => ({
      adopt: async (day) => {
        await adopt(day);
        await create(from, "Dana");
      },
    }));
  };
  const failed = await failureOf(migrate(at("from"), at("to"), open));
  expect(failed.problem.detail).toContain("The old store changed while it was copied.");
  expect(failed.problem["proof"]).toMatchObject({ from: { counts: { jobs: 2 } }, to: { counts: { jobs: 1 } } });
  expect(failed.hints.join("\n")).toContain("2 jobs on 1 day");
  expect(await (await opened("to")).state.archive.readAdoption()).toMatchObject({ kind: "migrate" });
});

test("a migration fails if the new store differs, and says so", async () => {
  await create(await opened("from"), "Mark");
  const open: typeof openStore = async (options) => {
    const store = await openStore(options);
    if (options?.address !== at("to")) return store;
    return withArchive(store, ({ adopt }) => ({ adopt: (day) => adopt({ ...day, jobs: [] }) }));
  };
  const failed = await failureOf(migrate(at("from"), at("to"), open));
  expect(failed.problem.detail).toContain("The two stores do not match.");
});

test("a migration refuses an empty store before it creates another", async () => {
  await opened("from");
  await expect(migrate(at("from"), at("to"))).rejects.toThrow();
  await expect(migrate(at("nowhere"), at("to"))).rejects.toThrow("There is no folder");
});

test("a contact that opted out is opted out after a restore, under the same key", async () => {
  const from = await opened("from");
  await create(from, "Mark");
  const contact = { kind: "phone", value: "+16195550142" } as const;
  const { conversations, identity } = from.state;
  const stop = { id: "SM1", contact, name: "Mark", at: "2026-11-20T17:00:00.000Z", via: "text", text: "STOP" } as const;
  await conversations.receive({ ...stop, texts: "stop", needs_reply: false });
  await conversations.receive({ ...stop, id: "SM2", text: "Call me", needs_reply: true });
  const id = await conversations.keyOf(contact);
  expect((await conversations.find(id))?.opt_out).not.toBeNull();
  await restore(await backup(from), () => opened("to"));
  const { state: to } = await opened("to");
  expect(await to.conversations.keyOf(contact)).toBe(id);
  expect(await to.conversations.find(id)).toEqual(await conversations.find(id));
  expect((await to.conversations.inbox()).map((entry) => entry.id)).toEqual([id]);
  expect((await to.identity.read()).id).not.toBe((await identity.read()).id);
});
