import { describe, expect, test } from "vitest";
import { FaultyObjectStore } from "../../adapters/wrap/faulty-object-store.ts";
import { ObservedObjectStore } from "../../adapters/wrap/observed-object-store.ts";
import { decodeEntry } from "./entry.ts";
import { UnreadableDocument, OutcomeUnknown, StoreUnavailable } from "../../job-store.ts";
import { entryKey } from "./log-keys.ts";
import { day_ms, logName, openWorld, set, type Numbered } from "./test-log.case.ts";

describe("change", () => {
  test("appends one entry and answers with the decision", async () => {
    const { store, open } = openWorld();
    expect(await open().change(set("a", 1))).toBe("set to 1");
    expect(await store.list("days/")).toMatchObject({ keys: ["days/2026-11-27/00000001"] });
    expect((await open().read()).state).toEqual({ a: 1 });
  });

  test("costs one put and no get if no other process writes", async () => {
    const calls: string[] = [];
    const { open } = openWorld((store) => new ObservedObjectStore(store, ({ verb }) => calls.push(verb)));
    const log = open();
    await log.change(set("a", 1));
    calls.length = 0;
    await log.change(set("b", 2));
    expect(calls).toEqual(["put"]);
  });

  test("puts all waiting changes into one entry, each with its own result", async () => {
    const { store, open } = openWorld();
    const log = open();
    const results = await Promise.all(Array.from({ length: 50 }, (_, index) => log.change(set(`n${index}`, index))));
    expect(results).toEqual(Array.from({ length: 50 }, (_, index) => `set to ${index}`));
    expect(await store.list("days/")).toMatchObject({ keys: [entryKey(logName, 1)] });
  });

  test("splits what is more than 256 KB over several entries, and gives a larger record its own", async () => {
    const { store, open } = openWorld();
    const log = open();
    await Promise.all(
      Array.from({ length: 4 }, (_, index) => log.change(set(`${index}${"x".repeat(200_000)}`, index))),
    );
    await log.change(set("y".repeat(400_000), 1));
    const listed = await store.list("days/");
    expect(listed.outcome === "listed" ? listed.keys.length : 0).toBe(3);
  });

  test("a change that throws leaves no trace and does not stop the others", async () => {
    const { open } = openWorld();
    const log = open();
    const failing = log.change({
      decide: () => {
        throw new Error("closed day");
      },
      findIn: () => null,
    });
    const other = log.change(set("a", 1));
    await expect(failing).rejects.toThrow("closed day");
    expect(await other).toBe("set to 1");
  });

  test("decides a rejection on a state that was read after the request", async () => {
    const { open } = openWorld();
    const [one, other] = [open(), open()];
    await one.read();
    await other.change(set("a", 1));
    expect(await one.change(set("a", 2))).toBe("present");
  });

  test("a rejection that depends on a change of the same batch waits until that change is committed", async () => {
    let isDown = false;
    const { open } = openWorld(
      (store) => new FaultyObjectStore(store, { choose: () => (isDown ? "unreachable" : "none") }),
    );
    const log = open();
    await log.read();
    isDown = true;
    const results = await Promise.allSettled([log.change(set("a", 1)), log.change(set("a", 2))]);
    for (const result of results) expect(result).toMatchObject({ status: "rejected" });
  });

  test("twenty processes that write at the same time lose nothing and skip no number", async () => {
    const { open } = openWorld();
    await Promise.all(
      Array.from({ length: 20 }, async (_, process) => {
        const log = open();
        for (let turn = 0; turn < 5; turn += 1) await log.change(set(`${process}-${turn}`, turn));
      }),
    );
    const { n, state } = await open().read();
    expect(Object.keys(state)).toHaveLength(100);
    expect(n).toBe(100);
  });
});

