import { createHmac, timingSafeEqual } from "node:crypto";
import { canonicalJson } from "../domain/canonical-json.ts";
import { instantOf } from "../domain/clock.ts";
import { freeze, type Price, type Pricing } from "../domain/price/pricing.ts";

/** How long a customer can book at a quoted price. */
export const quoteLifetimeMs = 2 * 3_600_000;

/**
 * Signs a quote: a promise of exactly this price until it expires, with its lines, tax, estimate and deposit. Nothing is stored. At booking the price is computed
 * again, and the signature shows whether it is the same.
 */
export const signQuote = (key: Uint8Array, price: Price, expiresMs: number): string => {
  const until = Math.floor(expiresMs / 1000).toString(36);
  return `${until}.${signatureOf(key, until, price).toString("base64url")}`;
};

/** True if `quote` promises exactly this price and has not expired. */
export const holdsQuote = (key: Uint8Array, quote: string, price: Price, nowMs: number): boolean => {
  const [until = "", signature = ""] = quote.split(".");
  if (!/^[0-9a-z]{1,9}$/.test(until) || Number.parseInt(until, 36) * 1000 < nowMs) return false;
  const given = Buffer.from(signature, "base64url");
  const right = signatureOf(key, until, price);
  return given.length === right.length && timingSafeEqual(given, right);
};

/** The price of a quote as the API shows it. */
export const quotedPricing = (price: Price, at: number): Pricing => freeze(price, instantOf(at));

const signatureOf = (key: Uint8Array, until: string, price: Price): Buffer =>
  createHmac("sha256", key)
    .update(`${until} ${canonicalJson(price)}`)
    .digest();
