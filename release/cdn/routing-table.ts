import { pagesOf, type EdgeCode, type EdgeKind, type RoutingTable, type PageName } from "../../edge/edge-code.ts";
import { keys } from "../../store/keys.ts";
import { fixedIn, pagesIn, type Manifest, type Part } from "../artifacts/manifest.ts";

/** The table with this release's pages instead; a page that the release does not have stays. `only` changes one entry. */
export const pointAtRelease = (table: RoutingTable, manifest: Manifest, only: Part | null): RoutingTable => {
  const moved = pagesOf[table.kind].filter(
    (page) => pagesIn(manifest).includes(page) && (only === null || page === only),
  );
  if (moved.length === 0) return table;
  const pages = Object.fromEntries(moved.map((page) => [page, `/${keys.releaseFile(manifest.id, `${page}.html`)}`]));
  // Fixed names are the dashboard's: a service worker and what belongs to it go with the page they serve.
  return {
    ...table,
    pages: { ...table.pages, ...pages },
    fixed: moved.includes("dashboard") ? fixedIn(manifest) : table.fixed,
  };
};

/** The table with one entry, or all, as another table has it. */
export const restoreEntries = (table: RoutingTable, before: RoutingTable, only: Part | null): RoutingTable => {
  if (only === null) return before;
  if (only === "api") return table;
  const { [only]: _, ...rest } = table.pages;
  const path = before.pages[only];
  return {
    ...table,
    pages: path === undefined ? rest : { ...rest, [only]: path },
    fixed: only === "dashboard" ? before.fixed : table.fixed,
  };
};

export const releasesIn = (table: RoutingTable): Partial<Record<PageName, string | null>> =>
  Object.fromEntries(pagesOf[table.kind].map((page) => [page, releaseAt(table.pages[page])]));

const releaseAt = (path: string | undefined): string | null => /^\/releases\/([^/]+)\//.exec(path ?? "")?.[1] ?? null;

/** The distributions that a change of `only` concerns, in the order in which they are published. */
export const kindsFor = (only: Part | null): EdgeKind[] =>
  promotedKinds.filter((kind) => only === null || pagesOf[kind].some((page) => page === only));

/** The dashboard first: it must work beside the previous site, so whoever is stopped between them breaks nothing. */
export const promotedKinds = ["dashboard", "site"] as const satisfies EdgeKind[];

/** Track first: most people are on it. */
export const pagesToVerify = (kind: EdgeKind): PageName[] => pagesOf[kind].toSorted((a, b) => (a > b ? -1 : 1));

/** Where a viewer finds a page. */
export const viewerPath = (kind: EdgeKind, page: PageName): string => (kind === "dashboard" ? "/" : `/${page}/`);

/**
 * Exactly what a change of the table leaves behind in caches: each changed name as viewers ask for it, and as the function
 * rewrote it before and does now. What lies under `/releases/` never changes.
 */
export const pathsToInvalidate = (before: RoutingTable, after: RoutingTable): string[] => {
  const paths = new Set<string>();
  for (const page of pagesOf[after.kind]) {
    const [was, is] = [before.pages[page], after.pages[page]].map((path) => path ?? `/${page}.html`);
    if (was !== is) for (const path of [viewerPath(after.kind, page), was, is]) if (path !== undefined) paths.add(path);
  }
  for (const name of Object.keys({ ...before.fixed, ...after.fixed })) {
    const [was, is] = [before.fixed[name], after.fixed[name]];
    if (was !== is) for (const path of [name, was, is]) if (path !== undefined) paths.add(path);
  }
  return [...paths].filter((path) => !path.startsWith("/releases/")).toSorted();
};

/** Equal but for who published it. */
export const sameFunction = (a: EdgeCode, b: EdgeCode): boolean =>
  a.logic === b.logic && JSON.stringify(sorted(a.table)) === JSON.stringify(sorted(b.table));

const sorted = ({ kind, pages, fixed, preview }: RoutingTable) => [
  kind,
  preview ?? null,
  Object.entries(pages).toSorted(byName),
  Object.entries(fixed).toSorted(byName),
];

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
