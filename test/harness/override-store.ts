import type { ObjectStore } from "../../store/port/object-store.ts";

/** Returns a store that answers some calls differently and passes the others on. */
export const overrideStore = (store: ObjectStore, changes: Partial<ObjectStore>): ObjectStore => ({
  partBytes: store.partBytes,
  maxBodyBytes: store.maxBodyBytes,
  get: (...args) => store.get(...args),
  put: (...args) => store.put(...args),
  delete: (...args) => store.delete(...args),
  list: (...args) => store.list(...args),
  ...changes,
});
