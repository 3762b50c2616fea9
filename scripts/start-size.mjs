// Installs what `npm start` installs into a folder of its own, and holds its size: infrastructure, audit and test
// tools stay out of it. Most of it is Node itself.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, lstatSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./install.mjs";

const mostMegabytes = 245;

const folder = mkdtempSync(join(tmpdir(), "tailboard-size-"));
try {
  const needed = [
    "package.json",
    "package-lock.json",
    ".npmrc",
    "scripts/install.mjs",
    "scripts/needed-packages.mjs",
    "scripts/replace-modules.mjs",
    "store/objects/s3/package.json",
  ];
  for (const name of needed) cpSync(join(root, name), join(folder, name));
  const install = `import("${join(folder, "scripts/install.mjs")}").then((one) => one.ensureInstalled({ dev: false }))`;
  const { status } = spawnSync(process.execPath, ["-e", install], { stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error("What npm start needs could not be installed");
  const megabytes = Math.round(sizeOf(join(folder, "node_modules")) / 2 ** 20);
  console.log(`npm start installs ${megabytes} MB (at most ${mostMegabytes})`);
  process.exitCode = megabytes <= mostMegabytes ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function sizeOf(path) {
  const stat = lstatSync(path);
  if (!stat.isDirectory()) return stat.blocks * 512;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), stat.blocks * 512);
}
