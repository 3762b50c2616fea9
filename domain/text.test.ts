import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanLine, cleanText } from "./text.ts";

describe("text from a form", () => {
  it.each([
    ["  Mark   Soderblom ", "Mark Soderblom"],
    ["Zoe\u0301", "Zo\u00e9"],
    ["\u001B[31mred\u001B[0m", "[31mred[0m"],
    ["abc\u202Edef", "abcdef"],
    ["\u2066\u05D0\u05D1\u2069", "\u05D0\u05D1"],
    ["line\nbreak", "line break"],
    ["👩‍🚒 crew", "👩‍🚒 crew"],
    ["محمد", "محمد"],
    ["Robert'); DROP TABLE jobs;--", "Robert'); DROP TABLE jobs;--"],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["\uD800", ""],
    ["\u200B", ""],
    ["\u2060\u00AD \uFEFF", ""],
    ["\u3164", ""],
    ["\u2800\u2800", ""],
    ["\uFE0F\u0301", ""],
    ["\u{E0041}", ""],
    ["नमस्ते", "नमस्ते"],
    ["5", "5"],
    ["🚚", "🚚"],
  ])("cleanLine(%j) = %j", (typed, kept) => {
    expect(cleanLine(typed)).toBe(kept);
  });

  it("keeps line breaks, at most two in a row", () => {
    expect(cleanText("Gate code 4417\r\n\r\n\r\n\r\nDog \u0007in the yard ")).toBe("Gate code 4417\n\nDog in the yard");
  });

  it("does not change clean text, and leaves no control character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (typed) => {
        expect(cleanLine(cleanLine(typed))).toBe(cleanLine(typed));
        expect(cleanText(cleanText(typed))).toBe(cleanText(typed));
        expect(cleanLine(typed)).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });
});
