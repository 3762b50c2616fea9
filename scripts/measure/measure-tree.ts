import { parseSync } from "vite";
import { proseOf, visit } from "../words/prose.ts";
import { listFiles, readText } from "../words/read-tree.ts";

export type Measures = Record<string, number | null>;

/** What can be counted in the files of the checkout at `root`, by the words that stand in the table. */
export const measureTree = (root: string): Measures => {
  const all = listFiles(root, (path) => /\.(ts|tsx|mts|mjs|css)$/.test(path)).map((path) => ({
    path,
    text: readText(root, path),
  }));
  const source = all.filter(({ path }) => !isTest(path));
  const lines = source.map(({ text }) => countLines(text)).toSorted((a, b) => a - b);
  const naming = (name: RegExp) =>
    source.filter(
      ({ path, text }) => !path.startsWith("scripts/") && (name.test(path) || name.test(codeOf(path, text))),
    );
  return {
    "Source files": source.length,
    "Source lines": lines.reduce((sum, each) => sum + each, 0),
    "Test files": all.length - source.length,
    "Lines of a file, median": lines[Math.floor(lines.length / 2)] ?? 0,
    "Lines of a file, 90th percentile": lines[Math.floor(lines.length * 0.9)] ?? 0,
    "Files under 15 lines": lines.filter((each) => each < 15).length,
    "Functions over 70 lines": source.reduce((sum, { path, text }) => sum + longFunctions(path, text), 0),
    "Riddle words per 1,000 words of comment": riddlesIn(all),
    "Files that name an optional field (`external_id`)": naming(/\bexternal_id\b/).length,
    "Files that name a route (`set_visit_state`)": naming(/\bset_?visit_?state\b|set-visit-state/i).length,
    "Files that name a status (`ready_for_pickup`)": naming(/\bready_for_pickup\b/).length,
  };
};

const isTest = (path: string): boolean => /^test\/|\.(test|case)\.tsx?$|-process\.m?ts$/.test(path);

const countLines = (text: string): number => text.trimEnd().split("\n").length;

const count = (text: string, expression: RegExp): number => text.match(expression)?.length ?? 0;

/** The impersonal words that the review counted; words.json has grown from them. */
const riddle =
  /(?<![\w-])(whoever|nobody|somebody|everybody|by then|meanwhile|in vain|(is|was)\s+told|lies|comes by|goes along|of its own|is none)(?![\w-])/gi;

/** Riddle words per 1,000 words of comment. */
const riddlesIn = (files: { path: string; text: string }[]): number => {
  const comments = files.flatMap(({ path, text }) => proseOf(path, text).filter(({ kind }) => kind === "comment"));
  const words = comments.reduce((sum, { text }) => sum + count(text, /[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu), 0);
  const riddles = comments.reduce((sum, { text }) => sum + count(text, riddle), 0);
  return words === 0 ? 0 : Math.round((riddles / words) * 10_000) / 10;
};

/** The text without its comments. */
const codeOf = (path: string, text: string): string => {
  if (path.endsWith(".css")) return "";
  let code = text;
  for (const { start, end } of parseSync(path, text).comments)
    code = code.slice(0, start) + " ".repeat(end - start) + code.slice(end);
  return code;
};

const longFunctions = (path: string, text: string): number => {
  if (path.endsWith(".css")) return 0;
  let found = 0;
  visit(parseSync(path, text).program, ({ type, start, end }) => {
    if (/^(Arrow)?Function(Expression|Declaration)$/.test(type) && countLines(text.slice(start, end)) > 70) found += 1;
  });
  return found;
};
