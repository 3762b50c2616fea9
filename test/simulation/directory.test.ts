import { describe, expect, test } from "vitest";
import { DirectoryObjectStore } from "../../store/objects/directory/directory-object-store.ts";
import { codeOf, type FileSystem } from "../../store/objects/directory/file-system.ts";
import { prune } from "../../store/objects/directory/prune.ts";
import type { ObjectStore, Version } from "../../store/objects/object-store.ts";
import type { Actor, Context } from "./actor.ts";
import { brokenBy } from "./explore.ts";
import { ModelFileSystem, ROOT } from "./model-file-system.ts";
import { searchAll, type Search, type View } from "./search.ts";

// One key, whose body is the list of its write ids. Pruning immediately removes all versions but the newest, as after a
// stall of hours. A separate scenario covers the minute that a listing needs.
const KEY = "k";
const HARSH = { newest: 1, replaced_ms: 0 };
const NEVER = 1_000_000;

const storeOn = ({ handle, clock, random }: Context<FileSystem>): ObjectStore =>
  new DirectoryObjectStore(ROOT, { fs: handle, clock, random, pruneEvery: NEVER });

const still = { now: () => 0, sleep: async () => undefined };
const outside = (fs: FileSystem): ObjectStore => {
  let count = 0;
  const random = { bytes: (length: number) => new Uint8Array(length).fill((count += 1)), fraction: () => 0 };
  return new DirectoryObjectStore(ROOT, { fs, clock: still, random, pruneEvery: NEVER });
};

const encode = (ids: string[]): Uint8Array => new TextEncoder().encode(JSON.stringify(ids));
const read = async (store: ObjectStore): Promise<{ ids: string[]; version?: Version }> => {
  const found = await store.get(KEY);
  if (found.outcome !== "found") return { ids: [] };
  return { ids: JSON.parse(new TextDecoder().decode(found.body)) as string[], version: found.version };
};

/** Adds ids one after the other, each tried once, and records the results. */
const writer =
  (...ids: string[]): Actor<FileSystem> =>
  async (context) => {
    const store = storeOn(context);
    for (const id of ids) {
      const { ids: before, version } = await read(store);
      const put = await store.put(KEY, encode([...before, id]), version === undefined ? "absent" : { version });
      context.tell({ id, outcome: put.outcome });
    }
  };

const creator =
  (id: string): Actor<FileSystem> =>
  async (context) => {
    const put = await storeOn(context).put(KEY, encode([id]), "absent");
    context.tell({ id, outcome: put.outcome });
  };

const deleter: Actor<FileSystem> = async (context) => {
  const store = storeOn(context);
  const { version } = await read(store);
  if (version === undefined) return;
  const deleted = await store.delete(KEY, version);
  context.tell({ deleted: version, outcome: deleted.outcome });
};

const pruneOn = async (fs: FileSystem): Promise<void> => {
  try {
    await prune(fs, `${ROOT}/${KEY}`, HARSH);
  } catch (error) {
    // The folder does not exist yet, or another pruner was faster.
    if (codeOf(error) !== "ENOENT") throw error;
  }
};

/** Each step of a pruner. */
const pruner: Actor<FileSystem> = ({ handle }) => pruneOn(handle);

/** Other processes: each group of writes, with the pruning after it, is one step. */
const others =
  (...groups: string[][]): Actor<FileSystem> =>
  async (context) => {
    for (const ids of groups) {
      const told = await context.atomically(`write ${ids.join(", ")} and prune`, async (fs) => {
        const store = storeOn({ ...context, handle: fs });
        const outcomes: Told[] = [];
        for (const id of ids) {
          const { ids: before, version } = await read(store);
          const put = await store.put(KEY, encode([...before, id]), version === undefined ? "absent" : { version });
          outcomes.push({ id, outcome: put.outcome });
        }
        await pruneOn(fs);
        return outcomes;
      });
      for (const one of told) context.tell(one);
    }
  };

interface Told {
  id: string;
  outcome: string;
}
const toldBy = (view: View<FileSystem>): Told[] => Object.values(view.told).flat() as Told[];

