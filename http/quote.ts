import { instantOf } from "../domain/clock.ts";
import type { Pricing } from "../domain/pricing.ts";
import { base64url } from "../domain/random.ts";

/** How long a customer can book at a quoted price. */
export const quoteLifetimeMs = 2 * 3_600_000;

type Price = Pick<Pricing, "kind" | "currency" | "total_cents" | "lines">;

/**
 * Signs a quote: a promise of exactly this price until it expires. Nothing is stored. At booking the price is computed
 * again, and the signature shows whether it is the same.
 */
export const signQuote = async (key: Uint8Array, price: Price, expiresMs: number): Promise<string> => {
  const until = Math.floor(expiresMs / 1000).toString(36);
  return `${until}.${base64url(new Uint8Array(await crypto.subtle.sign("HMAC", await hmacKey(key), textOf(until, price))))}`;
};

/** True if `quote` promises exactly this price and has not expired. */
export const holdsQuote = async (key: Uint8Array, quote: string, price: Price, nowMs: number): Promise<boolean> => {
  const [until = "", signature = ""] = quote.split(".");
  if (!/^[0-9a-z]{1,9}$/.test(until) || Number.parseInt(until, 36) * 1000 < nowMs) return false;
  const signed = Uint8Array.from(Buffer.from(signature, "base64url"));
  // The library compares in constant time.
  return await crypto.subtle.verify("HMAC", await hmacKey(key), signed, textOf(until, price));
};

/** The price of a quote as the API shows it. */
export const quotedPricing = (price: Price, at: number): Pricing => ({
  ...price,
  frozen_at: instantOf(at),
  amendments: [],
});

const canonical = ({ kind, currency, total_cents, lines }: Price): string =>
  JSON.stringify([
    kind,
    currency,
    total_cents,
    lines.map(({ label, quantity, unit_cents, amount_cents }) => [label, quantity, unit_cents, amount_cents]),
  ]);

const textOf = (until: string, price: Price) => new TextEncoder().encode(`${until} ${canonical(price)}`);

const hmacKey = (key: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", new Uint8Array(key), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
