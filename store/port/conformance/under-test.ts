import { test } from "vitest";
import type { ObjectStore, Version } from "../object-store.ts";

export interface ObjectStoreUnderTest {
  store: ObjectStore;
  /** Another handle on the same data, as another process would have it. By default the cases use one handle. */
  second?: ObjectStore;
  /** Moves store time forward; only for a store whose clock a test controls. */
  moveClock?: (ms: number) => void;
  close?(): Promise<void>;
}

export type OpenStore = () => Promise<ObjectStoreUnderTest & { second: ObjectStore }>;

/**
 * What an adapter leaves out of the port, with the reason. The cases that need it are not registered, and a test next to
 * the adapter shows how it refuses.
 */
export interface LeftOut {
  /** Other bytes under an existing key, by compare-and-swap. */
  replacing?: string;
  /** A key that is also the beginning of other keys, up to a slash. */
  nestedKeys?: string;
  /** Key segments of more than 200 characters. */
  longSegments?: string;
}

/** Returns `test`, or a function that registers nothing if there is a reason to leave the case out. */
export const unlessLeftOut = (reason: string | undefined): ((name: string, run: () => Promise<void>) => void) =>
  reason === undefined ? test : () => undefined;

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Returns the text under a key; throws unless the key exists. */
export const textOf = async (store: ObjectStore, key: string): Promise<string> => {
  const found = await store.get(key);
  if (found.outcome !== "found") throw new Error(`${key} is ${found.outcome}`);
  return new TextDecoder().decode(found.body);
};

/** Stores a text under a new key, or over the given version, and returns its version. */
export const stored = async (store: ObjectStore, key: string, text: string, version?: Version): Promise<Version> => {
  const put = await store.put(key, bytesOf(text), version === undefined ? "absent" : { version });
  if (put.outcome !== "stored") throw new Error(`${key} was not stored: ${put.outcome}`);
  return put.version;
};
