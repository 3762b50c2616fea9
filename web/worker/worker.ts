import type { WorkerScope } from "./scope.ts";

export interface WorkerParts {
  /** Where the dashboard lives on this origin, as a URL that ends in a slash: its page, and what the worker answers for. */
  scope: string;
  /** Every file that the page may ask for, as absolute paths; each is named by what is in it. */
  assets: string[];
  /** Other files, another name. */
  version: string;
  caches: Pick<CacheStorage, "open" | "keys" | "delete" | "match">;
  fetch: typeof fetch;
  /** How long a signal that is there but does not answer is waited for, in milliseconds. */
  patience: () => Promise<void>;
}

export interface Worker {
  install(): Promise<void>;
  activate(): Promise<void>;
  /** Null: none of this worker's business, the browser asks by itself. */
  answer(request: Pick<Request, "url" | "method" | "mode">): Promise<Response> | null;
}

/**
 * Lets a phone open the dashboard where there is no signal. The page comes from the network wherever there is one, so
 * a promotion and a rollback are seen at once; the copy stands beside the files that it asks for, so it is whole.
 * Calls never pass through here: what a crew tapped is kept by the page.
 */
export const createWorker = ({ scope, assets, version, caches, fetch, patience }: WorkerParts): Worker => {
  const own = `pages-${version}`;
  const { origin } = new URL(scope);

  const install = async (): Promise<void> => {
    const page = await fetch(scope, { cache: "no-cache" });
    if (!page.ok) throw new Error(`The page answered ${page.status}`);
    const cache = await caches.open(own);
    const text = await page.clone().text();
    // A page that is a moment older or newer than this worker is kept with its own files.
    const named = [...text.matchAll(/(?:src|href)="(\/assets\/[\w.-]+)"/g)].map(([, path = ""]) => path);
    for (const path of new Set([...named, ...assets])) {
      const url = new URL(path, origin).href;
      // Named by what is in it: one that an earlier release left here is the same.
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
    // Followed here, so that a redirect of the page is the browser's to see.
    const network = fetch(url, { redirect: "manual" });
    if (kept === undefined) return await network;
    const settled = network.then(
      (answer) => (answer.status >= 500 ? kept : answer),
      () => kept,
    );
    return await Promise.race([settled, patience().then(() => kept)]);
  };

  const asset = async (url: string): Promise<Response> => (await caches.match(url)) ?? (await fetch(url));

  return {
    install,
    activate,
    answer: ({ url, method, mode }) => {
      const { origin: asked, pathname } = new URL(url);
      if (method !== "GET" || asked !== origin) return null;
      if (pathname.startsWith("/assets/")) return asset(url);
      const view = mode === "navigate" && url.startsWith(scope) && !/^\/(?:api|t|healthz)(?:\/|$)/.test(pathname);
      return view ? page(url) : null;
    },
  };
};

/** Hands the browser's events to the worker. A new one takes over at once: what it keeps is whole by then. */
export const runWorker = (self: WorkerScope, worker: Worker): void => {
  self.addEventListener("install", (event) => event.waitUntil(worker.install().then(() => self.skipWaiting())));
  self.addEventListener("activate", (event) => event.waitUntil(worker.activate().then(() => self.clients.claim())));
  self.addEventListener("fetch", (event) => {
    const answer = worker.answer(event.request);
    if (answer !== null) event.respondWith(answer);
  });
};
