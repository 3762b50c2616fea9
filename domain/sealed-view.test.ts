import fc from "fast-check";
import { createDecipheriv, hkdfSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openTrackedView, sealTrackedView, viewSecretsOf } from "../store/tracked-views/view-cipher.ts";
import { seededRandom } from "../test/harness/seeded-random.ts";
import { openView, revOf, tombstone } from "./sealed-view.ts";
import { tokenSecrets } from "./token.ts";

const token = "abcdefghijklmnopqrstuvwxyzABCDEF";
const iv = new Uint8Array(12).fill(7);

describe("a sealed view", () => {
  it("has the layout of the contract, as another implementation of AES-GCM reads it", async () => {
    const secrets = viewSecretsOf(token);
    expect((await tokenSecrets(token)).key.extractable).toBe(false);
    const body = Buffer.from(sealTrackedView(secrets, 258, '{"a":1}', iv));
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

  it("opens with its own token only", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.integer({ min: 1, max: 2 ** 40 }), async (json, rev) => {
        const body = new Uint8Array(sealTrackedView(viewSecretsOf(token), rev, json, iv));
        expect(await openView(token, body)).toBe(json.trimEnd());
        expect(openTrackedView(viewSecretsOf(token), body)).toBe(json.trimEnd());
        expect(revOf(body)).toBe(rev);
        expect(await openView("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef", body)).toBeNull();
        expect(openTrackedView(viewSecretsOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef"), body)).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it("cannot pass as another revision", async () => {
    const body = new Uint8Array(sealTrackedView(viewSecretsOf(token), 1, "{}", iv));
    body[8] = 2;
    expect(await openView(token, body)).toBeNull();
    expect(openTrackedView(viewSecretsOf(token), body)).toBeNull();
  });

  it("is padded, so its length reveals nothing", () => {
    const secrets = viewSecretsOf(token);
    const lengths = ["{}", `{"note":"${"x".repeat(1_500)}"}`].map(
      (json) => sealTrackedView(secrets, 1, json, iv).length,
    );
    expect(new Set(lengths).size).toBe(1);
  });

  it("looks like a tombstone without the token", async () => {
    const random = seededRandom(2);
    const grave = tombstone(9, (count) => random.bytes(count));
    expect(grave.length).toBe(sealTrackedView(viewSecretsOf(token), 9, "{}", iv).length);
    expect(revOf(grave)).toBe(9);
    expect(await openView(token, new Uint8Array(grave))).toBeNull();
  });

  it("is neither an error page nor empty", async () => {
    for (const text of ["", "<!doctype html><title>Not found</title>", "\u0001"]) {
      const body = new Uint8Array(new TextEncoder().encode(text));
      expect(await openView(token, body)).toBeNull();
      expect(openTrackedView(viewSecretsOf(token), body)).toBeNull();
    }
    expect(revOf(new Uint8Array())).toBeNull();
  });
});
