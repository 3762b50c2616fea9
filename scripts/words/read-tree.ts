import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Not ours to word: made by machines, or kept byte by byte. */
const skipped =
  /^(\.git|\.engine|\.installing-.*|node_modules|build|data|test-results|playwright-report|restored|trial)$/;
const kept = /^(edge\/fixtures|release\/api\/contract\/kept\/[^/]+)\//;

/** Paths of all files under `root` that `isWanted` accepts, relative to it and sorted. */
export const listFiles = (root: string, isWanted: (path: string) => boolean): string[] => {
  const paths: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !skipped.test(entry.name)) walk(path);
      else if (entry.isFile() && isWanted(path) && !kept.test(path)) paths.push(path);
    }
  };
  walk("");
  return paths.toSorted();
};

export const readText = (root: string, path: string): string => readFileSync(join(root, path), "utf8");
