import { expect, it } from "vitest";
import { findWords } from "./find-words.ts";
import { judgeWords } from "./judge-words.ts";

const files = ["cli/a.ts", "store/objects/a.ts"];
const word = (path: string) => findWords(path, "// whoever");

it("passes if there are no words", () => {
  expect(judgeWords(files, [], [])).toEqual([]);
});

it("fails if no file was read", () => {
  expect(judgeWords([], [], [])).toEqual(["No file was read, so nothing was checked."]);
});

it("names each word with its replacement", () => {
  expect(judgeWords(files, word("cli/a.ts"), [])).toEqual([
    expect.stringMatching(/^cli\/a\.ts:1: "whoever" in a comment names no actor\. Use the actor: /),
  ]);
});

it("allows a folder its number of words, and not one more", () => {
  const unclean = [{ folder: "cli", words: 1, reason: "" }];
  expect(judgeWords(files, word("cli/a.ts"), unclean)).toEqual([]);
  const problems = judgeWords(files, [...word("cli/a.ts"), ...word("cli/b/c.ts")], unclean);
  expect(problems[0]).toBe("cli has 2 listed words; unclean-folders.json allows 1:");
  expect(problems).toHaveLength(3);
});

it("asks to remove a clean folder from the list", () => {
  expect(judgeWords(files, [], [{ folder: "cli", words: 1, reason: "" }])).toEqual([
    "cli has no listed word left: remove it from scripts/words/unclean-folders.json.",
  ]);
});

it("counts a file for the innermost folder, and a file at the top for the folder .", () => {
  const unclean = [
    { folder: "store", words: 1, reason: "" },
    { folder: "store/objects", words: 1, reason: "" },
    { folder: ".", words: 1, reason: "" },
  ];
  const found = [...word("store/a.ts"), ...word("store/objects/a.ts"), ...word("a.ts")];
  expect(judgeWords(files, found, unclean)).toEqual([]);
});
