import { createHash } from "node:crypto";
import type { Clock } from "../../domain/clock.ts";
import type { ObjectHeaders, ObjectStore, Version } from "../../store/port/object-store.ts";
import { edgeTtl, objectHeaders } from "../object-headers.ts";
import type { Encoding } from "./negotiate.ts";

/**
 * Caches published objects by key. A copy is fresh for its TTL, counted from the request to the store; after that the
 * cache revalidates it by version. Concurrent misses of one key share one request. The cache never keeps "missing".
 */
export const createEdgeCache = ({
  store,
  clock,
  limit = 5_000,
}: {
  store: ObjectStore;
  clock: Clock;
  limit?: number;
}) => {
  const copies = new Map<string, Copy>();
  const pending = new Map<string, Promise<Lookup>>();

  const get = (key: string): Lookup | Promise<Lookup> => {
    const copy = copies.get(key);
    if (copy && isFresh(copy, clock.now())) return copy;
    const earlier = pending.get(key);
    if (earlier) return earlier;

    const request: Promise<Lookup> = fetchCopy(store, key, copy, clock.now()).then(
      (lookup) => {
        // After an invalidation the request is no longer pending, and its result may be the object to drop.
        if (pending.get(key) === request) {
          pending.delete(key);
          copies.delete(key);
          if (lookup.outcome === "found") keep(key, lookup);
        }
        return lookup;
      },
      (fault: unknown) => {
        if (pending.get(key) === request) pending.delete(key);
        throw fault;
      },
    );
    pending.set(key, request);
    return request;
  };

  /** Evicts the oldest copy if the cache is full. The map is in request order, so its first key is the oldest. */
  const keep = (key: string, copy: Copy): void => {
    const [oldest] = copies.size >= limit ? copies.keys() : [];
    if (oldest !== undefined) copies.delete(oldest);
    copies.set(key, copy);
  };

  /** Drops copies by rewritten path, such as `/track.html`. A `*` at the end matches all paths with that prefix. */
  const invalidate = (paths: string[]): void => {
    for (const path of paths) {
      const key = path.slice(1);
      const matches = key.endsWith("*")
        ? (candidate: string) => candidate.startsWith(key.slice(0, -1))
        : (candidate: string) => candidate === key;
      for (const map of [copies, pending]) for (const found of [...map.keys()].filter(matches)) map.delete(found);
    }
  };

  return { get, invalidate };
};

export interface Copy {
  outcome: "found";
  body: Uint8Array<ArrayBuffer>;
  /** Computed from the bytes, with quotes. */
  etag: string;
  headers: ObjectHeaders;
  /** Compressed bodies. The first request for an encoding compresses the body. */
  encoded: Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>;
  version: Version;
  requestedAt: number;
  ttlMs: number;
}

export type Lookup = Copy | { outcome: "missing" } | { outcome: "unavailable" };

/** If the clock was set back, a copy counts as stale. */
const isFresh = (copy: Copy, now: number): boolean => now >= copy.requestedAt && now < copy.requestedAt + copy.ttlMs;

const fetchCopy = async (
  store: ObjectStore,
  key: string,
  copy: Copy | undefined,
  requestedAt: number,
): Promise<Lookup> => {
  const got = await store.get(key, copy && { unless: copy.version });
  if (got.outcome === "unchanged" && copy) return { ...copy, requestedAt };
  if (got.outcome !== "found") return { outcome: got.outcome === "missing" ? "missing" : "unavailable" };
  // Objects from before headers were stored have none until the next deploy.
  const headers = got.headers ?? objectHeaders(key);
  return {
    outcome: "found",
    body: new Uint8Array(got.body),
    etag: `"${createHash("sha256").update(got.body).digest("base64url").slice(0, 22)}"`,
    headers,
    encoded: new Map(),
    version: got.version,
    requestedAt,
    ttlMs: edgeTtl(headers.cacheControl) * 1_000,
  };
};
