import { describe, expect, it } from "vitest";
import { sampleSettings } from "../domain/settings.ts";
import { StoreUnavailable, UnreadableDocument } from "../store/job-store.ts";
import { keys } from "../store/keys.ts";
import { MemoryObjectStore } from "../store/adapters/memory/memory-object-store.ts";
import { MemoryObjectStore as PrivateMemory } from "../store/objects/memory/memory-object-store.ts";
import { DamagedObject, type ObjectStore as PrivateStore } from "../store/objects/object-store.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { assertStartable, startFailure, StartFailed } from "./start-failure.ts";

const folder = {
  store: { kind: "directory", root: "/srv/data" },
  publicStore: { kind: "directory", root: "/srv/data/public" },
} as const;

/** Stores that are readable, except for the given failures. */
const opened = (
  change: { objects?: PrivateStore; publicObjects?: ObjectStore; people?: Error; secret?: Error } = {},
): Parameters<typeof assertStartable>[0] => ({
  objects: change.objects ?? new PrivateMemory(),
  publicObjects: change.publicObjects ?? new MemoryObjectStore(() => 0),
  secrets: { secret: () => answer(new Uint8Array(32), change.secret) },
  services: {
    settings: { read: () => answer(sampleSettings("UTC")) },
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
const failing = (cause: unknown): PrivateStore => {
  const objects = new PrivateMemory();
  objects.get = () => Promise.resolve({ outcome: "unavailable", cause });
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

  it("names the damaged file and the command that repairs it", async () => {
    const people = new UnreadableDocument(keys.users, new DamagedObject("cut off"));
    expect(await failureOf({ people })).toBe(
      "/srv/data/users.json is damaged. Run tailboard doctor --repair, which restores the newest version that can be read. If no version can be read, restore a backup into an empty folder.",
    );
    const secret = new UnreadableDocument(keys.secrets, new DamagedObject("zeros"));
    expect(await failureOf({ secret })).toContain("/srv/data/secrets.json is damaged. Run tailboard doctor --repair");
  });

  it("says that a damaged file can be moved out if the next start writes it again", async () => {
    const objects = failing(new DamagedObject("cut off"));
    expect(await failureOf({ objects })).toBe(
      "/srv/data/releases.json is damaged. Move it out of the data folder and start again. The pages of this version then go live again.",
    );
    expect(await failureOf({ publicObjects: await holding(keys.localEdge, '{"functions":') })).toContain(
      "/srv/data/public/edge/state.json is damaged. Move it out",
    );
  });

  it("names the file that the system refuses, and the remedy", async () => {
    expect(await failureOf({ objects: failing(fault("EACCES", "/srv/data/releases.json")) })).toBe(
      "/srv/data/releases.json can't be used: permission denied (EACCES). Let the user that runs Tailboard read and write it, then start again.",
    );
    expect(await failureOf({ people: new StoreUnavailable(fault("ENOSPC")) })).toBe(
      "/srv/data/users.json can't be used: the disk is full (ENOSPC). Free some space, then start again.",
    );
  });

  it("names a key in a bucket, and does not blame the store for our own fault", () => {
    const bucket = { kind: "s3", bucket: "b", prefix: "", endpoint: null, region: null } as const;
    const failed = startFailure(new StoreUnavailable(new Error("no route")), bucket, keys.users);
    expect(failed?.message).toBe(
      "users.json can't be used: no route. Check that this machine can reach the store, then start again.",
    );
    expect(startFailure(new StoreUnavailable(new Error("no route")), bucket)?.message).toMatch(
      /^The store can't be used: /,
    );
    expect(startFailure(new TypeError("ours"), folder.store)).toBeNull();
  });
});
