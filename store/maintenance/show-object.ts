import { StoreUnavailable } from "../job-store.ts";
import { listKeys } from "../jobs/log/list-keys.ts";
import type { ObjectStore } from "../port/object-store.ts";

/** An object of a store as a person reads it. */
export type ShownObject =
  /** The JSON values in the object, in order. An entry of a log has a header, its records and a checksum. */
  | { kind: "object"; key: string; values: unknown[] }
  /** There is no such object, but these keys begin with the text. */
  | { kind: "keys"; keys: string[]; more: boolean }
  | { kind: "missing" }
  /** Its content could be used to sign in or to forge a price. */
  | { kind: "secret" }
  | { kind: "unreadable"; bytes: number };

/** Reads one object, or lists the keys that begin with `key`. An empty `key` lists all. */
export const showObject = async (objects: ObjectStore, key: string): Promise<ShownObject> => {
  if (/^(?:quarantine\/)?(?:secrets|provider-secrets|webhook-secrets|sessions)(?:\/|$)/.test(key))
    return { kind: "secret" };
  if (key !== "" && !key.endsWith("/")) {
    const got = await objects.get(key);
    if (got.outcome === "found") return shown(key, got.body);
    if (got.outcome !== "missing") throw new StoreUnavailable(got);
  }
  const keys: string[] = [];
  for await (const found of listKeys(objects, key)) {
    if (keys.length === mostKeys) return { kind: "keys", keys, more: true };
    keys.push(found);
  }
  return keys.length === 0 && key !== "" ? { kind: "missing" } : { kind: "keys", keys, more: false };
};

const shown = (key: string, body: Uint8Array): ShownObject => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    const values = text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line, withoutKeys) as unknown);
    return { kind: "object", key, values };
  } catch {
    // Damaged bytes, or an object that is no text.
    return { kind: "unreadable", bytes: body.length };
  }
};

/** A password hash can be attacked, and the salt of contacts signs the links that end emails. No person reads either. */
const withoutKeys = (name: string, value: unknown): unknown =>
  name === "password" || name === "contact_salt" ? "(not shown)" : value;

const mostKeys = 1_000;
