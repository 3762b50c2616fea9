import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { describeCounters } from "../counters.case.ts";
import { StoreUnavailable } from "../job-store.ts";
import { CounterObjects } from "./counters.ts";
import { beforePut, keysUnder, openMemory, worlds, type DocumentsWorld } from "./documents-world.case.ts";
import { JsonObjects } from "./json-objects.ts";
import { Secrets } from "./secrets.ts";

const open = (world: DocumentsWorld, context = world.open()): CounterObjects => {
  const objects = new JsonObjects(context);
  return new CounterObjects(context, objects, new Secrets(objects, context.random));
};

for (const [name, openWorld] of worlds) {
  describeCounters(name, async () => {
    const world = await openWorld();
    return { clock: world.clock, open: () => ({ counters: open(world), objects: world.store }) };
  });
}

const mark = { kind: "sign-in-login", name: "mark" } as const;

test("two processes on one folder take exactly the budget between them", { timeout: 120_000 }, async () => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-counters-"));
  try {
    const script = join(import.meta.dirname, "../../test/simulation/counters-process.ts");
    const taken = await Promise.all(
      [1, 2].map(async () => {
        const { stdout } = await promisify(execFile)(process.execPath, [
          "--disable-warning=ExperimentalWarning",
          script,
          root,
          "30",
          "40",
        ]);
        return JSON.parse(stdout) as number[]; // what the script prints
      }),
    );
    expect(taken.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  } finally {
    await rm(root, { recursive: true });
  }
});

test("above the bound of an object, the names that count least are dropped first", async () => {
  const world = openMemory();
  const counters = open(world);
  const budget = { most: 5, spanSeconds: 3_600 };
  for (let turn = 0; turn < 5; turn += 1) await counters.take(mark, budget);
  const flood = Array.from({ length: 16_000 }, (_, index) => `flood-${index}`);
  await Promise.all(flood.map((name) => counters.take({ ...mark, name }, budget)));
  expect(await counters.used(mark)).toBe(5);
  for (const key of await keysUnder(world.store, "counters/")) {
    const windows = await new JsonObjects(world.open()).read<object>(key);
    expect(Object.keys(windows ?? {}).length).toBeLessThanOrEqual(200);
  }
});

test("a take that the store cannot write is refused with an error, never allowed", async () => {
  const world = openMemory();
  const context = world.open();
  const objects = {
    ...beforePut(world.store, () => Promise.resolve()),
    put: () => Promise.resolve({ outcome: "unavailable", cause: null } as const),
  };
  const counters = open(world, { ...context, objects });
  await expect(counters.take(mark, { most: 1, spanSeconds: 60 })).rejects.toThrow(StoreUnavailable);
});
