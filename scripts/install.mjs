// Plain JavaScript, because it runs before anything is installed, on the Node that started npm.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { missingPackages, neededPackages, presentExtras } from "./needed-packages.mjs";
import { makeInstallFolder, recoverModules, replaceModules } from "./replace-modules.mjs";

export const root = resolve(fileURLToPath(new URL("..", import.meta.url)));
const stampName = ".installed";
const stamp = join(root, "node_modules", stampName);

/**
 * Installs missing packages, only from the lockfile. `dev` adds the packages of tests and checks; `rooms` adds those of
 * workspaces. It never removes a package: it installs into a new folder and replaces node_modules when that is complete.
 * If the installation fails, node_modules stays unchanged and the process exits with 1.
 */
export const ensureInstalled = ({ dev, rooms = [] }) => {
  recoverModules(root);
  const lockText = readFileSync(join(root, "package-lock.json"), "utf8");
  const lock = JSON.parse(lockText);
  const missing = missingPackages(root, lock, neededPackages(lock, { dev, rooms }));
  const digest = createHash("sha256").update(lockText).digest("hex");
  // npm skips optional packages that it cannot install. The stamp records that it tried, so they are not tried again.
  const wasTried = existsSync(stamp) && readFileSync(stamp, "utf8").split(" ")[0] === digest;
  if (missing.every((path) => wasTried && lock.packages[path].optional === true)) return;

  console.error(dev ? "Installing the packages for tests …" : "Installing missing packages …");
  const present = presentExtras(root, lock);
  const all = { dev: dev || present.dev, rooms: [...new Set([...rooms, ...present.rooms])] };
  const problem = installAll(lock.packages[""].workspaces ?? [], all, digest);
  if (problem === null) return;
  console.error(
    `Could not install the packages that Tailboard needs: ${problem}. Nothing was changed; node_modules is as it was. Check the network (npm ping) and the free disk space, then run the same command again.`,
  );
  process.exit(1);
};

/** Returns null, or the reason why nothing was installed. */
const installAll = (workspaces, selection, digest) => {
  let folder = null;
  try {
    folder = makeInstallFolder(root);
    const problem = runNpm(folder, workspaces, selection);
    if (problem !== null) return problem;
    // npm creates no node_modules for a lockfile without packages.
    mkdirSync(join(folder, "node_modules"), { recursive: true });
    writeFileSync(join(folder, "node_modules", stampName), digest);
    replaceModules(root, folder);
    return null;
  } catch (error) {
    if (error.code === undefined) throw error;
    return `${error.message}`;
  } finally {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
};

/** Returns null, or the reason why npm failed. */
const runNpm = (folder, workspaces, { dev, rooms }) => {
  const manifests = workspaces.map((workspace) => join(workspace, "package.json"));
  const files = ["package.json", "package-lock.json", ".npmrc", ...manifests];
  for (const file of files) if (existsSync(join(root, file))) cpSync(join(root, file), join(folder, file));
  const inRooms =
    rooms.length === 0
      ? ["--workspaces=false"]
      : ["--include-workspace-root", ...rooms.map((room) => `--workspace=${room}`)];
  const selection = dev ? ["--include=dev"] : ["--omit=dev", ...inRooms];
  const args = ["ci", ...selection, "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const command = npm === undefined || !existsSync(npm) ? ["npm"] : [process.execPath, npm];
  const { status, error } = spawnSync(command[0], [...command.slice(1), ...args], {
    cwd: folder,
    stdio: ["ignore", 2, 2],
  });
  if (error !== undefined) return `npm could not be started (${error.code})`;
  return status === 0 ? null : `npm ci ended with ${status ?? "a signal"}, for the reason above`;
};

/** The path of the Node that is installed with the packages, so that an older Node on the machine does not matter. */
export const nodePath = () => {
  const own = join(root, "node_modules", ".bin", "node");
  if (existsSync(own)) return own;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  console.error(`Tailboard needs Node 22.18 or newer on this system; this is ${process.versions.node}.`);
  process.exit(1);
};
