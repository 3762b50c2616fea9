import { expect, it } from "vitest";
import { faultsIn, withFault } from "./fault.ts";

const changed = (source: string, file = "a.ts"): string[] =>
  faultsIn(file, source).map((fault) => withFault(source, fault));

it("turns conditions and comparisons around", () => {
  expect(changed("if (a <= b) f();")).toEqual([
    "if (true) f();",
    "if (false) f();",
    "if (a < b) f();",
    "if (a > b) f();",
    "if (a <= b) ;",
  ]);
  expect(changed("x = a && b !== c;")).toEqual(["x = a || b !== c;", "x = a && b === c;"]);
});

it("drops a property, shifts a number, flips a boolean, spoils a word", () => {
  expect(changed('x = { id, ...rest, most: 3, on: true, code: "full" };')).toEqual([
    'x = {  ...rest, most: 3, on: true, code: "full" };',
    'x = { id,  most: 3, on: true, code: "full" };',
    'x = { id, ...rest,  on: true, code: "full" };',
    'x = { id, ...rest, most: 3,  code: "full" };',
    "x = { id, ...rest, most: 3, on: true,  };",
    'x = { id, ...rest, most: 4, on: true, code: "full" };',
    'x = { id, ...rest, most: 3, on: false, code: "full" };',
    'x = { id, ...rest, most: 3, on: true, code: "fullx" };',
  ]);
});

it("leaves out an awaited call", () => {
  expect(changed("await store.drain();")).toEqual([";"]);
});

it("leaves types, imports and texts for people alone", () => {
  expect(
    changed('import { a } from "b"; interface A { kind: "x"; most: 3 } const t: "x" | 1 = say("Try again.");'),
  ).toEqual([]);
});

it("names the line, also after letters of several bytes and in JSX", () => {
  const source = 'const face = "é 😀";\nexport const View = () => <p hidden={many > 2}>{face}</p>;\n';
  expect(faultsIn("a.tsx", source).map(({ line, from, to }) => ({ line, from, to }))).toEqual([
    { line: 2, from: " > ", to: " >= " },
    { line: 2, from: " > ", to: " < " },
    { line: 2, from: "2", to: "3" },
  ]);
});
