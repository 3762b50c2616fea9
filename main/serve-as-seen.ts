import type { Seen } from "../domain/job.ts";
import type { Window } from "../domain/day.ts";
import { printEdgeCode } from "../edge/edge-code.ts";
import { createLocalEdge } from "../edge/local/local-edge.ts";
import { bindOrigins } from "../edge/local/serve.ts";
import { answerAsSeen } from "../http/as-seen.ts";
import { readObject } from "../release/artifacts/artifact-store.ts";
import { edgeFunctionName } from "../release/artifacts/manifest.ts";
import type { CatalogStore } from "../store/catalog-store.ts";
import { keys } from "../store/keys.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { systemClock, systemRandom } from "./ambient.ts";

export interface AsSeenOptions {
  seen: Seen;
  /** The window that the page offers on every day. */
  window: Window;
  catalogs: CatalogStore;
  /** The store of releases. */
  publicObjects: ObjectStore;
  onFault: (error: unknown) => void;
}

export interface AsSeen {
  url: string;
  close: () => Promise<void>;
}

/**
 * Serves one release's booking page with one kept catalog, behind that release's edge function, on a free loopback
 * port. If the release or the catalog no longer exists, returns which one is missing.
 */
export const serveAsSeen = async ({
  seen,
  window,
  catalogs,
  publicObjects,
  onFault,
}: AsSeenOptions): Promise<AsSeen | { missing: "page" | "catalog" }> => {
  const book = keys.releaseFile(seen.release, "book.html");
  const [page, logic, catalog] = await Promise.all([
    readObject(publicObjects, book),
    readObject(publicObjects, keys.releaseFile(seen.release, edgeFunctionName)),
    catalogs.read(seen.catalog),
  ]);
  if (page === null || logic === null) return { missing: "page" };
  if (catalog === null) return { missing: "catalog" };

  const clock = systemClock();
  const [origin] = await bindOrigins({ port: 0, count: 1, clock, onFault });
  if (origin === undefined) throw new RangeError("bindOrigins returned no port");
  const edge = createLocalEdge({
    kind: "site",
    code: printEdgeCode({
      promotion: null,
      table: { kind: "site", pages: { book: `/${book}` }, fixed: {} },
      logic: new TextDecoder().decode(logic),
    }),
    store: publicObjects,
    api: (request) => answerAsSeen(request, { catalog, window, now: clock.now() }),
    hosts: [`localhost:${origin.port}`, `127.0.0.1:${origin.port}`, `[::1]:${origin.port}`],
    clock,
    random: systemRandom,
  });
  origin.handle(edge.fetch);
  return { url: `http://localhost:${origin.port}/book/`, close: () => origin.close() };
};
