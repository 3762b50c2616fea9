import { expect, it } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

it("gives equal values equal text, whatever the order of their fields", () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  expect(canonicalJson([2, 1])).toBe("[2,1]");
  expect(canonicalJson(undefined)).toBe("null");
});
