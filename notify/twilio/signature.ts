import { createHmac, timingSafeEqual } from "node:crypto";

/** What Twilio signed: the address it called, and the form fields that it sent. */
export interface SignedCall {
  /** The public address as configured, with the raw path and query. Never built from the Host header. */
  url: string;
  fields: readonly (readonly [name: string, value: string])[];
}

/**
 * True if one of the tokens made this signature. Twilio signs the address and each field, sorted by name. Some of its parts
 * add the default port to the address and others do not, so both count. Two tokens are valid while one is being replaced.
 */
export const isSigned = (call: SignedCall, signature: string, tokens: readonly string[]): boolean =>
  tokens.some((token) => addressesOf(call.url).some((url) => isEqual(sign({ ...call, url }, token), signature)));

export const sign = ({ url, fields }: SignedCall, token: string): string => {
  const byName = Map.groupBy(fields, ([name]) => name);
  const text = [...byName.keys()].toSorted().flatMap((name) => {
    const values = new Set(byName.get(name)?.map(([, value]) => value));
    return [...values].toSorted().map((value) => name + value);
  });
  return createHmac("sha1", token)
    .update(url + text.join(""))
    .digest("base64");
};

const addressesOf = (url: string): string[] => {
  const match = /^(https?):\/\/([^/:?#]+)(?::(\d+))?(.*)$/.exec(url);
  if (match === null) return [url];
  const [, scheme = "", host = "", port, rest = ""] = match;
  const usual = scheme === "https" ? "443" : "80";
  if (port !== undefined && port !== usual) return [url];
  return [`${scheme}://${host}${rest}`, `${scheme}://${host}:${usual}${rest}`];
};

const isEqual = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};
