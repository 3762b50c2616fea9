import words from "./words.json" with { type: "json" };
import { proseOf, type Prose } from "./prose.ts";

export type Found = {
  path: string;
  line: number;
  kind: Prose["kind"];
  word: string;
  reason: string;
  replacement: string;
};

/** Each listed word in the prose of a file. */
export const findWords = (path: string, source: string): Found[] =>
  proseOf(path, source).flatMap(({ kind, start, text }) =>
    compiled.flatMap(({ expression, reason, replacement }) =>
      [...text.matchAll(expression)].map((match) => ({
        path,
        line: source.slice(0, start + match.index).split("\n").length,
        kind,
        word: match[0].replaceAll(/\s+/g, " "),
        reason,
        replacement,
      })),
    ),
  );

const compiled = words.map(({ pattern, reason, replacement }) => ({
  // A phrase may go over the end of a line.
  expression: new RegExp(`(?<![\\w-])(?:${pattern.replaceAll(" ", String.raw`\s+`)})(?![\\w-])`, "gi"),
  reason,
  replacement,
}));
