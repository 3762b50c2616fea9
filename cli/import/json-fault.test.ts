import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonFault } from "./json-fault.ts";

test.each([
  ["", 1, 1, "the file is empty"],
  ["{", 1, 2, "the file ends before its }"],
  ['[\n  {"id": 1}\n  {"id": 2}\n]', 3, 3, "a comma or ] is missing"],
  ['[\n  {"id": 1},\n]', 3, 1, "a value is missing"],
  ['{"a": 1,}', 1, 9, "a name in double quotes is missing"],
  ["{a: 1}", 1, 2, "a name in double quotes is missing"],
  ['{"a" 1}', 1, 6, "a colon is missing"],
  ["['a']", 1, 2, "a value is missing"],
  ['["a\nb"]', 1, 4, "a string has no closing double quote"],
  ['["a', 1, 2, "a string has no closing double quote"],
  ['["\\x"]', 1, 3, "this is not a valid escape sequence"],
  ["[1.]", 1, 2, "a value is missing"],
  ["[01]", 1, 2, "a value is missing"],
  ["[NaN]", 1, 2, "a value is missing"],
  ["[] []", 1, 4, "there is more text after the end"],
  ["<html>", 1, 1, "a value is missing"],
])("finds the fault in %j in line %i, column %i: %s", (text, line, column, what) => {
  expect(jsonFault(text)).toEqual({ line, column, what });
});

test("finds a fault in a nesting deeper than the call stack", () => {
  expect(jsonFault("[".repeat(200_000))).toMatchObject({ line: 1, column: 200_001 });
});

test("finds a fault exactly when JSON.parse throws", () => {
  const json = fc.json({ maxDepth: 4 });
  const damaged = fc
    .tuple(json, fc.nat(), fc.constantFrom("", ",", "{", "]", '"', "x", "\n", "\\", "0"))
    .map(([text, at, mark]) => text.slice(0, at % (text.length + 1)) + mark + text.slice((at % (text.length + 1)) + 1));
  fc.assert(
    fc.property(fc.oneof(json, damaged), (text) => {
      expect(jsonFault(text) === null).toBe(parses(text));
    }),
    { numRuns: 2_000 },
  );
});

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // JSON.parse throws a SyntaxError for invalid text
  }
};
