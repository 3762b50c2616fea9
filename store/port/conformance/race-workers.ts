import type { ObjectStore } from "../object-store.ts";
import { bytesOf } from "./under-test.ts";

const counterKey = "count";
const logPrefix = "days/2026-11-27/";
const keyOfEntry = (number: number): string => `${logPrefix}${String(number).padStart(8, "0")}`;

/** Adds one id to a list under compare-and-swap. Resolves each answer without a clear outcome by reading. */
export const addToCounter = async (store: ObjectStore, id: string): Promise<void> => {
  for (;;) {
    const found = await store.get(counterKey);
    if (found.outcome === "unavailable") continue;
    if (found.outcome !== "found") throw new Error(`The counter is ${found.outcome}`);
    const increments = JSON.parse(new TextDecoder().decode(found.body)) as string[];
    if (increments.includes(id)) return;
    const body = bytesOf(JSON.stringify([...increments, id]));
    if ((await store.put(counterKey, body, { version: found.version })).outcome === "stored") return;
  }
};

export const readCounter = async (store: ObjectStore): Promise<string[]> => {
  const found = await store.get(counterKey);
  if (found.outcome === "unavailable") return readCounter(store);
  if (found.outcome !== "found") throw new Error(`The counter is ${found.outcome}`);
  return JSON.parse(new TextDecoder().decode(found.body)) as string[];
};

/**
 * Appends one entry the way a day log does: put if absent at the next number, and after any other answer read that
 * number. The entry there is our own, another writer's, or absent; then the same bytes are sent again. `from` is the number
 * to try first, such as the one after the caller's last entry. Returns the number of the entry.
 */
export const appendToLog = async (store: ObjectStore, id: string, from: number): Promise<number> => {
  for (let number = from; ;) {
    if ((await store.put(keyOfEntry(number), bytesOf(id), "absent")).outcome === "stored") return number;
    const found = await store.get(keyOfEntry(number));
    if (found.outcome !== "found") continue;
    if (new TextDecoder().decode(found.body) === id) return number;
    number += 1;
  }
};

/** Returns the ids of all entries and checks that no number is skipped. */
export const entriesOf = async (store: ObjectStore): Promise<string[]> => {
  const listed = await store.list(logPrefix);
  if (listed.outcome === "unavailable") return entriesOf(store);
  const ids: string[] = [];
  for (const [index, key] of listed.keys.entries()) {
    if (key !== keyOfEntry(index + 1)) throw new Error(`${key} is out of order`);
    let found = await store.get(key);
    while (found.outcome === "unavailable") found = await store.get(key);
    if (found.outcome === "found") ids.push(new TextDecoder().decode(found.body));
  }
  return ids;
};
