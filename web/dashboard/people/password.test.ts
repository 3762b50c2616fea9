import { describe, expect, it } from "vitest";
import { assertPassword } from "../../../domain/user.ts";
import { makePassword } from "./password.ts";

describe("a made password", () => {
  it("is one that the server takes, and another each time", () => {
    const made = Array.from({ length: 200 }, () => makePassword(crypto));
    for (const password of made) {
      expect(password).toMatch(/^([bdfghjklmnprstvz][aiou]){2}(-([bdfghjklmnprstvz][aiou]){2}){4}$/);
      assertPassword(password, "dana@example.com");
    }
    expect(new Set(made).size).toBe(200);
  });

  it("uses every letter alike", () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const getRandomValues = <T>(bytes: T): T => (bytes instanceof Uint8Array ? bytes.fill(byte) && bytes : bytes);
      const [consonant = "", vowel = ""] = makePassword({ getRandomValues });
      for (const letter of [consonant, vowel]) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    expect([...counts.values()].toSorted((a, b) => a - b)).toEqual([...Array(16).fill(16), ...Array(4).fill(64)]);
  });
});
