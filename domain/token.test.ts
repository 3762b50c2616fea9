import { hkdfSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../test/harness/seeded-random.ts";
import { isToken, newToken, tokenSecrets } from "./token.ts";

const token = "abcdefghijklmnopqrstuvwxyzABCDEF";

describe("a token", () => {
  it("is 32 URL-safe characters, and starts and ends with a letter or digit", () => {
    const random = seededRandom(1);
    for (let count = 0; count < 2_000; count += 1) {
      const random32 = newToken(random);
      expect(isToken(random32)).toBe(true);
      expect(random32).toMatch(/^[A-Za-z0-9].*[A-Za-z0-9]$/);
    }
  });

  it("has the same lookup name as another implementation of HKDF", async () => {
    const expected = Buffer.from(hkdfSync("sha256", token, "", "tailboard/lookup/1", 16)).toString("base64url");
    expect((await tokenSecrets(token)).lookup).toBe(expected);
  });
});
