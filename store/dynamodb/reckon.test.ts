import { expect, test } from "vitest";
import { sizeOf, unitsOf } from "./reckon.ts";

test("a kilobyte begun is a unit, in a transaction two", () => {
  const small = { put: { pk: "a", sk: "b" } };
  const large = { put: { pk: "a", sk: "b", body: "x".repeat(1_020) } };
  expect(sizeOf(large.put)).toBe(1_030);
  expect([unitsOf([small]), unitsOf([large]), unitsOf([small, large])]).toEqual([1, 2, 6]);
  expect(unitsOf([{ remove: small.put }, { check: small.put, when: { text: "" } }])).toBe(4);
});

test("sizes count bytes, not characters, of names and values", () => {
  expect(sizeOf({ ä: "ä", n: 1234, list: ["ab", "c"], flag: true, bytes: new Uint8Array(9) })).toBe(
    2 + 2 + (1 + 3) + (4 + 3 + 3 + 2) + (4 + 1) + (5 + 9),
  );
});
