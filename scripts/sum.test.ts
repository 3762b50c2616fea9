import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tailboard-sum-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const report = (name: string, ...statuses: string[]): string =>
  file(
    name,
    JSON.stringify({
      numPassedTests: statuses.filter((status) => status === "passed").length,
      testResults: [
        {
          name: "a.test.ts",
          status: statuses.includes("failed") ? "failed" : "passed",
          assertionResults: statuses.map((status, at) => ({
            fullName: `test ${at}`,
            status,
            failureMessages: status === "failed" ? ["expected 1"] : [],
          })),
        },
      ],
    }),
  );

const sum = (...args: string[]) => {
  const script = fileURLToPath(new URL("sum.mjs", import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
  return { status, lines: stdout.trimEnd().split("\n") };
};

it("adds up every report, and counts a step without a report as one test", () => {
  const log = file("log", "");
  const one = report("one.json", "passed", "passed");
  const two = report("two.json", "passed");
  expect(sum("0", "npm run check", log, "0", one, log, "0", two, log)).toEqual({
    status: 0,
    lines: ["4 passed, 0 failed"],
  });
});

it("counts failed tests and names them", () => {
  const { status, lines } = sum("1", report("one.json", "passed", "failed"), file("log", ""));
  expect(status).toBe(1);
  expect(lines).toEqual(["failed: a.test.ts, test 1", "expected 1", "1 passed, 1 failed"]);
});

it.each(["skipped", "pending", "todo"])("counts a %s test as a failure and names it", (skipped) => {
  const { status, lines } = sum("0", report("one.json", "passed", skipped), file("log", ""));
  expect(status).toBe(1);
  expect(lines).toEqual(["skipped: a.test.ts, test 1", "1 passed, 1 failed"]);
});

it("counts a step without a report file as failed, and shows the end of its log", () => {
  const { status, lines } = sum("0", join(folder, "none.json"), file("log", "it stopped here\n"));
  expect(status).toBe(1);
  expect(lines).toContain("it stopped here");
  expect(lines.at(-1)).toBe("0 passed, 1 failed");
});
