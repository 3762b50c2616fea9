import { createHmac } from "node:crypto";

/** What a receiver needs to know who sent a body, and when: the headers of Standard Webhooks. */
export interface SignedHeaders {
  "webhook-id": string;
  "webhook-timestamp": string;
  "webhook-signature": string;
}

/**
 * Signs a body with each secret, so that a receiver with the earlier secret still accepts it while it is replaced. `id` is
 * the same on every attempt, and the timestamp is that of the attempt.
 */
export const signedHeaders = (
  { id, now, body }: { id: string; now: number; body: string },
  secrets: readonly Uint8Array[],
): SignedHeaders => {
  const timestamp = String(Math.floor(now / 1_000));
  const signatures = secrets.map(
    (secret) => `v1,${createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64")}`,
  );
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
};

/** The secret as an owner copies it into a receiver. */
export const printSecret = (secret: Uint8Array): string => `whsec_${Buffer.from(secret).toString("base64")}`;
