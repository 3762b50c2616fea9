// Plain JavaScript without packages, like install.mjs. Replaces node_modules with a finished one by renaming folders.
import { cpSync, existsSync, mkdtempSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";

const prefix = ".installing-";
const previous = "previous";

/** Creates the folder to install into, on the same disk as node_modules, because `replaceModules` renames across them. */
export const makeInstallFolder = (root) => mkdtempSync(join(root, `${prefix}${process.pid}-`));

/**
 * Replaces node_modules with the one in `folder`. It first copies packages that only the old one has, such as a package
 * installed with --no-save, so no package is lost. If a rename fails, the old node_modules is put back.
 */
export const replaceModules = (root, folder) => {
  const [current, next, old] = [join(root, "node_modules"), join(folder, "node_modules"), join(folder, previous)];
  if (!existsSync(current)) return renameSync(next, current);
  copyExtras(current, next);
  renameSync(current, old);
  try {
    renameSync(next, current);
  } catch (error) {
    renameSync(old, current);
    throw error;
  }
};

/** Cleans up after a killed process: if it died between the two renames, node_modules is still in its install folder. */
export const recoverModules = (root) => {
  for (const name of readdirSync(root).filter((each) => each.startsWith(prefix))) {
    if (isAlive(Number(name.slice(prefix.length).split("-")[0]))) continue;
    const [current, old] = [join(root, "node_modules"), join(root, name, previous)];
    if (!existsSync(current) && existsSync(old)) renameSync(old, current);
    rmSync(join(root, name), { recursive: true, force: true });
  }
};

const copyExtras = (current, next) => {
  for (const name of readdirSync(current)) {
    const [from, to] = [join(current, name), join(next, name)];
    const isGroup = name.startsWith("@") || name === ".bin";
    // Hidden files are npm's records and tool caches, which belong to the old installation.
    if (name.startsWith(".") && name !== ".bin") continue;
    if (isGroup && existsSync(to)) for (const each of readdirSync(from)) copyExtra(join(from, each), join(to, each));
    else copyExtra(from, to);
  }
};

const copyExtra = (from, to) => {
  if (isLink(to) || existsSync(to)) return;
  // Copy links as written, so that a relative link points into the new folder.
  if (isLink(from)) symlinkSync(readlinkSync(from), to);
  else cpSync(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
};

const isLink = (path) => {
  try {
    readlinkSync(path);
    return true;
  } catch {
    return false; // not a link, or missing
  }
};

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM"; // it runs under another account
  }
};
