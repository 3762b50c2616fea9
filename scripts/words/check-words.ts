// Fails on each word of words.json in comments, documents, messages and names of tests: `npm run check:words`. The rules are
// in CONTRIBUTING.md, "Language". `-- <folder>` checks one folder only.
import { packageRoot } from "../../main/config.ts";
import { findWords } from "./find-words.ts";
import { judgeWords } from "./judge-words.ts";
import { hasProse } from "./prose.ts";
import { listFiles, readText } from "./read-tree.ts";

const files = listFiles(packageRoot, hasProse);
const found = files.flatMap((path) => findWords(path, readText(packageRoot, path)));
const [folder] = process.argv.slice(2);
const problems = judgeWords(
  files,
  found.filter(({ path }) => folder === undefined || path.startsWith(folder)),
);
for (const problem of problems) console.error(problem);
if (problems.length > 0) {
  console.error(`${problems.length} problems in ${files.length} files.`);
  process.exitCode = 1;
}
