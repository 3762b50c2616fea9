import type { Children } from "./children.ts";

/** A program that stands where a bucket, a table or a reverse proxy will be. One file an engine; the list is in `engines.ts`. */
export interface Engine {
  /** Kebab-case: `--only <name>`, and `TAILBOARD_ENGINE_<NAME>` for the tests. */
  name: string;
  /** Fetches what is missing, into `cache` where it is no system package. Null, or one sentence why it cannot run here. */
  install(cache: string): Promise<string | null>;
  /** On loopback, on ports that were free, with all its state under `folder`. Resolves when it answers. */
  start(place: { cache: string; folder: string; children: Children }): Promise<Started>;
}

export interface Started {
  endpoint: string;
  /** What the tests need besides the endpoint. */
  env: Record<string, string>;
}

/** `ceph-rgw` → `TAILBOARD_ENGINE_CEPH_RGW`. */
export const variableOf = (name: string): string => `TAILBOARD_ENGINE_${name.toUpperCase().replaceAll("-", "_")}`;
