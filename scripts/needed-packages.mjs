// Plain JavaScript without packages, like install.mjs. Reads a package-lock.json (version 3) and what lies beside it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What npm would install for the root's dependencies, those of `rooms` (workspaces) and, with `dev`, of tests and checks:
 * the lockfile's paths, as in `node_modules/zod`. Leaves out what is for another system than `platform`.
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
      // A peer that is optional may have no entry.
      if (path === null || needed.has(path) || packages[path].link || !runsOn(packages[path], platform)) continue;
      needed.add(path);
      open.push(path);
    }
  }
  return [...needed];
};

/** Of these packages, those that are not installed under `root` in the version that the lockfile names. */
export const missingPackages = (root, { packages }, paths) =>
  paths.filter((path) => {
    const file = join(root, path, "package.json");
    try {
      return JSON.parse(readFileSync(file, "utf8")).version !== packages[path].version;
    } catch {
      return true; // not there, or cut short: either way it is installed anew
    }
  });

/** What an installation already has beyond the root's dependencies, so that a new one has no less. */
export const presentExtras = (root, { packages }) => {
  const isThere = (path) => existsSync(join(root, path));
  const dev = Object.entries(packages).some(([path, entry]) => entry.dev === true && isThere(path));
  const base = new Set(neededPackages({ packages }, { dev: false, rooms: [] }));
  const rooms = (packages[""].workspaces ?? []).filter((room) =>
    neededPackages({ packages }, { dev: false, rooms: [room] }).some((path) => !base.has(path) && isThere(path)),
  );
  return { dev, rooms };
};

/** As Node resolves a name: in the nearest `node_modules` on the way up. */
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
  // A list, or one name by itself; `!win32` is all but that.
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
