import { hash } from "node:crypto";

const digests = new WeakMap<Uint8Array, string>();
/** Bodies are never changed in place, so each is hashed once. */
export const digestOf = (body: Uint8Array): string => {
  const known = digests.get(body);
  if (known !== undefined) return known;
  const digest = hash("md5", body, "base64");
  digests.set(body, digest);
  return digest;
};

/** A whole answer as text, with bodies by their digest. */
export const textOf = (result: unknown): string =>
  JSON.stringify(result, (_, value: unknown) => {
    if (value instanceof Uint8Array) return digestOf(value);
    if (value instanceof Error) return `${value.name} ${"code" in value ? String(value.code) : value.message}`;
    return value;
  }) ?? "";

/** An answer as one line of a trace. */
export const brief = (result: unknown): string => {
  const text =
    typeof result === "object" && result !== null && "outcome" in result ? String(result.outcome) : textOf(result);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
};
