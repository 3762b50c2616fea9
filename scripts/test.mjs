// `npm test`: installs what the tests need, finds Chromium and njs, and runs all tests.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, nodePath, root } from "./install.mjs";
import { findProgram } from "./system-package.mjs";

ensureInstalled({ dev: true });
const chromium = findProgram("chromium");
const njs = findProgram("njs");
if (chromium === null || (njs === null && process.env.CI !== undefined)) process.exit(1);

const result = spawnSync(nodePath(), [join(root, "node_modules/vitest/vitest.mjs"), "run", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, CHROMIUM: chromium, ...(njs === null ? {} : { NJS: njs }) },
});
process.exit(result.status ?? 1);
