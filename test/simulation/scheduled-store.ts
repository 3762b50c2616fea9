import { assertKey } from "../../store/port/limits.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";

/** A call that waits. The grant sends it or not, and chooses what the caller gets. */
export interface ScheduledCall<Outcome> {
  verb: "get" | "put" | "delete" | "list";
  key: string;
  send(): Promise<Outcome>;
}

/** Wraps a store so that every call waits for a grant, to check every order in which callers can meet. */
export const scheduledStore = (
  store: ObjectStore,
  grant: <Outcome>(call: ScheduledCall<Outcome>) => Promise<Outcome>,
): ObjectStore => ({
  partBytes: store.partBytes,
  maxBodyBytes: store.maxBodyBytes,
  get: async (key, options) => {
    assertKey(key);
    return await grant({ verb: "get", key, send: () => store.get(key, options) });
  },
  put: async (key, body, ...rest) => {
    assertKey(key);
    const sent = new Uint8Array(body);
    return await grant({ verb: "put", key, send: () => store.put(key, sent, ...rest) });
  },
  delete: async (key) => {
    assertKey(key);
    return await grant({ verb: "delete", key, send: () => store.delete(key) });
  },
  list: async (prefix, options) => await grant({ verb: "list", key: prefix, send: () => store.list(prefix, options) }),
});
