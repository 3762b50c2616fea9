import { ObservedObjectStore, type ObservedCall } from "../../store/adapters/wrap/observed-object-store.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";

/** Requests and bytes of a store. */
export interface Counts {
  puts: number;
  gets: number;
  lists: number;
  deletes: number;
  bytes_put: number;
  bytes_got: number;
  /** DynamoDB's write units of the puts: one for each KB begun. */
  write_units: number;
  /** DynamoDB's units of strongly consistent reads: one for each 4 KB begun. */
  read_units: number;
  /** Puts that found another writer's object, or an answer that was lost. */
  conflicts: number;
}

export const noCounts: Counts = {
  puts: 0,
  gets: 0,
  lists: 0,
  deletes: 0,
  bytes_put: 0,
  bytes_got: 0,
  write_units: 0,
  read_units: 0,
  conflicts: 0,
};

/** A store that counts its requests and what they would cost on DynamoDB. */
export const counted = (inner: ObjectStore): { objects: ObjectStore; counts: Counts; reset: () => void } => {
  const counts = { ...noCounts };
  const observe = ({ verb, outcome, bytes }: ObservedCall): void => {
    if (verb === "put") {
      counts.puts += 1;
      counts.bytes_put += bytes;
      counts.write_units += Math.ceil((bytes + itemOverheadBytes) / 1_024);
      if (outcome !== "stored") counts.conflicts += 1;
    } else if (verb === "delete") counts.deletes += 1;
    else {
      counts[verb === "get" ? "gets" : "lists"] += 1;
      counts.bytes_got += bytes;
      counts.read_units += Math.ceil((bytes + itemOverheadBytes) / 4_096);
    }
  };
  return {
    objects: new ObservedObjectStore(inner, observe),
    counts,
    reset: () => void Object.assign(counts, noCounts),
  };
};

/** The keys, the version and the names of an item. */
const itemOverheadBytes = 100;
