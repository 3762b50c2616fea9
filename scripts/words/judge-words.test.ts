import { expect, it } from "vitest";
import { findWords } from "./find-words.ts";
import { judgeWords } from "./judge-words.ts";

const files = ["cli/a.ts", "store/a.ts"];
const word = (path: string) => findWords(path, "// whoever");

it("passes if there are no words", () => {
  expect(judgeWords(files, [])).toEqual([]);
});

it("fails if no file was read", () => {
  expect(judgeWords([], [])).toEqual(["No file was read, so nothing was checked."]);
});

it("names each word with its replacement", () => {
  expect(judgeWords(files, word("cli/a.ts"))).toEqual([
    expect.stringMatching(/^cli\/a\.ts:1: "whoever" in a comment names no actor\. Use the actor: /),
  ]);
});
