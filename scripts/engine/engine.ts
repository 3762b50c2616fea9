import type { Children } from "./children.ts";

/** A program that takes the place of a bucket, a table or a reverse proxy in tests. Each has its own file; `engines.ts` lists them. */
export interface Engine {
  /** In kebab-case. Tests find the engine by `TAILBOARD_ENGINE_<NAME>`; `--only <name>` runs it alone. */
  name: string;
  /**
   * Downloads what is missing: into `cache`, or as a system package. Returns null, or one sentence that says why the engine
   * cannot run here.
   */
  install(cache: string): Promise<string | null>;
  /** Starts it on free loopback ports, with all its state under `folder`. Resolves when it answers. */
  start(place: { cache: string; folder: string; children: Children }): Promise<Started>;
}

export interface Started {
  endpoint: string;
  /** Environment variables that the tests need besides the endpoint. */
  env: Record<string, string>;
}

/** `ceph-rgw` → `TAILBOARD_ENGINE_CEPH_RGW`. */
export const variableOf = (name: string): string => `TAILBOARD_ENGINE_${name.toUpperCase().replaceAll("-", "_")}`;
