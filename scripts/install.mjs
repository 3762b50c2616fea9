// Plain JavaScript: runs on whatever Node started npm, before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(fileURLToPath(new URL("..", import.meta.url)));
const stamp = join(root, "node_modules", ".installed");

/**
 * Installs from the lockfile, and only from it, unless that has been done for this lockfile. `dev` adds what
 * tests and checks need; an installation with it serves without it too. `rooms` are workspaces whose packages are
 * wanted as well: without any, no room's own packages are installed.
 */
export const ensureInstalled = ({ dev, rooms = [] }) => {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const done = existsSync(stamp) ? readFileSync(stamp, "utf8").split(" ") : [];
  const all = done[1] === "all";
  if (done[0] === lock && (all || (!dev && rooms.every((room) => done.slice(2).includes(room))))) return;
  const inRooms =
    rooms.length === 0
      ? ["--workspaces=false"]
      : ["--include-workspace-root", ...rooms.map((room) => `--workspace=${room}`)];
  const what = dev ? [] : ["--omit=dev", ...inRooms];
  console.error(dev ? "Installing what the tests need …" : "Installing what is missing …");
  const args = ["ci", ...what, "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const result =
    npm === undefined || !existsSync(npm)
      ? spawnSync("npm", args, { cwd: root, stdio: ["ignore", 2, 2] })
      : spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ["ignore", 2, 2] });
  if (result.status !== 0) {
    console.error("npm ci did not finish. Is there a network, and space on the disk?");
    process.exit(1);
  }
  writeFileSync(stamp, [lock, ...(dev ? ["all"] : ["start", ...rooms])].join(" "));
};

/** The Node that came with the packages, so that an older one on the machine does not matter. */
export const nodePath = () => {
  const own = join(root, "node_modules", ".bin", "node");
  if (existsSync(own)) return own;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  console.error(`Tailboard needs Node 22.18 or newer on this system; this is ${process.versions.node}.`);
  process.exit(1);
};
