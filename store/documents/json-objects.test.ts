import { describe, expect, test } from "vitest";
import { OutcomeUnknown, StoreUnavailable, UnreadableDocument } from "../job-store.ts";
import { AdoptionRecord } from "./adoption.ts";
import { Contacts } from "./contacts.ts";
import { beforePut, jsonObjects, keysUnder, openMemory, worlds } from "./documents-world.case.ts";
import { JsonObjects } from "./json-objects.ts";
import { Secrets } from "./secrets.ts";

/** Adds a name once, so that applying it twice does no harm. */
const add = (name: string) => (names: string[] | null) => ({
  value: names?.includes(name) === true ? names : [...(names ?? []), name],
  result: name,
});

const contacts = (objects: JsonObjects): Contacts =>
  new Contacts(objects, { salt: () => Promise.resolve(new Uint8Array(32)), isMade: () => Promise.resolve(true) });

describe.each(worlds)("on %s", (_, openWorld) => {
  test("the changes of two processes all stay", async () => {
    const world = await openWorld();
    const [one, two] = [jsonObjects(world), jsonObjects(world)];
    const changing = Array.from({ length: 6 }, (_, index) => (index % 2 ? one : two).change("k", add(`n${index}`)));
    expect(await Promise.all(changing)).toEqual(Array.from({ length: 6 }, (_, index) => `n${index}`));
    expect((await one.read<string[]>("k"))?.toSorted()).toEqual(["n0", "n1", "n2", "n3", "n4", "n5"]);
  });

  test("a contact has each job once, without ended ones, and never more than twenty", async () => {
    const world = await openWorld();
    const [one, two] = [contacts(jsonObjects(world)), contacts(jsonObjects(world))];
    expect(await one.jobsOf("h")).toEqual([]);
    await Promise.all([one.note("h", "261127-AAAA", []), two.note("h", "261127-BBBB", [])]);
    await two.note("h", "261127-AAAA", []);
    expect((await one.jobsOf("h")).toSorted()).toEqual(["261127-AAAA", "261127-BBBB"]);
    expect(await one.jobsOf("other")).toEqual([]);
    await one.note("h", "261127-CCCC", ["261127-AAAA", "261127-BBBB"]);
    expect(await two.jobsOf("h")).toEqual(["261127-CCCC"]);
    for (let at = 10; at < 35; at += 1) await two.note("h", `261127-00${at}`, []);
    expect(await one.jobsOf("h")).toHaveLength(20);
    expect((await one.jobsOf("h")).at(-1)).toBe("261127-0034");
  });

  test("a secret is the same in every process until it is replaced", async () => {
    const world = await openWorld();
    const [one, two] = [1, 2].map(() => {
      const context = world.open();
      return new Secrets(new JsonObjects(context), context.random);
    }) as [Secrets, Secrets];
    const [first, second, other] = await Promise.all([one.secret("quote"), two.secret("quote"), two.secret("preview")]);
    expect(first).toHaveLength(32);
    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
    const replaced = await one.replace("quote");
    expect(replaced).not.toEqual(first);
    expect(await two.secret("quote")).toEqual(replaced);
    expect(await one.secret("preview")).toEqual(other);
  });

  test("an adoption is there until it ends", async () => {
    const world = await openWorld();
    const [one, two] = [new AdoptionRecord(jsonObjects(world)), new AdoptionRecord(jsonObjects(world))];
    const adoption = { kind: "restore", source: "digest", began_at: "2026-11-20T17:00:00.000Z" } as const;
    expect(await one.readAdoption()).toBeNull();
    await one.writeAdoption(adoption);
    expect(await two.readAdoption()).toEqual(adoption);
    await two.writeAdoption(null);
    expect(await one.readAdoption()).toBeNull();
  });
});

describe("change", () => {
  test("waiting changes of one process go out in one write", async () => {
    const world = openMemory();
    let puts = 0;
    const objects = new JsonObjects({
      ...world.open(),
      objects: beforePut(world.store, () => {
        puts += 1;
        return Promise.resolve();
      }),
    });
    await Promise.all(Array.from({ length: 50 }, (_, index) => objects.change("k", add(`n${index}`))));
    expect(puts).toBe(1);
  });

  test("one that throws leaves no trace, and the others are written", async () => {
    const objects = jsonObjects(openMemory());
    const failing = objects.change("k", () => {
      throw new Error("refused");
    });
    const other = objects.change("k", add("a"));
    await expect(failing).rejects.toThrow("refused");
    expect(await other).toBe("a");
    expect(await objects.read("k")).toEqual(["a"]);
  });

  test("equal values in a row have different bytes", async () => {
    const { store, ...world } = openMemory();
    const objects = jsonObjects({ store, ...world });
    const bodies = new Set<string>();
    for (const value of [1, 2, 1]) {
      await objects.change<number, null>("k", () => ({ value, result: null }));
      const got = await store.get("k");
      bodies.add(got.outcome === "found" ? Buffer.from(got.body).toString() : "");
    }
    expect(bodies.size).toBe(3);
  });

  test("says whether the change may have been made", async () => {
    const world = openMemory();
    const answering = (outcome: "unavailable" | "indeterminate") =>
      new JsonObjects({
        ...world.open(),
        objects: {
          ...beforePut(world.store, () => Promise.resolve()),
          put: () => Promise.resolve({ outcome, cause: null }),
        },
      });
    await expect(answering("unavailable").change("k", add("a"))).rejects.toThrow(StoreUnavailable);
    await expect(answering("indeterminate").change("k", add("a"))).rejects.toThrow(OutcomeUnknown);
  });
});

test.each(["{ cut", "[1]", '{"value":1}'])("bytes that are not a value are unreadable: %s", async (text) => {
  const world = openMemory();
  await world.store.put("k", Buffer.from(text), "any");
  await expect(jsonObjects(world).read("k")).rejects.toThrow(UnreadableDocument);
  await expect(jsonObjects(world).change("k", add("a"))).rejects.toThrow(UnreadableDocument);
});

test("a value that is not over stays, and one that is over goes", async () => {
  const world = openMemory();
  const objects = jsonObjects(world);
  await objects.change("k", add("a"));
  await objects.removeIf<string[]>("k", (names) => names.length > 1);
  expect(await objects.read("k")).toEqual(["a"]);
  await objects.removeIf<string[]>("k", (names) => names.length === 1);
  expect(await keysUnder(world.store, "k")).toEqual([]);
});
