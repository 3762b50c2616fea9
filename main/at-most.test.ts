import { expect, it } from "vitest";
import { atMost } from "./at-most.ts";

it("waits for work, but no longer than the given time", async () => {
  const done: string[] = [];
  await atMost(
    Promise.resolve().then(() => void done.push("quick")),
    60_000,
  );
  expect(done).toEqual(["quick"]);
  await atMost(new Promise(() => undefined), 1);
  await expect(atMost(Promise.reject(new Error("refused")), 60_000)).rejects.toThrow("refused");
});
