import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EdgeEvent, EdgeRequest, EdgeResponse } from "./event.ts";

/** For tests: what built code answers under Debian's `njs`. It parses the code itself, with a loop over the events after it. */
export const runUnderNjs = (code: string, events: EdgeEvent[]): (EdgeRequest | EdgeResponse)[] => {
  const folder = mkdtempSync(join(tmpdir(), "tailboard-njs-"));
  try {
    const script = join(folder, "edge-function.js");
    const input = join(folder, "events.json");
    writeFileSync(script, `${code}\n${loop}`);
    writeFileSync(input, JSON.stringify(events));
    const printed = execFileSync("njs", [script, input], { encoding: "utf8", maxBuffer: 256 * 1024 * 1024 });
    return printed
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

export const njsIsInstalled = (): boolean => spawnSync("njs", ["-v"]).status === 0;

const loop = `JSON.parse(require("fs").readFileSync(process.argv[2], "utf8")).forEach(function (event) {
  console.log(JSON.stringify(handler(event)));
});
`;
