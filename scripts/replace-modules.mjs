// Plain JavaScript without packages, like install.mjs. Puts a finished node_modules in the place of another by renames.
import { cpSync, existsSync, mkdtempSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";

const prefix = ".installing-";
const previous = "previous";

/** A folder on the same disk as `root`'s node_modules, in which one is installed; `replaceModules` takes it from there. */
export const makeInstallFolder = (root) => mkdtempSync(join(root, `${prefix}${process.pid}-`));

/**
 * Swaps `folder`'s node_modules in. What the old one has beyond it (a package that a person added without saving) is
 * copied over first, so nothing that was installed is gone. After a failure the old one is where it was.
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

/** Ends what a process that was killed left: between two renames, node_modules is in its install folder. */
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
    // npm's own notes and the caches of tools are of that installation.
    if (name.startsWith(".") && name !== ".bin") continue;
    if (isGroup && existsSync(to)) for (const each of readdirSync(from)) copyExtra(join(from, each), join(to, each));
    else copyExtra(from, to);
  }
};

const copyExtra = (from, to) => {
  if (isLink(to) || existsSync(to)) return;
  // A link stays as it is written: relative, it leads to its neighbor in the new folder.
  if (isLink(from)) symlinkSync(readlinkSync(from), to);
  else cpSync(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
};

const isLink = (path) => {
  try {
    readlinkSync(path);
    return true;
  } catch {
    return false; // no link, or nothing there
  }
};

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM"; // it is another account's
  }
};
