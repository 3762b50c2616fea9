import { pagesOf, type EdgeCode, type EdgeKind, type RoutingTable, type PageName } from "../../edge/edge-code.ts";
import { keys } from "../../store/keys.ts";
import { fixedIn, pagesIn, type Manifest, type Part } from "../artifacts/manifest.ts";

/** Returns the table with this release's pages. Pages that the release lacks keep their entry. `only` changes one entry. */
export const pointAtRelease = (table: RoutingTable, manifest: Manifest, only: Part | null): RoutingTable => {
  const changed = pagesOf[table.kind].filter(
    (page) => pagesIn(manifest).includes(page) && (only === null || page === only),
  );
  if (changed.length === 0) return table;
  const pages = Object.fromEntries(changed.map((page) => [page, `/${keys.releaseFile(manifest.id, `${page}.html`)}`]));
  // The fixed names belong to the dashboard: the service worker and icons change with its page.
  return {
    ...table,
    pages: { ...table.pages, ...pages },
    fixed: changed.includes("dashboard") ? fixedIn(manifest) : table.fixed,
  };
};

/** Returns the table with one entry, or all entries, taken from an earlier table. */
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

/** Returns the release of each page. Null means the page at the top of the store. */
export const releasesIn = (table: RoutingTable): Partial<Record<PageName, string | null>> =>
  Object.fromEntries(pagesOf[table.kind].map((page) => [page, releaseAt(table.pages[page])]));

const releaseAt = (path: string | undefined): string | null => /^\/releases\/([^/]+)\//.exec(path ?? "")?.[1] ?? null;

/** Returns the distributions that a change of `only` affects, in the order of publication. */
export const kindsFor = (only: Part | null): EdgeKind[] =>
  promotedKinds.filter((kind) => only === null || pagesOf[kind].some((page) => page === only));

/** The dashboard is first because it works with the previous site, so a stop between the two breaks nothing. */
export const promotedKinds = ["dashboard", "site"] as const satisfies EdgeKind[];

/** Returns the pages of a distribution, with track first because most people use it. */
export const pagesToVerify = (kind: EdgeKind): PageName[] => pagesOf[kind].toSorted((a, b) => (a > b ? -1 : 1));

/** Returns the path under which viewers request a page. */
export const viewerPath = (kind: EdgeKind, page: PageName): string => (kind === "dashboard" ? "/" : `/${page}/`);

/**
 * Returns the cached paths that become stale when a table changes: each changed name as viewers request it, and its
 * rewritten path before and after. Paths under `/releases/` never change.
 */
export const pathsToInvalidate = (before: RoutingTable, after: RoutingTable): string[] => {
  const paths = new Set<string>();
  for (const page of pagesOf[after.kind]) {
    const [from, to] = [before.pages[page], after.pages[page]].map((path) => path ?? `/${page}.html`);
    if (from !== to)
      for (const path of [viewerPath(after.kind, page), from, to]) if (path !== undefined) paths.add(path);
  }
  for (const name of Object.keys({ ...before.fixed, ...after.fixed })) {
    const [from, to] = [before.fixed[name], after.fixed[name]];
    if (from !== to) for (const path of [name, from, to]) if (path !== undefined) paths.add(path);
  }
  return [...paths].filter((path) => !path.startsWith("/releases/")).toSorted();
};

/** Returns whether two functions are equal, apart from the promotion's id. */
export const sameFunction = (a: EdgeCode, b: EdgeCode): boolean =>
  a.logic === b.logic && JSON.stringify(sorted(a.table)) === JSON.stringify(sorted(b.table));

const sorted = ({ kind, pages, fixed, preview }: RoutingTable) => [
  kind,
  preview ?? null,
  Object.entries(pages).toSorted(byName),
  Object.entries(fixed).toSorted(byName),
];

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
