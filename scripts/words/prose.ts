// Finds the text that people read in a source file: comments, sentences, names of tests, and Markdown.
import { parseSync } from "vite";

export type Prose = {
  kind: "comment" | "document" | "message" | "test name";
  /** Where `text` begins in the file. `text` has the file's own length, so each offset in it is one in the file. */
  start: number;
  text: string;
};

/** The prose of one file, in order. `path` is relative to the repository; it decides how the text is read. */
export const proseOf = (path: string, source: string): Prose[] => {
  if (/\.(md|html)$/.test(path)) return [{ kind: "document", start: 0, text: blankCode(source) }];
  if (path.endsWith(".css")) return cssComments(source);
  if (/\.(ts|tsx|mts|mjs)$/.test(path)) return ofProgram(path, source);
  return hashComments(source);
};

/** Files with prose. Anything else (JSON, images) is skipped. */
export const hasProse = (path: string): boolean => /(\.(md|html|css|ts|tsx|mts|mjs)|^\.ci\/run)$/.test(path);

const blank = (text: string): string => text.replaceAll(/[^\n]/g, " ");

/** Code in backticks is quoted, not said. */
const blankCode = (text: string): string =>
  text.replaceAll(/^( *)(```|~~~)[^]*?^\1\2/gm, blank).replaceAll(/`[^`\n]+`/g, blank);

/** Blanks the signs that begin a comment, or a line of it, so that a phrase may go over two lines. */
const blankSigns = (text: string): string =>
  blankCode(text.replaceAll(/^\s*(\*(?!\/)|\/\/+|#)|\/\*+|\*\/|\/\/+/gm, (signs) => blank(signs)));

const cssComments = (source: string): Prose[] =>
  // A string may hold the signs of a comment, so strings are matched as well, and dropped.
  [...source.matchAll(/\/\*[^]*?\*\/|"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'/g)]
    .filter(([text]) => text.startsWith("/*"))
    .map((match) => ({ kind: "comment", start: match.index, text: blankSigns(match[0]) }));

const hashComments = (source: string): Prose[] =>
  [...source.matchAll(/(^|(?<=\s))#[^\n]*(\n[ \t]*#[^\n]*)*/g)].map((match) => ({
    kind: "comment",
    start: match.index,
    text: blankSigns(match[0]),
  }));

const ofProgram = (path: string, source: string): Prose[] => {
  const { program, comments, errors } = parseSync(path, source);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path} cannot be parsed: ${error.message}`);
  const found: Prose[] = [];
  for (const { start, end } of joinLines(source, comments))
    found.push({ kind: "comment", start, text: blankSigns(source.slice(start, end)) });

  const isTest = /\.(test|case|engine|torture)\.tsx?$/.test(path) || path.startsWith("test/");
  const isCatalog = /(^|\/)message(\/|\.ts$)/.test(path);
  visit(program, (node) => {
    if (isTest) {
      const name = testName(node);
      if (name !== null) found.push({ kind: "test name", start: name.start, text: source.slice(name.start, name.end) });
    } else if (isText(node)) {
      const text = source.slice(node.start, node.end);
      if (isCatalog || isSentence(text)) found.push({ kind: "message", start: node.start, text });
    }
  });
  return found.toSorted((a, b) => a.start - b.start);
};

type Span = { start: number; end: number };
type Node = Span & { type: string } & Record<string, unknown>;

/** Comments of one line each that follow each other are one text. */
const joinLines = (source: string, comments: readonly (Span & { type: string })[]): Span[] => {
  const joined: (Span & { type: string })[] = [];
  for (const { start, end, type } of comments) {
    const last = joined.at(-1);
    if (last?.type === "Line" && type === "Line" && /^\s*$/.test(source.slice(last.end, start))) last.end = end;
    else joined.push({ start, end, type });
  }
  return joined;
};

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && "start" in value && "end" in value;

/** Calls `see` with each node of a syntax tree, parents first. */
export const visit = (root: unknown, see: (node: Node) => void): void => {
  if (Array.isArray(root)) for (const child of root) visit(child, see);
  if (!isNode(root)) return;
  see(root);
  for (const [key, child] of Object.entries(root)) if (typeof child === "object" && key !== "source") visit(child, see);
};

const isText = (node: Node): boolean =>
  (node.type === "Literal" && typeof node["value"] === "string") ||
  node.type === "TemplateLiteral" ||
  node.type === "JSXText";

/** Three words or more: a stored word, a key or a class name is not a sentence. */
const isSentence = (text: string): boolean => /\S+\s+\S+\s+\S/.test(text);

/** The first argument of `it("…")`, `test.each(table)("…")` and their kin. */
const testName = (node: Node): Node | null => {
  if (node.type !== "CallExpression" || !Array.isArray(node["arguments"])) return null;
  const [name]: unknown[] = node["arguments"];
  if (!isNode(name) || !isText(name)) return null;
  let callee = node["callee"];
  while (isNode(callee) && callee.type !== "Identifier") callee = callee["callee"] ?? callee["object"] ?? callee["tag"];
  return isNode(callee) && /^(it|test|describe|bench)$/.test(String(callee["name"])) ? name : null;
};
