import { instantOf, type Clock } from "../../domain/clock.ts";
import { StoreUnavailable } from "../job-store.ts";
import { keys } from "../keys.ts";
import type { ObjectStore } from "../port/object-store.ts";

/** Copies damaged bytes to a key where a person can look at them, and returns that key. The damaged object stays. */
export const quarantine = async (
  { objects, clock }: { objects: ObjectStore; clock: Clock },
  key: string,
  bytes: Uint8Array,
): Promise<string> => {
  const copy = `${keys.quarantine(key)}${instantOf(clock.now()).replaceAll(":", "-")}`;
  const put = await objects.put(copy, bytes, "absent");
  if (put.outcome === "stored") return copy;
  // After a lost answer, or a second repair in the same millisecond, the copy exists.
  const got = await objects.get(copy);
  if (got.outcome !== "found")
    throw new StoreUnavailable(new Error("A damaged object cannot be copied", { cause: put }));
  return copy;
};
