import type { ObjectStore } from "../../port/object-store.ts";
import { ObservedObjectStore } from "./observed-object-store.ts";

/** Reports how each write ended, for store health: null if the store answered, else the reason why it did not. */
export class WatchedObjectStore extends ObservedObjectStore {
  constructor(inner: ObjectStore, note: (cause: unknown) => void) {
    super(inner, ({ verb, cause }) => {
      if (verb === "put" || verb === "delete") note(cause);
    });
  }
}
