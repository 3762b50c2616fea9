import { expect, it } from "vitest";
import { readAhead } from "./read-ahead.ts";

async function* upTo(count: number) {
  for (let index = 0; index < count; index += 1) yield await Promise.resolve(index);
}

it("yields in order, also if later items are read first", async () => {
  const done: number[] = [];
  const read = async (item: number) => {
    for (let turns = 0; turns < (item % 2 === 0 ? 500 : 1); turns += 1) await Promise.resolve();
    done.push(item);
    return item;
  };
  const values: number[] = [];
  for await (const value of readAhead(upTo(10), read, 3)) values.push(value);
  expect(values).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(done).not.toEqual(values);
});

it("reads at most as many as it may at the same time", async () => {
  let running = 0;
  let most = 0;
  const read = async (item: number) => {
    running += 1;
    most = Math.max(most, running);
    for (let turns = 0; turns < 500; turns += 1) await Promise.resolve();
    running -= 1;
    return item;
  };
  for await (const value of readAhead(upTo(20), read, 4)) expect(value).toBeGreaterThanOrEqual(0);
  expect(most).toBe(4);
});

it("throws a failure after the values before it", async () => {
  const read = (item: number) => (item === 2 ? Promise.reject(new Error("away")) : Promise.resolve(item));
  const values: number[] = [];
  const all = async () => {
    for await (const value of readAhead(upTo(9), read, 3)) values.push(value);
  };
  await expect(all()).rejects.toThrow("away");
  expect(values).toEqual([0, 1]);
});

it("ignores the failures of items that the caller no longer wants", async () => {
  const read = (item: number) => (item === 1 ? Promise.reject(new Error("away")) : Promise.resolve(item));
  for await (const value of readAhead(upTo(9), read, 3)) {
    expect(value).toBe(0);
    break;
  }
});