/** Checks that confirmed ids are stored, refused ones are not, and none is stored twice. */
const judge = (ids: string[], told: Told[]): void => {
  if (new Set(ids).size < ids.length) throw new Error(`applied twice: ${ids.join()}`);
  for (const { id, outcome } of told) {
    if (outcome === "stored" && !ids.includes(id)) throw new Error(`a confirmed write is lost: ${id}`);
    const refused = ["conflict", "exists", "missing", "unavailable"].includes(outcome);
    if (refused && ids.includes(id)) throw new Error(`a write that stands was told ${outcome}: ${id}`);
  }
};

const judged = async (view: View<FileSystem>): Promise<void> => {
  if (view.ended) judge((await read(outside(view.handle))).ids, toldBy(view));
};

const scenario = (
  name: string,
  actors: Record<string, Actor<FileSystem>>,
  rest: Partial<Search<FileSystem>> & { versions?: number } = {},
): Search<FileSystem> => ({
  name,
  world: new ModelFileSystem({ listings: "atomic" }),
  setup: async (fs) => {
    const store = outside(fs);
    await fs.makeFolder(ROOT);
    await fs.makeFolder(`${ROOT}/@tmp`);
    await fs.syncFolder("/");
    for (let number = 1; number <= (rest.versions ?? 0); number += 1) {
      const { ids, version } = await read(store);
      await store.put(KEY, encode([...ids, `s${number}`]), version === undefined ? "absent" : { version });
    }
  },
  actors,
  invariant: judged,
  ...rest,
});

describe("a folder store under every order of its steps", () => {
  test("two writers that stall while others write and prune", async () => {
    const actors = { ann: writer("a"), bob: writer("b"), others: others(["c"], ["d", "e"]) };
    await searchAll(scenario("two stalled writers", actors, { versions: 1 }));
  });

  test("two writers and each step of a pruner", async () => {
    const actors = { ann: writer("a"), bob: writer("b1", "b2"), pruner };
    await searchAll(scenario("two writers and a pruner", actors, { versions: 2 }));
  });

  test("a writer that crashes after its link", async () => {
    const actors = { ann: writer("a"), bob: writer("b"), others: others(["c"], ["d"]) };
    await searchAll(scenario("crash after link", actors, { versions: 1, crashes: 1 }));
  });

  test("two creators that stall until their version number was pruned", async () => {
    const actors = { ann: creator("a"), bob: creator("b"), others: others(["c"], ["d", "e"]) };
    await searchAll(scenario("two stalled creators", actors, { crashes: 1 }));
  });

  test("a creator, a writer and each step of a pruner", async () => {
    const actors = { ann: creator("a"), bob: writer("b1", "b2", "b3"), pruner };
    await searchAll(scenario("creator, writer, pruner", actors));
  });

  test("a reader with an older version never takes a stray file for the newest", async () => {
    const reader: Actor<FileSystem> = async (context) => {
      const store = storeOn(context);
      await read(store);
      context.tell({ read: (await read(store)).ids });
    };
    const actors = { reader, ann: writer("a"), others: others(["c"], ["d", "e"]) };
    const invariant = async (view: View<FileSystem>): Promise<void> => {
      if (!view.ended) return;
      const { ids } = await read(outside(view.handle));
      for (const seen of (view.told["reader"] ?? []) as { read: string[] }[]) {
        if (seen.read.join() !== ids.slice(0, seen.read.length).join())
          throw new Error(`${seen.read.join()} never was`);
      }
    };
    await searchAll(scenario("reader", actors, { versions: 1, invariant }));
  });

  test("a stalled writer never undoes a delete", async () => {
    await searchAll(
      scenario(
        "delete",
        { ann: writer("a"), bob: deleter, others: others(["c"], ["d"]) },
        {
          versions: 1,
          invariant: async (view) => {
            if (!view.ended) return;
            const { ids } = await read(outside(view.handle));
            const deleted = toldBy(view).some(({ outcome }) => outcome === "deleted");
            if (deleted && ids.includes("s1")) throw new Error("a deleted key is back");
            judge(
              ids,
              toldBy(view).filter(({ id, outcome }) => id !== undefined && !(deleted && outcome === "stored")),
            );
          },
        },
      ),
    );
  });

  test("a version from before a delete stays stale after a new creation", async () => {
    const stale: Actor<FileSystem> = async (context) => {
      const store = storeOn(context);
      const { ids, version } = await read(store);
      if (version === undefined || !ids.includes("s1")) return;
      const put = await store.put(KEY, encode(["stale"]), { version });
      context.tell({ id: "stale", outcome: put.outcome });
    };
    const again: Actor<FileSystem> = async (context) => {
      await deleter(context);
      await creator("again")(context);
    };
    await searchAll(
      scenario(
        "delete and create",
        { ann: stale, bob: again, others: others(["c"], ["d"]) },
        {
          versions: 1,
          invariant: async (view) => {
            if (!view.ended) return;
            const told = toldBy(view).filter(({ id }) => id === "again");
            judge(
              (await read(outside(view.handle))).ids,
              told.filter(({ outcome }) => outcome === "stored"),
            );
          },
        },
      ),
    );
  });
});

