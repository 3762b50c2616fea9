import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanLine, cleanText } from "./text.ts";
import { homeDayOf, isJobId, newJobId, readJobId } from "./job-id.ts";
import { seededRandom } from "../test/harness/seeded-random.ts";

describe("text that people type", () => {
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

  it("keeps the lines of a note, two breaks at most", () => {
    expect(cleanText("Gate code 4417\r\n\r\n\r\n\r\nDog \u0007in the yard ")).toBe("Gate code 4417\n\nDog in the yard");
  });

  it("cleans what is clean to itself, and leaves no control character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (typed) => {
        expect(cleanLine(cleanLine(typed))).toBe(cleanLine(typed));
        expect(cleanText(cleanText(typed))).toBe(cleanText(typed));
        expect(cleanLine(typed)).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });
});

describe("a job id", () => {
  it("carries its home day and reads well over a telephone", () => {
    const id = newJobId("2026-11-27", seededRandom(3), () => false);
    expect(id).toMatch(/^261127-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(homeDayOf(id)).toBe("2026-11-27");
  });

  it("is never one that is taken, and grows where the day is crowded", () => {
    const random = seededRandom(4);
    const taken = new Set<string>();
    for (let count = 0; count < 3_000; count += 1) {
      const id = newJobId("2026-11-27", random, (one) => taken.has(one));
      expect(taken.has(id)).toBe(false);
      expect(isJobId(id)).toBe(true);
      taken.add(id);
    }
    expect(newJobId("2026-11-27", random, (one) => one.length < 13)).toHaveLength(13);
  });

  it("is read as people type it", () => {
    expect(readJobId(" 261127-7k3q ")).toBe("261127-7K3Q");
    expect(readJobId("26ll27-7K3O")).toBe("261127-7K30");
    expect(readJobId("261127")).toBeNull();
  });
});
