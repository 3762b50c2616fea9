/**
 * The built function, parsed from its text. `printEdgeCode(parseEdgeCode(code))` equals `code`, byte for byte.
 * Promotion uses this to read the routing table out of the LIVE code and to publish the same logic with another table.
 *
 *     // promotion: <id, or none>
 *     var table={"fixed":{…},"kind":"site","pages":{…}};
 *     <logic>
 */
export interface EdgeCode {
  /** The id of the promotion that published the code: `[A-Za-z0-9_-]{1,64}`, or null. */
  promotion: string | null;
  table: RoutingTable;
  logic: string;
}

export type EdgeKind = "site" | "staging" | "dashboard";
export type PageName = "book" | "track" | "dashboard";

/** The routing table of one distribution: which release is live. A path is `/` and an object's key. */
export interface RoutingTable {
  kind: EdgeKind;
  /** Page to path: `{track: "/releases/<id>/track.html"}`. A page without an entry is `/<page>.html`. */
  pages: Partial<Record<PageName, string>>;
  /** Public names that never change (`/sw.js`, manifest, icons), to path. A name without an entry does not exist. */
  fixed: Record<string, string>;
  /** Only on a closed staging: SHA-256 of the preview link's secret, in hexadecimal. */
  preview?: string;
}

export const pagesOf: Record<EdgeKind, readonly PageName[]> = {
  site: ["book", "track"],
  staging: ["book", "track", "dashboard"],
  dashboard: ["dashboard"],
};

/** The table before the first release: pages are at the top of the store. */
export const emptyRoutingTable = (kind: EdgeKind): RoutingTable => ({ kind, pages: {}, fixed: {} });

/** @throws RangeError if `parseEdgeCode` would reject the table or the promotion's id. */
export const printEdgeCode = ({ promotion, table, logic }: EdgeCode): string => {
  if (promotion !== null && !promotionId.test(promotion)) throw new RangeError("Not a promotion id");
  const fault = faultOf(table);
  if (fault) throw new RangeError(fault);
  const sorted = {
    fixed: sortKeys(table.fixed),
    kind: table.kind,
    pages: sortKeys(table.pages),
    ...(table.preview === undefined ? {} : { preview: table.preview }),
  };
  return `// promotion: ${promotion ?? "none"}\nvar table=${JSON.stringify(sorted)};\n${logic}`;
};

/** @throws RangeError if `printEdgeCode` did not write this code: a foreign function, or an edited one. */
export const parseEdgeCode = (code: string): EdgeCode => {
  const [, promotion, json, logic] = /^\/\/ promotion: (\S+)\nvar table=(.+);\n([^]*)$/.exec(code) ?? [];
  if (promotion === undefined || json === undefined || logic === undefined)
    throw new RangeError("Tailboard did not write this edge function");
  const table: unknown = JSON.parse(json);
  const fault = faultOf(table);
  if (fault) throw new RangeError(fault);
  return { promotion: promotion === "none" ? null : promotion, table: table as RoutingTable, logic };
};

/** @throws RangeError like `parseEdgeCode`. */
export const readRoutingTable = (code: string): RoutingTable => parseEdgeCode(code).table;

const promotionId = /^(?!none$)[A-Za-z0-9_-]{1,64}$/;
const plainPath = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+)+$/;

/** Returns what is wrong with a table, or null. Plain ASCII names and paths keep quotes and line ends out of the code. */
const faultOf = (table: unknown): string | null => {
  if (!isRecord(table) || !isRecord(table["pages"]) || !isRecord(table["fixed"]))
    return "A routing table needs kind, pages and fixed";
  const { kind, pages, fixed, preview } = table;
  if (kind !== "site" && kind !== "staging" && kind !== "dashboard") return "Unknown kind of distribution";
  if (preview !== undefined && (kind !== "staging" || typeof preview !== "string" || !/^[0-9a-f]{64}$/.test(preview)))
    return "Only staging has a preview lock, which is a SHA-256";
  const unknownPage = Object.keys(pages).find((page) => !pagesOf[kind].some((own) => own === page));
  if (unknownPage) return `The ${kind} distribution has no page ${JSON.stringify(unknownPage)}`;
  const paths = [...Object.values(pages), ...Object.keys(fixed), ...Object.values(fixed)];
  const bad = paths.find((path) => typeof path !== "string" || !plainPath.test(path));
  return bad === undefined ? null : `Not a plain path: ${JSON.stringify(bad)}`;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const sortKeys = (record: object) =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
