import { describe, expect, test } from "vitest";
import { DomainError } from "../../domain/domain-error.ts";
import { OutcomeUnknown, StoreUnavailable, UnreadableDocument } from "../job-store.ts";
import { ObservedObjectStore } from "../adapters/wrap/observed-object-store.ts";
import { DocumentLog } from "./document-log.ts";
import { beforePut, day_ms, keysUnder, openMemory, worlds, type DocumentsWorld } from "./documents-world.case.ts";

type Names = readonly string[];
const openLog = (world: DocumentsWorld, objects?: Parameters<DocumentsWorld["open"]>[0]) =>
  new DocumentLog<Names>(world.open(objects), "names", []);
const add =
  (name: string) =>
  (names: Names): Names => [...names, name];
const entries = async ({ store }: DocumentsWorld): Promise<number[]> =>
  (await keysUnder(store, "names/")).map((key) => Number(key.slice("names/".length)));

describe.each(worlds)("on %s", (_, openWorld) => {
  test("a change is in every later read, in any process", async () => {
    const world = await openWorld();
    const one = openLog(world);
    expect(await one.read()).toEqual({ rev: 0, value: [] });
    expect(await one.change(add("a"))).toEqual({ rev: 1, value: ["a"] });
    expect(await openLog(world).change(add("b"))).toEqual({ rev: 2, value: ["a", "b"] });
    expect(await one.read()).toEqual({ rev: 2, value: ["a", "b"] });
  });

  test("the changes of two racing editors are each applied once", async () => {
    const world = await openWorld();
    await Promise.all(
      ["a", "b"].map(async (editor) => {
        const log = openLog(world);
        for (let turn = 0; turn < 5; turn += 1) {
          await Promise.all([log.change(add(`${editor}${turn}x`)), log.change(add(`${editor}${turn}y`))]);
        }
      }),
    );
    const { rev, value } = await openLog(world).read();
    expect(value).toHaveLength(20);
    expect(new Set(value).size).toBe(20);
    expect(rev).toBe(20);
  });

  test("an equal value writes nothing", async () => {
    const world = await openWorld();
    const log = openLog(world);
    await log.change(add("a"));
    expect(await log.change((names) => [...names])).toEqual({ rev: 1, value: ["a"] });
    expect(await entries(world)).toEqual([1]);
  });

  test("an error of the domain passes through, and nothing changes", async () => {
    const world = await openWorld();
    const log = openLog(world);
    const refusing = log.change(() => {
      throw new DomainError("not_found", "Person not found.");
    });
    await expect(refusing).rejects.toThrow(DomainError);
    expect(await log.read()).toEqual({ rev: 0, value: [] });
  });

  test("a process that was idle for 36 days changes the newest value", async () => {
    const world = await openWorld();
    const [idle, other] = [openLog(world), openLog(world)];
    await idle.change(add("a"));
    for (const name of ["b", "c"]) await other.change(add(name));
    await other.upkeep();
    world.clock.pass(36 * day_ms);
    await other.upkeep();
    expect(await entries(world)).toEqual([3]);
    expect((await idle.change(add("d"))).value).toEqual(["a", "b", "c", "d"]);
    expect((await openLog(world).read()).value).toEqual(["a", "b", "c", "d"]);
  });
});

describe("a process that is suspended for 36 days while it writes", () => {
  /** Opens a log whose next put waits until `meanwhile` is over. */
  const openSuspended = (world: DocumentsWorld, meanwhile: () => Promise<void>) => {
    let isNext = true;
    return openLog(
      world,
      beforePut(world.store, async () => {
        if (!isNext) return;
        isNext = false;
        await meanwhile();
      }),
    );
  };

  test("finds its own entry, and applies the change once", async () => {
    const world = openMemory();
    const log = openSuspended(world, async () => world.clock.pass(36 * day_ms));
    expect((await log.change(add("a"))).value).toEqual(["a"]);
    expect((await openLog(world).read()).value).toEqual(["a"]);
  });

  test("finds its own entry below those of others", async () => {
    const world = openMemory();
    let isLost = false;
    const log = openLog(world, {
      ...beforePut(world.store, () => Promise.resolve()),
      put: async (...given) => {
        const put = await world.store.put(...given);
        if (isLost) return put;
        isLost = true;
        for (const name of ["b", "c"]) await openLog(world).change(add(name));
        world.clock.pass(2 * day_ms);
        return { outcome: "indeterminate", cause: null };
      },
    });
    await log.change(add("a"));
    expect((await log.read()).value).toEqual(["a", "b", "c"]);
  });

  test("decides again if another process took its number", async () => {
    const world = openMemory();
    const log = openSuspended(world, async () => {
      await openLog(world).change(add("b"));
      world.clock.pass(2 * day_ms);
    });
    expect((await log.change(add("a"))).value).toEqual(["b", "a"]);
  });

  test("answers that the outcome is unknown once the entries of that time are deleted", async () => {
    const world = openMemory();
    const other = openLog(world);
    await other.change(add("b"));
    const log = openSuspended(world, async () => {
      for (const name of ["c", "d"]) await other.change(add(name));
      await other.upkeep();
      world.clock.pass(36 * day_ms);
      await other.upkeep();
    });
    await expect(log.change(add("a"))).rejects.toThrow(OutcomeUnknown);
    // The put succeeded at a deleted number, where no reader looks.
    expect(await entries(world)).toEqual([2, 3]);
    for (const reader of [log, other, openLog(world)]) expect((await reader.read()).value).toEqual(["b", "c", "d"]);
    expect((await log.change(add("e"))).value).toEqual(["b", "c", "d", "e"]);
    await other.upkeep();
    expect(await entries(world)).toEqual([3, 4]);
  });
});

