import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { buildEdgeFunction } from "../../edge/build.ts";
import { installDebian } from "../../scripts/engine/install.ts";

// Counts instructions instead of time, so a busy machine gives the same result.
const missing = await installDebian(["valgrind", "njs"], ["valgrind", "njs"]);
const folder = mkdtempSync(join(tmpdir(), "tailboard-instructions-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("CI measures the edge function", () => {
  expect(missing === null || process.env["CI"] === undefined, missing ?? "").toBe(true);
});

if (missing === null) {
  test("a rewritten request costs at most 1.5 times a function with two ifs", async () => {
    const code = {
      ours: await buildEdgeFunction({
        table: {
          kind: "site",
          pages: { track: "/releases/r2/track.html", book: "/releases/r1/book.html" },
          fixed: { "/favicon.svg": "/releases/r1/favicon.svg" },
        },
        promotion: "p-1",
      }),
      // What the one-file design did at its edge: two rewrites, and no refusal.
      bare: `function handler(event) {
        var request = event.request;
        if (request.uri.startsWith("/track/")) request.uri = "/track.html";
        if (request.uri.startsWith("/book/")) request.uri = "/book.html";
        return request;
      }`,
    };
    const rows = ["/track/", "/book/", `/track/${"Zk3mPq8XvR1tYw5N".repeat(2)}`].map((uri) => {
      const [ours, bare] = [instructions(code.ours, uri), instructions(code.bare, uri)];
      return { request: uri.slice(0, 12), ours, bare, ratio: Number((ours / bare).toFixed(2)) };
    });
    console.table(rows);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    expect(sum(rows.map(({ ours }) => ours)) / sum(rows.map(({ bare }) => bare))).toBeLessThanOrEqual(1.5);
  });
} else {
  test.skip(`the edge function's instructions: ${missing}`);
}

/** Instructions per request under njs: the difference between many and few, so that the start does not count. */
const instructions = (code: string, uri: string): number =>
  Math.round((collect(code, uri, 1_200) - collect(code, uri, 200)) / 1_000);

const collect = (code: string, uri: string, requests: number): number => {
  const script = join(folder, "function.js");
  const event = `{ request: { method: "GET", uri: ${JSON.stringify(uri)}, querystring: {}, headers: {}, cookies: {} } }`;
  writeFileSync(script, `${code}\nfor (var i = 0; i < ${requests}; i++) handler(${event});\n`);
  const { stderr } = spawnSync("valgrind", ["--tool=callgrind", "--callgrind-out-file=/dev/null", "njs", script], {
    encoding: "utf8",
  });
  const collected = /Collected : (\d+)/.exec(stderr)?.[1];
  if (collected === undefined) throw new Error(stderr);
  return Number(collected);
};
