// Measures this checkout, and any commits named by `--commit`, and writes the table into docs/rooms.md:
// `node scripts/measure/measure-rooms.ts --commit f68554e --commit 0afbf23`. `--print` writes nothing.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { packageRoot } from "../../main/config.ts";
import { countBooking } from "./count-booking.ts";
import { measureTree, type Measures } from "./measure-tree.ts";

const { values: options } = parseArgs({
  options: { commit: { type: "string", multiple: true, default: [] }, print: { type: "boolean", default: false } },
});

const git = (...args: string[]): string => {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd: packageRoot, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
};

const measure = async (root: string): Promise<Measures> => {
  const { files, ofStore, functions } = await countBooking(root);
  return {
    ...measureTree(root),
    "Files to touch for a new optional field": await fieldFiles(root),
    "Files that one booking runs through": files,
    "Of these, files of `store/`": ofStore,
    "Functions that one booking calls": functions,
  };
};

/** The files that test/new-field edits to add a field to a job; null in a checkout that has no such test. */
const fieldFiles = async (root: string): Promise<number | null> => {
  const path = join(root, "test/new-field/added-field.ts");
  if (!existsSync(path)) return null;
  const { decided }: { decided: { file: string }[] } = await import(path);
  return new Set(decided.map(({ file }) => file)).size;
};

/** Measures a commit in a checkout of its own, with the packages of this one. */
const measureCommit = async (commit: string): Promise<Measures> => {
  const folder = mkdtempSync(join(tmpdir(), "tailboard-commit-"));
  git("worktree", "add", "--detach", folder, commit);
  try {
    symlinkSync(join(packageRoot, "node_modules"), join(folder, "node_modules"));
    return await measure(folder);
  } finally {
    git("worktree", "remove", "--force", folder);
    rmSync(folder, { recursive: true, force: true });
  }
};

const columns: { title: string; measures: Measures }[] = [];
for (const commit of options.commit)
  columns.push({
    title: `${commit} (${git("log", "-1", "--format=%cs", commit)})`,
    measures: await measureCommit(commit),
  });
columns.push({ title: "now", measures: await measure(packageRoot) });

const row = (cells: (string | number)[]): string => `| ${cells.join(" | ")} |`;
const table = [
  row(["", ...columns.map(({ title }) => title)]),
  row(["---", ...columns.map(() => "---:")]),
  ...Object.keys(columns.at(-1)?.measures ?? {}).map((name) =>
    row([name, ...columns.map(({ measures }) => measures[name]?.toLocaleString("en-US") ?? "–")]),
  ),
].join("\n");
console.log(table);

if (!options.print) {
  const page = join(packageRoot, "docs", "rooms.md");
  const text = readFileSync(page, "utf8");
  const [begin, end] = ["<!-- table -->", "<!-- end of table -->"];
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`${page} has no place for the table.`);
  writeFileSync(page, `${before}${begin}\n\n${table}\n\n${end}${after}`);
  spawnSync(join(packageRoot, "node_modules/.bin/oxfmt"), [page], { stdio: "inherit" });
}
