import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Replaces one text of a file in `store/jobs/`, which must occur exactly once. */
export interface Edit {
  /** Such as `log/day-log.ts`. */
  file: string;
  from: string;
  to: string;
}

type Load = (...files: string[]) => Promise<unknown[]>;

/**
 * Copies `store/jobs/` with these edits, and returns a function that imports modules of the copy. Retention is two days in
 * every copy, against a trust window of one day, so that an exploration needs few steps of time.
 */
export const copyJobs = (edits: readonly Edit[]): Load => {
  const folder = mkdtempSync(join(tmpdir(), "tailboard-jobs-"));
  writeCopy(folder, [{ file: "log/retention.ts", from: "retention_ms = 35 *", to: "retention_ms = 2 *" }, ...edits]);
  return loadFrom(folder);
};

/** Writes a copy of `store/jobs/` with these edits into a folder. */
export const writeCopy = (folder: string, edits: readonly Edit[]): void => {
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  cpSync(source, join(folder, "jobs"), { recursive: true, filter: (path) => !/\.(test|case)\.ts$/.test(path) });
  for (const file of readdirSync(join(folder, "jobs"), { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts")) continue;
    const path = join(folder, "jobs", file);
    let text = readFileSync(path, "utf8");
    for (const { from, to } of edits.filter((edit) => edit.file === file)) {
      if (text.split(from).length !== 2) throw new Error(`${file} does not have this text once: ${from}`);
      text = text.replace(from, () => to);
    }
    writeFileSync(path, withAbsoluteImports(text, join(source, dirname(file))));
  }
};

/** Returns a function that imports modules of a copy in this folder. */
export const loadFrom =
  (folder: string): Load =>
  (...files) =>
    Promise.all(files.map((file) => import(/* @vite-ignore */ pathToFileURL(join(folder, "jobs", file)).href)));

/** Imports from outside `store/jobs/` name the original, so the copy and the test share the classes of errors. */
const withAbsoluteImports = (text: string, folder: string): string =>
  text.replaceAll(/from "(\.[^"]+)"/g, (whole, path: string) => {
    const target = resolve(folder, path);
    return target.startsWith(source) ? whole : `from "${pathToFileURL(target).href}"`;
  });

const root = fileURLToPath(new URL("../../", import.meta.url));
const source = fileURLToPath(new URL("../../store/jobs/", import.meta.url));
