import { expect, test } from "vitest";
import { sharing } from "./sharing.ts";

/** A run that each call of `end` finishes, and the number of started runs. */
const stepped = () => {
  const running: { resolve: (value: number) => void; reject: (error: Error) => void }[] = [];
  let began = 0;
  const run = () =>
    new Promise<number>((resolve, reject) => {
      began += 1;
      running.push({ resolve, reject });
    });
  const settle = async () => {
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  };
  return {
    run,
    began: () => began,
    end: async () => {
      running.shift()?.resolve(began);
      await settle();
    },
    fail: async () => {
      running.shift()?.reject(new Error("failed"));
      await settle();
    },
  };
};

test("callers during a run share the next run", async () => {
  const { run, began, end } = stepped();
  const shared = sharing(run);
  const first = shared();
  const others = [shared(), shared(), shared()];
  expect(began()).toBe(1);
  await end();
  expect(await first).toBe(1);
  expect(began()).toBe(2);
  const late = shared();
  await end();
  expect(await Promise.all(others)).toEqual([2, 2, 2]);
  expect(began()).toBe(3);
  await end();
  expect(await late).toBe(3);
});

test("a failed run fails only for its own callers", async () => {
  const { run, end, fail } = stepped();
  const shared = sharing(run);
  const first = shared();
  const failed = expect(first).rejects.toThrow("failed");
  const second = shared();
  await fail();
  await failed;
  await end();
  expect(await second).toBe(2);
});

test("an ended run is not reused", async () => {
  const { run, began, end } = stepped();
  const shared = sharing(run);
  for (let turn = 1; turn <= 3; turn += 1) {
    const one = shared();
    await end();
    expect(await one).toBe(turn);
  }
  expect(began()).toBe(3);
});
