import { hkdfSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { tokenSecrets } from "./token.ts";

const token = "abcdefghijklmnopqrstuvwxyzABCDEF";

describe("a token", () => {
  it("has the same lookup name as another implementation of HKDF", async () => {
    const expected = Buffer.from(hkdfSync("sha256", token, "", "tailboard/lookup/1", 16)).toString("base64url");
    expect((await tokenSecrets(token)).lookup).toBe(expected);
  });
});
