import type { WorkerScope } from "./scope.ts";

export interface WorkerParts {
  /** The dashboard's URL, which ends in a slash. The worker answers for the pages below it. */
  scope: string;
  /** Absolute paths of every file that the page may load. Each is named by its content. */
  assets: string[];
  /** Changes when the files change. */
  version: string;
  caches: Pick<CacheStorage, "open" | "keys" | "delete" | "match">;
  fetch: typeof fetch;
  /** Resolves when a network that does not answer has timed out. */
  timeout: () => Promise<void>;
}

export interface Worker {
  install(): Promise<void>;
  activate(): Promise<void>;
  /** Returns null for requests that the browser sends without the worker. */
  answer(request: Pick<Request, "url" | "method" | "mode">): Promise<Response> | null;
}

/**
 * A service worker that opens the dashboard on a phone without signal. With signal the page comes from the network, so a
 * promotion or a rollback shows immediately. The cached page is stored with the files that it loads, so it is complete. API
 * calls do not pass through the worker: the page itself keeps what a crew tapped.
 */
export const createWorker = ({ scope, assets, version, caches, fetch, timeout }: WorkerParts): Worker => {
  const own = `pages-${version}`;
  const { origin } = new URL(scope);

  const install = async (): Promise<void> => {
    const page = await fetch(scope, { cache: "no-cache" });
    if (!page.ok) throw new Error(`The page answered ${page.status}`);
    const cache = await caches.open(own);
    const text = await page.clone().text();
    // A page that is slightly older or newer than this worker is stored with its own files.
    const named = [...text.matchAll(/(?:src|href)="(\/assets\/[\w.-]+)"/g)].map(([, path = ""]) => path);
    for (const path of new Set([...named, ...assets])) {
      const url = new URL(path, origin).href;
      // Named by its content, so a file of an earlier release is the same.
      const file = (await caches.match(url)) ?? (await fetch(url));
      if (!file.ok) throw new Error(`${path} answered ${file.status}`);
      await cache.put(url, file);
    }
    await cache.put(scope, page);
  };

  const activate = async (): Promise<void> => {
    for (const name of await caches.keys()) if (name.startsWith("pages-") && name !== own) await caches.delete(name);
  };

  const page = async (url: string): Promise<Response> => {
    const kept = await caches.match(scope);
    // Not followed here, so that the browser handles a redirect of the page.
    const network = fetch(url, { redirect: "manual" });
    if (kept === undefined) return await network;
    const settled = network.then(
      (answer) => (answer.status >= 500 ? kept : answer),
      () => kept,
    );
    return await Promise.race([settled, timeout().then(() => kept)]);
  };

  const asset = async (url: string): Promise<Response> => (await caches.match(url)) ?? (await fetch(url));

  return {
    install,
    activate,
    answer: ({ url, method, mode }) => {
      const { origin: requested, pathname } = new URL(url);
      if (method !== "GET" || requested !== origin) return null;
      if (pathname.startsWith("/assets/")) return asset(url);
      const view = mode === "navigate" && url.startsWith(scope) && !/^\/(?:api|t|healthz)(?:\/|$)/.test(pathname);
      return view ? page(url) : null;
    },
  };
};

/** Connects the browser's events to the worker. A new worker takes over immediately, because its files are complete after install. */
export const runWorker = (self: WorkerScope, worker: Worker): void => {
  self.addEventListener("install", (event) => event.waitUntil(worker.install().then(() => self.skipWaiting())));
  self.addEventListener("activate", (event) => event.waitUntil(worker.activate().then(() => self.clients.claim())));
  self.addEventListener("fetch", (event) => {
    const answer = worker.answer(event.request);
    if (answer !== null) event.respondWith(answer);
  });
};
