import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "./fold.ts";

test.each([
  ["Müller", "MULLER"],
  ["Mu\u0308ller", "Müller"],
  ["O’Brien", "o'brien"],
  ["O´Brien", "OBrien"],
  ["Łódź", "lodz"],
  ["Straße", "STRASSE"],
  ["STRAẞE", "strasse"],
  ["Smith–Jones", "smith-jones"],
  ["Smith\u2011Jones", "Smith Jones"],
  ["Ærø", "aero"],
  ["İstanbul", "istanbul"],
  ["Sørensen", "Sorensen"],
  ["José  Núñez", "jose nunez"],
  ["ﬁrst", "first"],
  ["26A-7K3Q", "26a 7k3q"],
])("%j is found as %j", (text, typed) => {
  expect(fold(text)).toBe(fold(typed));
});

test("different names stay different", () => {
  expect(new Set(["Muller", "Miller", "Möllner", "Mull"].map(fold)).size).toBe(4);
});

test("folding twice changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }),
  );
});
