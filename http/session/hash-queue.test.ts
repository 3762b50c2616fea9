import { expect, it } from "vitest";
import { DomainError } from "../../domain/domain-error.ts";
import { HashQueue, type Turn } from "./hash-queue.ts";

/** Tasks that end when the test ends them. Records the order in which they started. */
const open = (atOnce: number) => {
  const queue = new HashQueue(atOnce);
  const began: string[] = [];
  const ends: (() => void)[] = [];
  const run = (name: string, turn: Turn) =>
    queue.run(turn, () => {
      began.push(name);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  const endOne = async () => {
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, began, run, endOne };
};
const from = (address: string, rank: Turn["rank"] = "returning"): Turn => ({ rank, from: address });

it("runs two simultaneously, and waiting ones in turn by address", async () => {
  const { began, run, endOne } = open(2);
  const all = ["a1", "a2", "a3", "a4", "b1", "c1", "b2"].map((name) => run(name, from(name.slice(0, 1))));
  expect(began).toEqual(["a1", "a2"]);
  for (let count = 0; count < 7; count += 1) await endOne();
  await Promise.all(all);
  expect(began).toEqual(["a1", "a2", "a3", "b1", "c1", "a4", "b2"]);
});

it("lets known devices go first, then addresses that try for the first time", async () => {
  const { began, run, endOne } = open(1);
  const all = [
    run("running", from("x")),
    run("returning", from("y")),
    run("newcomer", from("z", "newcomer")),
    run("known", from("d", "known")),
  ];
  for (let count = 0; count < 4; count += 1) await endOne();
  await Promise.all(all);
  expect(began).toEqual(["running", "known", "newcomer", "returning"]);
});

it("refuses a task if too many wait, by address and by rank, and continues with the others", async () => {
  const { began, run, endOne } = open(1);
  const first = run("first", from("x"));
  const tries = Array.from({ length: 9 }, (_, index) => run(`a${index}`, from("a")));
  const flood = Array.from({ length: 60 }, (_, index) => run(`f${index}`, from(`f${index}`)));
  const settling = Promise.allSettled([...tries, ...flood]);
  const newcomer = run("newcomer", from("n", "newcomer"));
  for (let count = 0; count < 70; count += 1) await endOne();
  const settled = await settling;
  const refused = settled.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  // Refused: the ninth task of one address, and all but twenty of the rank. Eight of the twenty are from that address.
  expect(refused).toHaveLength(1 + 60 - 12);
  for (const error of refused) {
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ code: "too_many_requests", facts: { retry_after_seconds: 1 } });
  }
  await Promise.all([first, newcomer]);
  expect(began).toHaveLength(1 + 8 + 12 + 1);
  expect(began[1]).toBe("newcomer");
});

it("reports in advance if there is no room", async () => {
  const { run, queue, endOne } = open(1);
  const all = Array.from({ length: 9 }, () => run("x", from("a")));
  expect(() => queue.assertRoom(from("a"))).toThrow(DomainError);
  expect(() => queue.assertRoom(from("b"))).not.toThrow();
  for (let count = 0; count < 9; count += 1) await endOne();
  await Promise.all(all);
  expect(() => queue.assertRoom(from("a"))).not.toThrow();
});

it("frees its place when a task fails", async () => {
  const queue = new HashQueue(1);
  await expect(queue.run(from("a"), () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await queue.run(from("a"), () => Promise.resolve("done"))).toBe("done");
});
