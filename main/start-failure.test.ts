import { describe, expect, it } from "vitest";
import { sampleSettings } from "../domain/settings.ts";
import { StoreUnavailable, UnreadableDocument } from "../store/job-store.ts";
import { keys } from "../store/keys.ts";
import { MemoryObjectStore } from "../store/adapters/memory/memory-object-store.ts";
import { FakeClock } from "../test/harness/fake-clock.ts";
import { processOn } from "../test/harness/process-on.ts";
import { seededRandom } from "../test/harness/seeded-random.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { assertStartable, startFailure, StartFailed } from "./start-failure.ts";

const folder = {
  store: { kind: "sqlite", root: "/srv/data" },
  publicStore: { kind: "sqlite", root: "/srv/data" },
} as const;

/** Stores that are readable, except for the given failures. */
const opened = (
  change: { objects?: ObjectStore; publicObjects?: ObjectStore; people?: Error; secret?: Error } = {},
): Parameters<typeof assertStartable>[0] => ({
  process: processOn(change.objects ?? new MemoryObjectStore(() => 0), {
    clock: new FakeClock(),
    random: seededRandom(1),
  }),
  publicObjects: change.publicObjects ?? new MemoryObjectStore(() => 0),
  secrets: { secret: () => answer(new Uint8Array(32), change.secret) },
  services: {
    settings: { read: () => answer(sampleSettings("UTC")) },
    equipment: { read: () => answer({ rev: 0, types: [] }) },
    people: { read: () => answer({ rev: 0, users: [], setup: null }, change.people) },
  },
});
const answer = <T>(value: T, error?: Error): Promise<T> =>
  error === undefined ? Promise.resolve(value) : Promise.reject(error);

const holding = async (key: string, text: string): Promise<ObjectStore> => {
  const objects = new MemoryObjectStore(() => 0);
  await objects.put(key, new TextEncoder().encode(text), "absent");
  return objects;
};
const failing = (cause: unknown): ObjectStore => {
  const objects = new MemoryObjectStore(() => 0);
  objects.list = () => Promise.resolve({ outcome: "unavailable", cause });
  return objects;
};
const fault = (code: string, path?: string): Error =>
  Object.assign(new Error(code), { code, ...(path === undefined ? {} : { path }) });
const failureOf = async (change: Parameters<typeof opened>[0]): Promise<string> => {
  const error: unknown = await assertStartable(opened(change), folder).catch((thrown: unknown) => thrown);
  if (!(error instanceof StartFailed)) throw new Error("It started", { cause: error });
  return error.message;
};

describe("a start", () => {
  it("continues if every file is readable or missing", async () => {
    const publicObjects = await holding(keys.localEdge, "{}");
    for (const stores of [opened(), opened({ publicObjects })])
      await expect(assertStartable(stores, folder)).resolves.toBeUndefined();
  });

  it("names the damaged record and the command that repairs it", async () => {
    const people = new UnreadableDocument("users", new SyntaxError("cut off"));
    expect(await failureOf({ people })).toBe(
      "users in /srv/data is damaged. Run tailboard doctor --repair, which restores what can be read. If nothing can be read, restore a backup into an empty folder.",
    );
    const secret = new UnreadableDocument("secrets", new SyntaxError("zeros"));
    expect(await failureOf({ secret })).toContain("secrets in /srv/data is damaged. Run tailboard doctor --repair");
    const objects = await holding("releases/00000001", "{");
    expect(await failureOf({ objects })).toContain(
      "releases/00000001 in /srv/data is damaged. Run tailboard doctor --repair",
    );
  });

  it("names the file that the system refuses, and the remedy", async () => {
    expect(await failureOf({ objects: failing(fault("EACCES", "/srv/data/tailboard.db")) })).toBe(
      "/srv/data/tailboard.db can't be used: permission denied (EACCES). Let the user that runs Tailboard read and write it, then start again.",
    );
    expect(await failureOf({ people: new StoreUnavailable(fault("ENOSPC")) })).toBe(
      "users in /srv/data can't be used: the disk is full (ENOSPC). Free some space, then start again.",
    );
  });

  it("names a key in a bucket, and does not blame the store for our own fault", () => {
    const bucket = { kind: "s3", bucket: "b", prefix: "", endpoint: null, region: null } as const;
    const failed = startFailure(new StoreUnavailable(new Error("no route")), bucket, "users");
    expect(failed?.message).toBe(
      "users can't be used: no route. Check that this machine can reach the store, then start again.",
    );
    expect(startFailure(new StoreUnavailable(new Error("no route")), bucket)?.message).toMatch(
      /^The store can't be used: /,
    );
    expect(startFailure(new TypeError("ours"), folder.store)).toBeNull();
  });
});
