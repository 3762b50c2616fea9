import type { ObjectStore as PrivateStore, Version as PrivateVersion } from "../../store/objects/object-store.ts";
import type { ObjectStore, Version } from "../../store/port/object-store.ts";

/**
 * The port of the public store on a store of the earlier port, so that a test can keep days and views in one store.
 * Store time is always 0, because views do not use it. It goes with `store/objects/`.
 */
export const asPublicStore = (store: PrivateStore): ObjectStore => ({
  partBytes: 8 * 1024 * 1024,
  maxBodyBytes: 64 * 1024 * 1024,
  get: async (key, { unless } = {}) => {
    const got = await store.get(key, unless === undefined ? {} : { unless: unless as string as PrivateVersion });
    if (got.outcome === "unavailable") return got;
    if (got.outcome === "found") return { ...got, version: got.version as string as Version, at: 0 };
    return { ...got, at: 0 };
  },
  put: async (key, body, condition, headers) => {
    const put = await store.put(
      key,
      body,
      typeof condition === "string" ? condition : { version: condition.version as string as PrivateVersion },
      headers,
    );
    if (put.outcome === "stored") return { ...put, version: put.version as string as Version, at: 0 };
    if (put.outcome === "unknown") return { ...put, outcome: "indeterminate" };
    return put.outcome === "unavailable" ? put : { outcome: "conflict", at: 0 };
  },
  delete: () => Promise.reject(new Error("Views are never deleted")),
  list: async (prefix, options) => {
    const listed = await store.list(prefix, options);
    return listed.outcome === "unavailable" ? listed : { ...listed, at: 0 };
  },
});
