import type { WorkerScope } from "./scope.ts";
import { createWorker, runWorker } from "./worker.ts";

/** Written into this file by the build. */
declare const built: { assets: string[]; version: string };

const scope = globalThis as unknown as WorkerScope; // this file runs only in a service worker
runWorker(
  scope,
  createWorker({
    scope: scope.registration.scope,
    assets: built.assets,
    version: built.version,
    caches,
    fetch: fetch.bind(globalThis),
    timeout: () => new Promise((resolve) => setTimeout(resolve, 4_000)),
  }),
);
