import { describe, expect, test } from "vitest";
import type { ObjectStore, Version } from "../../store/port/object-store.ts";
import { explore, findBroken, replay, type Exploration, type StoreContext } from "./explore.ts";

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const read = async (store: ObjectStore): Promise<{ version: Version; writes: string[] }> => {
  const found = await store.get("count");
  if (found.outcome === "unavailable") return read(store);
  if (found.outcome !== "found") throw new Error(`The counter is ${found.outcome}`);
  return { version: found.version, writes: JSON.parse(new TextDecoder().decode(found.body)) as string[] };
};

/** Actors add their id to a list. After an actor reports success, its id must be in the list exactly once. */
const counter = (
  add: (context: StoreContext, id: string) => Promise<string>,
  names: string[],
  rest: Partial<Exploration> = {},
): Exploration => ({
  setup: async (store) => void (await store.put("count", encode([]), "absent")),
  actors: Object.fromEntries(
    names.map((name) => [
      name,
      async (context: StoreContext) => {
        const outcome = await add(context, name);
        if (outcome === "done") context.tell(name);
      },
    ]),
  ),
  invariant: async ({ store, told, ended }) => {
    if (!ended) return;
    const { writes } = await read(store);
    if (new Set(writes).size < writes.length) throw new Error("applied twice");
    for (const name of Object.values(told).flat()) {
      if (!writes.includes(String(name))) throw new Error("a confirmed write is lost");
    }
  },
  ...rest,
});

const withoutCondition = async ({ store }: StoreContext, id: string): Promise<string> => {
  const { writes } = await read(store);
  await store.put("count", encode([...writes, id]), "any");
  return "done";
};

const blindRetry = async ({ store }: StoreContext, id: string): Promise<string> => {
  for (;;) {
    const { version, writes } = await read(store);
    const put = await store.put("count", encode([...writes, id]), { version });
    if (put.outcome === "stored") return "done";
  }
};

/** Reads back after a lost acknowledgement. At the same version it sends the same put again, so only one can be applied. */
const withWriteId = async ({ store, clock }: StoreContext, id: string): Promise<string> => {
  for (;;) {
    const { version, writes } = await read(store);
    if (writes.includes(id)) return "done";
    const put = await store.put("count", encode([...writes, id]), { version });
    if (put.outcome === "stored") return "done";
    await clock.sleep(5);
  }
};

describe("finds known faults", () => {
  test("read, modify, write without a condition loses a confirmed write", async () => {
    const options = counter(withoutCondition, ["ann", "bob"]);
    const broken = await findBroken(options);
    expect(broken.message).toContain("a confirmed write is lost");
    await expect(replay(options, broken.schedule)).rejects.toThrow("a confirmed write is lost");
  });

  test("a retry after a lost answer, without write ids, applies twice", async () => {
    await explore(counter(blindRetry, ["ann", "bob"]));
    const options = counter(blindRetry, ["ann"], { lostAnswers: 1 });
    const broken = await findBroken(options);
    expect(broken.message).toContain("applied twice");
    expect(broken.schedule).toEqual([
      "ann: get count",
      "ann: put count (answer lost)",
      "ann: get count",
      "ann: put count",
    ]);
    await expect(replay(options, broken.schedule)).rejects.toThrow("applied twice");
  });

  test("a late put is applied after its caller gave up", async () => {
    const giveUp = async ({ store }: StoreContext): Promise<void> => {
      const { version, writes } = await read(store);
      const put = await store.put("count", encode([...writes, "ann"]), { version });
      const after = put.outcome === "stored" ? undefined : await read(store);
      if (after?.version === version) await store.put("given-up", encode(true), "absent");
    };
    const broken = await findBroken({
      ...counter(withWriteId, []),
      actors: { ann: giveUp },
      latePuts: 1,
      invariant: async ({ store, ended }) => {
        const givenUp = (await store.get("given-up")).outcome === "found";
        if (ended && givenUp && (await read(store)).writes.length > 0) throw new Error("done and given up");
      },
    });
    expect(broken.schedule.at(-1)).toBe("late: ann: put count");
  });

  test("a crash between two writes leaves half of a change", async () => {
    const both = async ({ store }: StoreContext): Promise<void> => {
      await store.put("left", encode(1), "absent");
      await store.put("right", encode(1), "absent");
    };
    const whole: Exploration = {
      actors: { ann: both },
      invariant: async ({ store, ended }) => {
        const [left, right] = [await store.get("left"), await store.get("right")];
        if (ended && left.outcome !== right.outcome) throw new Error("half");
      },
    };
    await explore(whole);
    const broken = await findBroken({ ...whole, crashes: 1 });
    expect(broken.schedule).toEqual(["ann: put left", "ann crashes"]);
  });

  test("reports an actor that fails, polls forever, or waits for something else", async () => {
    const options = (actor: (context: StoreContext) => Promise<unknown>): Exploration => ({
      actors: { ann: actor },
      invariant: () => undefined,
      maxSteps: 20,
    });
    const failing = await findBroken(options(async ({ store }) => read(store)));
    expect(failing.message).toContain("ann failed: The counter is missing");
    const forever = async ({ store }: StoreContext): Promise<void> => {
      for (;;) await store.get("never");
    };
    expect((await findBroken(options(forever))).message).toContain("No end after 20 steps");
  });

  test("notices time that passes between reading the clock and a write", async () => {
    const options: Exploration = {
      now: 0,
      actors: {
        worker: async ({ store, clock }) => {
          const lease = clock.now() + 1_000;
          await store.get("work");
          if (clock.now() < lease) await store.put("sent", encode(lease), "absent");
        },
        time: ({ pass }) => pass(2_000),
      },
      invariant: async ({ store, now }) => {
        if (now >= 1_000 && (await store.get("sent")).outcome === "found") throw new Error("sent late");
      },
    };
    expect((await findBroken(options)).message).toContain("sent late");
  });
});

describe("passes correct code", () => {
  test.each([
    ["two", ["ann", "bob"], {}],
    ["two with a crash and a lost answer", ["ann", "bob"], { crashes: 1, lostAnswers: 1 }],
    [
      "two with a late put, a lost answer and a refusal",
      ["ann", "bob"],
      { latePuts: 1, lostAnswers: 1, unavailable: 1 },
    ],
    ["three with a crash and a late put", ["ann", "bob", "cid"], { crashes: 1, latePuts: 1 }],
  ] as const)("write ids and read-back: %s", async (name, actors, budget) => {
    await explore(counter(withWriteId, [...actors], { name, ...budget }));
  });

  test("the same search visits the same states", async () => {
    const options = counter(withWriteId, ["ann", "bob"], { lostAnswers: 1 });
    expect(await explore(options)).toEqual(await explore(options));
  });

  test("waits for real asynchronous work inside an actor", async () => {
    const digest = async (context: StoreContext, id: string): Promise<string> => {
      await crypto.subtle.digest("SHA-256", new TextEncoder().encode(id));
      return withWriteId(context, id);
    };
    await explore(counter(digest, ["ann", "bob"]));
  });
});