describe("upkeep", () => {
  test("deletes an entry between 35 and 70 days after the next one", async () => {
    const world = openMemory();
    const log = openLog(world);
    /** When each entry was replaced, by its number. */
    const replacedAt = new Map<number, number>();
    for (let day = 0; day < 200; day += 1) {
      if (day % 3 === 0) {
        const { rev } = await log.change(() => [`day ${day}`]);
        replacedAt.set(rev - 1, world.clock.now());
      }
      await log.upkeep();
      const kept = new Set(await entries(world));
      for (const [n, at] of replacedAt) {
        const days = (world.clock.now() - at) / day_ms;
        if (n > 0 && days < 35) expect(kept.has(n)).toBe(true);
        if (days > 71) expect(kept.has(n)).toBe(false);
      }
      world.clock.pass(day_ms);
    }
    expect((await openLog(world).read()).value).toEqual(["day 198"]);
  });

  test("keeps the only entry of a record that never changes", async () => {
    const world = openMemory();
    await openLog(world).change(add("a"));
    for (let month = 0; month < 12; month += 1) {
      await openLog(world).upkeep();
      world.clock.pass(30 * day_ms);
    }
    expect((await openLog(world).read()).value).toEqual(["a"]);
  });
});

describe("damage", () => {
  const isUnreadable = { name: "UnreadableDocument", key: "names" };

  test("a record that vanished after its first change is unreadable, not empty", async () => {
    const world = openMemory();
    await openLog(world).change(add("a"));
    await world.store.delete("names/00000001");
    const log = openLog(world);
    await expect(log.read()).rejects.toMatchObject(isUnreadable);
    // Nor may a change begin it again.
    for (let time = 0; time < 2; time += 1) await expect(log.change(add("b"))).rejects.toThrow(UnreadableDocument);
    expect(await entries(world)).toEqual([]);
  });

  test("a newest entry that vanished is named, once the upkeep has marked it", async () => {
    const world = openMemory();
    const log = openLog(world);
    for (const name of ["a", "b"]) await log.change(add(name));
    await log.upkeep();
    await world.store.delete("names/00000002");
    await expect(openLog(world).read()).rejects.toMatchObject(isUnreadable);
    await expect(openLog(world).change(add("c"))).rejects.toMatchObject(isUnreadable);
  });

  test("a newest entry of another log is not the one that the calendar marked", async () => {
    const [world, other] = [openMemory(), openMemory()];
    await openLog(world).change(add("a"));
    await openLog(other).change(add("b"));
    const foreign = await other.store.get("names/00000001");
    if (foreign.outcome === "found") await world.store.put("names/00000001", foreign.body, "any");
    await expect(openLog(world).read()).rejects.toMatchObject(isUnreadable);
  });

  test.each(["names/00000001", "calendar/names"])("other bytes at %s make the record unreadable", async (key) => {
    const world = openMemory();
    await openLog(world).change(add("a"));
    await world.store.put(key, Buffer.from("{ cut"), "any");
    await expect(openLog(world).read()).rejects.toMatchObject({ ...isUnreadable, key });
  });

  test("a mark that cannot be written is reported, and the change stands", async () => {
    const world = openMemory();
    const context = world.open();
    const { store } = world;
    const log = new DocumentLog<Names>(
      {
        ...context,
        objects: {
          ...beforePut(store, () => Promise.resolve()),
          put: (key, ...rest) =>
            key.startsWith("calendar/")
              ? Promise.resolve({ outcome: "unavailable", cause: null })
              : store.put(key, ...rest),
        },
      },
      "names",
      [],
    );
    expect((await log.change(add("a"))).rev).toBe(1);
    expect(context.reported).toHaveLength(1);
  });
});

test("a store that does not answer is unavailable", async () => {
  const world = openMemory();
  const unavailable = () => Promise.resolve({ outcome: "unavailable", cause: null } as const);
  const log = openLog(world, { ...beforePut(world.store, () => Promise.resolve()), list: unavailable });
  await expect(log.read()).rejects.toThrow(StoreUnavailable);
  await expect(log.change(add("a"))).rejects.toThrow(StoreUnavailable);
});

test("a first read costs a list and two gets, a later one a get, and a change a get and a put", async () => {
  const world = openMemory();
  for (const name of ["a", "b"]) await openLog(world).change(add(name));
  const calls: string[] = [];
  const log = openLog(world, new ObservedObjectStore(world.store, ({ verb }) => calls.push(verb)));
  await log.read();
  expect(calls.splice(0).toSorted()).toEqual(["get", "get", "list"]);
  await log.read();
  expect(calls.splice(0)).toEqual(["get"]);
  await log.change(add("c"));
  expect(calls).toEqual(["get", "put"]);
});
