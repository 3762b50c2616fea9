// Installs what `npm start` installs into a temporary folder and fails if it is too large. The limit keeps infrastructure,
// audit and test tools out. Most of the size is Node itself. The packages that send messages take 3 MB of it, because a
// server sends them without an account anywhere else; before them the limit was 245 MB.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, lstatSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./install.mjs";

const mostMegabytes = 250;

const folder = mkdtempSync(join(tmpdir(), "tailboard-size-"));
try {
  const needed = [
    "package.json",
    "package-lock.json",
    ".npmrc",
    "scripts/install.mjs",
    "scripts/needed-packages.mjs",
    "scripts/replace-modules.mjs",
    "store/adapters/aws/package.json",
  ];
  for (const name of needed) cpSync(join(root, name), join(folder, name));
  const script = `import("${join(folder, "scripts/install.mjs")}").then((install) => install.ensureInstalled({ dev: false }))`;
  const { status } = spawnSync(process.execPath, ["-e", script], { stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error("The packages for npm start could not be installed");
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
