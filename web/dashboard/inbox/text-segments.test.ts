import { describe, expect, it } from "vitest";
import { inCheapLetters, sizeOf } from "../../../notify/text-size.ts";
import { segmentsOf } from "./text-segments.ts";

describe("segmentsOf", () => {
  it.each([
    ["", 0],
    ["Sure, noon works.", 1],
    ["a".repeat(160), 1],
    ["a".repeat(161), 2],
    ["€".repeat(80), 1],
    ["€".repeat(81), 2],
    ["ж".repeat(70), 1],
    ["ж".repeat(71), 2],
    [`${"a".repeat(66)}👍${"a".repeat(10)}`, 2],
    ["¿Mañana está bien? Sí.", 1],
  ])("counts the texts of %j", (text, segments) => {
    expect(segmentsOf(text).segments).toBe(segments);
  });

  it("names the letter that makes a text longer, and no letter that the server replaces", () => {
    expect(segmentsOf("It’s fine…").long).toBeNull();
    expect(segmentsOf("Thanks 👍").long).toBe("👍");
  });

  it("agrees with the count of the server", () => {
    const parts = ["a", "é", "á", "€", "{", "’", "…", "ж", "👍", "\n", "ñ", "long words "];
    for (let seed = 1; seed <= 300; seed += 1) {
      const count = 1 + ((seed * 37) % 190);
      const text = Array.from({ length: count }, (_, at) => parts[(seed * (at + 3) + at * at) % parts.length]).join("");
      expect(segmentsOf(text).segments, JSON.stringify(text)).toBe(sizeOf(inCheapLetters(text)).segments);
    }
  });
});
