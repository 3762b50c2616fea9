// Fails on each word of words.json in comments, documents, messages and names of tests: `npm run check:words`. The rules are
// in CONTRIBUTING.md, "Language". unclean-folders.json lists the folders that may still have some, and how many.
// `-- <folder>` shows the words of one folder, allowed or not.
import { packageRoot } from "../../main/config.ts";
import { findWords } from "./find-words.ts";
import { judgeWords } from "./judge-words.ts";
import { hasProse } from "./prose.ts";
import { listFiles, readText } from "./read-tree.ts";
import unclean from "./unclean-folders.json" with { type: "json" };

const files = listFiles(packageRoot, hasProse);
const found = files.flatMap((path) => findWords(path, readText(packageRoot, path)));
const [folder] = process.argv.slice(2);
const problems =
  folder === undefined
    ? judgeWords(files, found, unclean)
    : judgeWords(
        files,
        found.filter(({ path }) => path.startsWith(folder)),
        [],
      );
for (const problem of problems) console.error(problem);
if (problems.length > 0) {
  console.error(`${problems.length} problems in ${files.length} files.`);
  process.exitCode = 1;
}
