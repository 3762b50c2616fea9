import { describe, expect, it } from "vitest";
import { homeDayOf, isJobId, newJobId, readJobId } from "./job-id.ts";
import { seededRandom } from "../test/harness/seeded-random.ts";

describe("a job id", () => {
  it("contains its home day, and no letter that people misread", () => {
    const id = newJobId("2026-11-27", seededRandom(3), () => false);
    expect(id).toMatch(/^261127-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(homeDayOf(id)).toBe("2026-11-27");
  });

  it("is never one that exists, and grows on a day with many jobs", () => {
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

  it("is read in lower case and with the letters O, I and L", () => {
    expect(readJobId(" 261127-7k3q ")).toBe("261127-7K3Q");
    expect(readJobId("26ll27-7K3O")).toBe("261127-7K30");
    expect(readJobId("261127")).toBeNull();
  });
});
