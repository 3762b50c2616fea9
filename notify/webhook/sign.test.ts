import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { printSecret, signedHeaders } from "./sign.ts";

const now = Date.now();
const [secret, earlier] = [new Uint8Array(32).fill(7), new Uint8Array(32).fill(9)];
const body = JSON.stringify({ type: "job.created", data: { name: "Peña 🚚" } });
const headers = (secrets: Uint8Array[]) => ({ ...signedHeaders({ id: "evt_1", now, body }, secrets) });

describe("a signature", () => {
  it("passes the verifier of Standard Webhooks", () => {
    expect(printSecret(secret)).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(new Webhook(printSecret(secret)).verify(body, headers([secret]))).toEqual(JSON.parse(body));
  });

  it("passes with either secret while one replaces the other", () => {
    for (const one of [secret, earlier])
      expect(new Webhook(printSecret(one)).verify(body, headers([secret, earlier]))).toEqual(JSON.parse(body));
  });

  it("fails for another body, id or secret", () => {
    const verifier = new Webhook(printSecret(secret));
    expect(() => verifier.verify(`${body} `, headers([secret]))).toThrow();
    expect(() => verifier.verify(body, { ...headers([secret]), "webhook-id": "evt_2" })).toThrow();
    expect(() => verifier.verify(body, headers([earlier]))).toThrow();
  });
});
