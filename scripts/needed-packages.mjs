// Plain JavaScript without packages, like install.mjs. Reads package-lock.json (version 3) and node_modules.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Lists the packages that npm would install, as paths of the lockfile such as `node_modules/zod`: the dependencies of the
 * root, those of the workspaces `rooms` and, with `dev`, those of tests and checks. Skips packages for other systems than
 * `platform`.
 */
export const neededPackages = ({ packages }, { dev, rooms, platform = thisPlatform() }) => {
  const workspaces = dev ? (packages[""].workspaces ?? []) : rooms;
  const needed = new Set();
  const open = ["", ...workspaces];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    const entry = packages[from] ?? {};
    const isOurs = from === "" || workspaces.includes(from);
    const names = Object.keys({
      ...entry.dependencies,
      ...entry.optionalDependencies,
      ...entry.peerDependencies,
      ...(dev && isOurs ? entry.devDependencies : {}),
    });
    for (const name of names) {
      const path = resolve(packages, from, name);
      // An optional peer dependency may have no entry in the lockfile.
      if (path === null || needed.has(path) || packages[path].link || !runsOn(packages[path], platform)) continue;
      needed.add(path);
      open.push(path);
    }
  }
  return [...needed];
};

/** Filters `paths` to the packages that are not installed under `root` in the version of the lockfile. */
export const missingPackages = (root, { packages }, paths) =>
  paths.filter((path) => {
    const file = join(root, path, "package.json");
    try {
      return JSON.parse(readFileSync(file, "utf8")).version !== packages[path].version;
    } catch {
      return true; // missing or truncated: install it again
    }
  });

/** What node_modules has beyond the root's dependencies, so that a new installation keeps it. */
export const presentExtras = (root, { packages }) => {
  const isInstalled = (path) => existsSync(join(root, path));
  const dev = Object.entries(packages).some(([path, entry]) => entry.dev === true && isInstalled(path));
  const base = new Set(neededPackages({ packages }, { dev: false, rooms: [] }));
  const rooms = (packages[""].workspaces ?? []).filter((room) =>
    neededPackages({ packages }, { dev: false, rooms: [room] }).some((path) => !base.has(path) && isInstalled(path)),
  );
  return { dev, rooms };
};

/** Resolves a name as Node does, in the nearest `node_modules` above `from`. Null if the lockfile has no such package. */
const resolve = (packages, from, name) => {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
    const path = `${at === "" ? "" : `${at}/`}node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (at === "") return null;
  }
};

const runsOn = ({ os, cpu, libc }, platform) =>
  allows(os, platform.os) && allows(cpu, platform.cpu) && (libc === undefined || allows(libc, platform.libc()));

const allows = (names, value) => {
  // A list or a single name. `!win32` means every system except win32.
  const list = [names ?? []].flat();
  const allowed = list.filter((name) => !name.startsWith("!"));
  return !list.includes(`!${value}`) && (allowed.length === 0 || allowed.includes(value));
};

const thisPlatform = () => ({ os: process.platform, cpu: process.arch, libc: libcName });

let knownLibc;
const libcName = () => {
  if (process.platform !== "linux") return undefined;
  if (knownLibc === undefined) {
    process.report.excludeNetwork = true;
    knownLibc = process.report.getReport().header.glibcVersionRuntime === undefined ? "musl" : "glibc";
  }
  return knownLibc;
};
