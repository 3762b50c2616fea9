import fc from "fast-check";
import { createDecipheriv, hkdfSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openView, revOf, sealView, tombstone } from "./sealed-view.ts";
import { isToken, newToken, tokenSecrets } from "./token.ts";
import { seededRandom } from "../test/harness/seeded-random.ts";

const token = "abcdefghijklmnopqrstuvwxyzABCDEF";
const iv = new Uint8Array(12).fill(7);

describe("a token", () => {
  it("is 32 URL-safe characters, and begins and ends with none that a link detector cuts", () => {
    const random = seededRandom(1);
    for (let count = 0; count < 2_000; count += 1) {
      const made = newToken(random);
      expect(isToken(made)).toBe(true);
      expect(made).toMatch(/^[A-Za-z0-9].*[A-Za-z0-9]$/);
    }
  });

  it("gives the lookup that another implementation of HKDF gives", async () => {
    const expected = Buffer.from(hkdfSync("sha256", token, "", "tailboard/lookup/1", 16)).toString("base64url");
    expect((await tokenSecrets(token)).lookup).toBe(expected);
  });
});

describe("a sealed view", () => {
  it("is what the contract says, byte for byte, to another implementation of AES-GCM", async () => {
    const secrets = await tokenSecrets(token);
    expect(secrets.key.extractable).toBe(false);
    const body = Buffer.from(await sealView(secrets, 258, '{"a":1}', iv));
    expect(body.subarray(0, 9).toString("hex")).toBe("010000000000000102");
    expect(body.subarray(9, 21)).toEqual(Buffer.from(iv));
    const key = Buffer.from(hkdfSync("sha256", token, "", "tailboard/key/1", 32));
    const decipher = createDecipheriv("aes-256-gcm", key, body.subarray(9, 21));
    decipher.setAAD(Buffer.concat([body.subarray(0, 9), Buffer.from(secrets.lookup)]));
    decipher.setAuthTag(body.subarray(-16));
    const plain = Buffer.concat([decipher.update(body.subarray(21, -16)), decipher.final()]).toString();
    expect(plain.length).toBe(2048);
    expect(plain.trimEnd()).toBe('{"a":1}');
  });

  it("opens with its token and with no other", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.integer({ min: 1, max: 2 ** 40 }), async (json, rev) => {
        const body = new Uint8Array(await sealView(await tokenSecrets(token), rev, json, iv));
        expect(await openView(token, body)).toBe(json.trimEnd());
        expect(revOf(body)).toBe(rev);
        expect(await openView("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef", body)).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it("cannot be passed off as another revision", async () => {
    const body = new Uint8Array(await sealView(await tokenSecrets(token), 1, "{}", iv));
    body[8] = 2;
    expect(await openView(token, body)).toBeNull();
  });

  it("is padded, so that its length tells nothing", async () => {
    const secrets = await tokenSecrets(token);
    const lengths = await Promise.all(
      ["{}", `{"note":"${"x".repeat(1_500)}"}`].map(async (json) => (await sealView(secrets, 1, json, iv)).length),
    );
    expect(new Set(lengths).size).toBe(1);
  });

  it("looks like a tombstone to everybody else", async () => {
    const random = seededRandom(2);
    const grave = tombstone(9, (count) => random.bytes(count));
    expect(grave.length).toBe((await sealView(await tokenSecrets(token), 9, "{}", iv)).length);
    expect(revOf(grave)).toBe(9);
    expect(await openView(token, new Uint8Array(grave))).toBeNull();
  });

  it("is not an error page, nor nothing", async () => {
    for (const text of ["", "<!doctype html><title>Not found</title>", "\u0001"]) {
      const body = new Uint8Array(new TextEncoder().encode(text));
      expect(await openView(token, body)).toBeNull();
    }
    expect(revOf(new Uint8Array())).toBeNull();
  });
});