describe("a listing that is not a snapshot", () => {
  const reader: Actor<FileSystem> = async (context) => {
    const found = await storeOn(context).get(KEY);
    context.tell(found.outcome === "found" ? JSON.parse(new TextDecoder().decode(found.body)) : found.outcome);
  };
  /** Old bytes lack the write that was confirmed before the actors began. */
  const neverOld = (view: View<FileSystem>): void => {
    for (const seen of view.told["reader"] ?? []) {
      if (seen === "unavailable") continue;
      if (!Array.isArray(seen) || !seen.includes("s2")) throw new Error(`read something old: ${JSON.stringify(seen)}`);
    }
  };
  const writingPruner =
    (replaced_ms: number): Actor<FileSystem> =>
    async ({ handle, clock, random }) => {
      const retention = { newest: 1, replaced_ms };
      const store = new DirectoryObjectStore(ROOT, { fs: handle, clock, random, retention, pruneEvery: 1 });
      for (const id of ["w1", "w2"]) {
        const { ids, version } = await read(store);
        if (version !== undefined) await store.put(KEY, encode([...ids, id]), { version });
      }
    };
  const torn = (replaced_ms: number): Search<FileSystem> =>
    scenario(
      `torn listing, replaced versions kept ${replaced_ms} ms`,
      { reader, writer: writingPruner(replaced_ms), time: async ({ pass }) => pass(601_000) },
      { versions: 2, world: new ModelFileSystem({ listings: "torn" }), invariant: neverOld },
    );

  test("ten minutes after it was replaced, no listing of under a minute can miss a version", async () => {
    await searchAll(torn(600_000));
  });

  test("without those ten minutes a reader gets a missing key, or old bytes", async () => {
    expect((await brokenBy(() => searchAll(torn(0)))).message).toContain("read something old");
  });
});

describe("a power cut at any moment", () => {
  /** Checks in every state that each confirmed write survives a power cut. */
  const survives = async (view: View<FileSystem>): Promise<void> => {
    if (!(view.world instanceof ModelFileSystem)) throw new Error("Another world");
    const { ids } = await read(outside(view.world.afterPowerLoss().direct(still.now)));
    judge(
      ids,
      toldBy(view).filter(({ outcome }) => outcome === "stored"),
    );
  };
  const cut = (name: string, versions: number, withoutSync?: (folder: string) => boolean): Search<FileSystem> => {
    const world = new ModelFileSystem({
      listings: "atomic",
      powerLoss: true,
      ...(withoutSync ? { withoutSync } : {}),
    });
    return scenario(
      name,
      { ann: writer("a1", "a2"), bob: writer("b") },
      { versions, world, crashes: 1, invariant: survives },
    );
  };

  test.each([0, 1])("with %i versions before", async (versions) => {
    await searchAll(cut(`power cut, ${versions} versions before`, versions));
  });

  test("loses a write without the sync of the key's folder", async () => {
    const search = cut("", 1, (folder) => folder === `${ROOT}/${KEY}`);
    expect((await brokenBy(() => searchAll(search))).message).toContain("a confirmed write is lost");
  });

  test("loses a write without the sync of that folder's parent", async () => {
    const search = cut("", 0, (folder) => folder === ROOT);
    expect((await brokenBy(() => searchAll(search))).message).toContain("a confirmed write is lost");
  });
});
