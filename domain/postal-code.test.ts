import { expect, test } from "vitest";
import { distinctPostalCodes, isServed } from "./postal-code.ts";

test.each([
  ["92122", "92122-1234"],
  ["92122-1234", "92122"],
  ["92122", "92122 1234"],
  ["92122", "921221234"],
  ["92122", " 92122"],
  ["92122", "９２１２２"],
  ["K1A 0B1", "k1a0b1"],
  ["K1A 0B1", "K1A-0B1"],
  ["SW1A 1AA", "sw1a1aa"],
])("an area of %j serves %j", (served, code) => {
  expect(isServed([served], code)).toBe(true);
});

test.each([
  ["92122", "92123"],
  ["92122", "92123-2122"],
  ["92122", "9212"],
  ["92122", ""],
  ["K1A 0B1", "K1A 0B2"],
])("an area of %j does not serve %j", (served, code) => {
  expect(isServed([served], code)).toBe(false);
});

test("no list serves everywhere, an empty list nowhere", () => {
  expect([isServed(null, "92122"), isServed([], "92122")]).toEqual([true, false]);
});

test("a list has each code once, as people write it", () => {
  expect(distinctPostalCodes(["92122-1234", "92122", "k1a 0b1", "K1A0B1", "00-950"])).toEqual([
    "92122",
    "K1A0B1",
    "00950",
  ]);
});
