import { createHash } from "node:crypto";
import type { Clock } from "../../domain/clock.ts";
import type { ObjectHeaders, ObjectStore, Version } from "../../store/objects/object-store.ts";
import { edgeTtl, objectHeaders } from "../object-headers.ts";
import type { Encoding } from "./negotiate.ts";

/**
 * Copies of published objects, by key alone. A copy is served until its TTL is over, counted from when it was asked for,
 * and then checked by version. Requests for one key that miss together ask the store once. "Missing" is never kept.
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
  const kept = new Map<string, Copy>();
  const asking = new Map<string, Promise<Looked>>();

  const get = (key: string): Looked | Promise<Looked> => {
    const copy = kept.get(key);
    if (copy && isFresh(copy, clock.now())) return copy;
    const underway = asking.get(key);
    if (underway) return underway;

    const question: Promise<Looked> = ask(store, key, copy, clock.now()).then(
      (looked) => {
        // Not after an invalidation: what was asked for before it may be what it meant to drop.
        if (asking.get(key) === question) {
          asking.delete(key);
          kept.delete(key);
          if (looked.outcome === "found") keep(key, looked);
        }
        return looked;
      },
      (fault: unknown) => {
        if (asking.get(key) === question) asking.delete(key);
        throw fault;
      },
    );
    asking.set(key, question);
    return question;
  };

  /** The map is in order of asking, so its first is the stalest. */
  const keep = (key: string, copy: Copy): void => {
    const [stalest] = kept.size >= limit ? kept.keys() : [];
    if (stalest !== undefined) kept.delete(stalest);
    kept.set(key, copy);
  };

  /** Paths as the cache knows them, that is as rewritten, `/track.html`; a `*` at the end takes all that begin so. */
  const invalidate = (paths: string[]): void => {
    for (const path of paths) {
      const key = path.slice(1);
      const meant = key.endsWith("*")
        ? (each: string) => each.startsWith(key.slice(0, -1))
        : (each: string) => each === key;
      for (const map of [kept, asking]) for (const each of [...map.keys()].filter(meant)) map.delete(each);
    }
  };

  return { get, invalidate };
};

export interface Copy {
  outcome: "found";
  body: Uint8Array<ArrayBuffer>;
  /** Of the bytes, quoted. */
  etag: string;
  headers: ObjectHeaders;
  /** Compressed once, when first asked for. */
  encoded: Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>;
  version: Version;
  askedAt: number;
  ttlMs: number;
}

export type Looked = Copy | { outcome: "missing" } | { outcome: "unavailable" };

/** A clock that was set back makes a copy stale, not immortal. */
const isFresh = (copy: Copy, now: number): boolean => now >= copy.askedAt && now < copy.askedAt + copy.ttlMs;

const ask = async (store: ObjectStore, key: string, copy: Copy | undefined, askedAt: number): Promise<Looked> => {
  const got = await store.get(key, copy && { unless: copy.version });
  if (got.outcome === "unchanged" && copy) return { ...copy, askedAt };
  if (got.outcome !== "found") return { outcome: got.outcome === "missing" ? "missing" : "unavailable" };
  // An object of before headers were stored has none; a deploy puts them.
  const headers = got.headers ?? objectHeaders(key);
  return {
    outcome: "found",
    body: new Uint8Array(got.body),
    etag: `"${createHash("sha256").update(got.body).digest("base64url").slice(0, 22)}"`,
    headers,
    encoded: new Map(),
    version: got.version,
    askedAt,
    ttlMs: edgeTtl(headers.cacheControl) * 1_000,
  };
};
