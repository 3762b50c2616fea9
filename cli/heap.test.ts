import { afterEach, beforeEach, expect, test } from "vitest";
import { openTerminal, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(() => terminal.close());

test("new objects of a command take few megabytes, on a machine of any size", async () => {
  const atExit =
    'import v8 from "node:v8"; process.on("exit", () => console.error(JSON.stringify(v8.getHeapSpaceStatistics())))';
  const made = await terminal.run(["jobs", "list"], {
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(atExit)}`,
  });
  const line = made.stderr.split("\n").find((one) => one.startsWith("[{")) ?? "";
  const spaces: { space_name: string; space_size: number }[] = JSON.parse(line);
  const size = spaces.find(({ space_name: name }) => name === "new_space")?.space_size ?? 0;
  expect(size / 2 ** 20).toBeGreaterThan(0);
  expect(size / 2 ** 20).toBeLessThanOrEqual(32);
});
