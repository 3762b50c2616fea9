import type { Catalog, TrackedJob } from "../../http/client.ts";
import { catalogPath, trackingPath } from "../../http/operations.ts";

/** What the first screen reads. The other calls are in the part that loads later, because their table is large. */
export interface ReadClient {
  getTracking(token: string): Promise<Read<TrackedJob>>;
  getCatalog(): Promise<Read<Catalog>>;
}

/** `status` is 0 if no answer of ours came: the network is down, or a proxy answered. */
export type Read<T> = { ok: true; value: T } | { ok: false; status: number };

export const createReadClient = (fetcher: typeof fetch): ReadClient => ({
  getTracking: (token) => read(fetcher, trackingPath, { authorization: `Bearer ${token}` }),
  getCatalog: () => read(fetcher, catalogPath, {}),
});

/** Longer than the server needs. */
const timeoutMs = 15_000;

const read = async <T>(fetcher: typeof fetch, path: string, headers: Record<string, string>): Promise<Read<T>> => {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetcher(path, { cache: "no-store", headers, signal });
    const value = (await response.json()) as T & { code?: unknown };
    if (response.ok) return { ok: true, value };
    // Each of our problems has a code.
    return { ok: false, status: value.code ? response.status : 0 };
  } catch {
    return { ok: false, status: 0 }; // fetch throws without a network, and `json` for a body that is not JSON
  }
};