describe("an answer that is lost", () => {
  test("is resolved by reading, and the result is what the entry holds", async () => {
    const { open } = openWorld(
      (store) =>
        new FaultyObjectStore(store, { choose: ({ verb }) => (verb === "put" ? "lost_acknowledgement" : "none") }),
    );
    expect(await open().change(set("a", 1))).toBe("found 1");
  });

  test("makes the outcome unknown if the store stops answering", async () => {
    let isDown = false;
    const { open } = openWorld(
      (store) =>
        new FaultyObjectStore(store, {
          choose: ({ verb }) => {
            isDown ||= verb === "put";
            return isDown ? "timeout" : "none";
          },
        }),
    );
    await expect(open().change(set("a", 1))).rejects.toThrow(OutcomeUnknown);
  });

  test("means that nothing changed if no request reached the store", async () => {
    let isDown = false;
    const { open } = openWorld(
      (store) => new FaultyObjectStore(store, { choose: () => (isDown ? "unreachable" : "none") }),
    );
    const log = open();
    await log.read();
    isDown = true;
    await expect(log.change(set("a", 1))).rejects.toThrow(StoreUnavailable);
    isDown = false;
    expect((await open().read()).n).toBe(0);
    expect(await log.change(set("a", 1))).toBe("set to 1");
  });
});

test("a change has an unknown outcome if its answer came too late and the log cannot be read again", async () => {
  let isReadable = true;
  const { open, pass } = openWorld(
    (store) =>
      new FaultyObjectStore(store, {
        choose: ({ verb }) => (verb === "get" && !isReadable ? "unreachable" : "none"),
      }),
  );
  const log = open();
  await log.read();
  pass(2 * day_ms);
  isReadable = false;
  await expect(log.change(set("a", 1))).rejects.toThrow(OutcomeUnknown);
  isReadable = true;
  expect(await log.change(set("a", 1))).toBe("present");
});

describe("read", () => {
  test("reads a long log in windows, and its entries carry later and later times", async () => {
    const { store, open } = openWorld();
    const log = open();
    for (let index = 0; index < 150; index += 1) await log.change(set(`n${index}`, index));
    expect((await open().read()).n).toBe(150);
    const times: string[] = [];
    for (let n = 1; n <= 150; n += 1) {
      const got = await store.get(entryKey(logName, n));
      if (got.outcome === "found") times.push(decodeEntry<Numbered>("days/2026-11-27/00000001", got.body).header.at);
    }
    expect(new Set(times).size).toBe(150);
    expect(times).toEqual(times.toSorted());
  });

  test.each([
    ["a missing entry", 2],
    ["a missing entry before a whole window", 5],
  ])("finds %s", async (_, missing) => {
    const { store, open } = openWorld();
    const log = open();
    for (let index = 0; index < 8; index += 1) await log.change(set(`n${index}`, index));
    await store.delete(entryKey(logName, missing));
    await expect(open().read()).rejects.toThrow(UnreadableDocument);
  });

  test("a log with a gap refuses every change, not only the first", async () => {
    const { store, open } = openWorld();
    const before = open();
    for (const name of ["a", "b", "c"]) await before.change(set(name, 1));
    await store.delete(entryKey(logName, 2));
    const log = open();
    for (const name of ["d", "e"]) await expect(log.change(set(name, 1))).rejects.toThrow(UnreadableDocument);
  });

  test("finds an entry that was exchanged for another", async () => {
    const { store, open } = openWorld();
    const log = open();
    for (let index = 0; index < 3; index += 1) await log.change(set(`n${index}`, index));
    const other = openWorld();
    for (const name of ["x", "y"]) await other.open().change(set(name, 9));
    const got = await other.store.get(entryKey(logName, 2));
    if (got.outcome === "found") await store.put(entryKey(logName, 2), got.body, "any");
    await expect(open().read()).rejects.toThrow(UnreadableDocument);
  });

  test("an entry of a process whose clock is a year ahead runs at most five minutes ahead of store time", async () => {
    const { store, open, pass } = openWorld();
    const log = open();
    await log.read();
    pass(365 * day_ms);
    // The wrapper holds store time back, as if only this process's clock had moved.
    const held = new FaultyObjectStore(store);
    held.moveClock(-365 * day_ms);
    await open(held).change(set("a", 1));
    const got = await store.get(entryKey(logName, 1));
    const at = got.outcome === "found" ? decodeEntry<Numbered>("days/2026-11-27/00000001", got.body).header.at : "";
    expect(at).toBe("2026-11-27T14:05:00.000Z");
  });
});
