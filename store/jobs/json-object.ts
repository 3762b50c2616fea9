import { StoreUnavailable, UnreadableDocument } from "../job-store.ts";
import type { ObjectStore, PutCondition, PutOutcome, Version } from "../port/object-store.ts";

/** Reads a JSON value; null if the key does not exist. Only the caller's own kind of value is under its keys. */
export const readJson = async <T>(
  objects: ObjectStore,
  key: string,
): Promise<{ value: T; version: Version } | null> => {
  const got = await objects.get(key);
  if (got.outcome === "missing") return null;
  if (got.outcome !== "found") throw new StoreUnavailable(new Error(`${key} cannot be read`, { cause: got }));
  try {
    return { value: JSON.parse(Buffer.from(got.body).toString()) as T, version: got.version };
  } catch (error) {
    throw new UnreadableDocument(key, error);
  }
};

export const putJson = (
  objects: ObjectStore,
  key: string,
  value: unknown,
  condition: PutCondition,
): Promise<PutOutcome> => objects.put(key, Buffer.from(JSON.stringify(value)), condition);
