import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EdgeEvent, EdgeRequest, EdgeResponse } from "./event.ts";

/**
 * For tests: runs built code over events under Debian's `njs` and returns its results. The results go through a file,
 * because the njs console cuts a line after 2,047 bytes.
 */
export const runUnderNjs = (code: string, events: EdgeEvent[]): (EdgeRequest | EdgeResponse)[] => {
  const folder = mkdtempSync(join(tmpdir(), "tailboard-njs-"));
  try {
    const script = join(folder, "edge-function.js");
    const input = join(folder, "events.json");
    writeFileSync(script, `${code}\n${loop}`);
    writeFileSync(input, JSON.stringify(events));
    const output = join(folder, "results.json");
    execFileSync("njs", [script, input, output]);
    return JSON.parse(readFileSync(output, "utf8")) as (EdgeRequest | EdgeResponse)[];
  } finally {
    rmSync(folder, { recursive: true });
  }
};

export const njsIsInstalled = (): boolean => spawnSync("njs", ["-v"]).status === 0;

const loop = `var fs = require("fs");
fs.writeFileSync(process.argv[3], JSON.stringify(JSON.parse(fs.readFileSync(process.argv[2], "utf8")).map(handler)));
`;
