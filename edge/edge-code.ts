/**
 * The built function as text, taken apart and put together: print(parse(code)) is `code`, byte for byte.
 * Promotion relies on this to read what is live out of LIVE code and to publish the same logic with another table.
 *
 *     // promotion: <id, or none>
 *     var table={"fixed":{…},"kind":"site","pages":{…}};
 *     <logic>
 */
export interface EdgeCode {
  /** Who published it last: `[A-Za-z0-9_-]{1,64}`, or null. */
  promotion: string | null;
  table: EdgeTable;
  logic: string;
}

export type EdgeKind = "site" | "staging" | "dashboard";
export type PageName = "book" | "track" | "dashboard";

/** What is live on one distribution, and nothing of any other. A path is an object's key after a `/`. */
export interface EdgeTable {
  kind: EdgeKind;
  /** Page to path: `{track: "/releases/<id>/track.html"}`. A page not named is `/<page>.html`. */
  pages: Partial<Record<PageName, string>>;
  /** Names outside may never change (`/sw.js`, manifest, icons), to path. A name not listed does not exist. */
  fixed: Record<string, string>;
  /** Staging that is closed: SHA-256 of the preview link's secret, in hexadecimal. */
  preview?: string;
}

export const pagesOf: Record<EdgeKind, readonly PageName[]> = {
  site: ["book", "track"],
  staging: ["book", "track", "dashboard"],
  dashboard: ["dashboard"],
};

/** Nothing released yet: pages at the top of the store. */
export const emptyTable = (kind: EdgeKind): EdgeTable => ({ kind, pages: {}, fixed: {} });

/** @throws RangeError if the table or the promotion's id is not one that parse would take back. */
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

/** @throws RangeError if this is not code that print made: someone else's function, or an edited one. */
export const parseEdgeCode = (code: string): EdgeCode => {
  const [, promotion, json, logic] = /^\/\/ promotion: (\S+)\nvar table=(.+);\n([^]*)$/.exec(code) ?? [];
  if (promotion === undefined || json === undefined || logic === undefined)
    throw new RangeError("Not an edge function of ours");
  const table: unknown = JSON.parse(json);
  const fault = faultOf(table);
  if (fault) throw new RangeError(fault);
  return { promotion: promotion === "none" ? null : promotion, table: table as EdgeTable, logic };
};

/** @throws RangeError as parse does. */
export const readBakedTable = (code: string): EdgeTable => parseEdgeCode(code).table;

const promotionId = /^(?!none$)[A-Za-z0-9_-]{1,64}$/;
const plainPath = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+)+$/;

/** Also keeps quotes and line ends out of the code: every name and path is plain ASCII. */
const faultOf = (table: unknown): string | null => {
  if (!isRecord(table) || !isRecord(table["pages"]) || !isRecord(table["fixed"]))
    return "A table has kind, pages and fixed";
  const { kind, pages, fixed, preview } = table;
  if (kind !== "site" && kind !== "staging" && kind !== "dashboard") return "Unknown kind of distribution";
  if (preview !== undefined && (kind !== "staging" || typeof preview !== "string" || !/^[0-9a-f]{64}$/.test(preview)))
    return "Only staging has a preview, under a SHA-256";
  const stranger = Object.keys(pages).find((page) => !pagesOf[kind].some((own) => own === page));
  if (stranger) return `The ${kind} distribution has no page ${JSON.stringify(stranger)}`;
  const paths = [...Object.values(pages), ...Object.keys(fixed), ...Object.values(fixed)];
  const bad = paths.find((path) => typeof path !== "string" || !plainPath.test(path));
  return bad === undefined ? null : `Not a plain path: ${JSON.stringify(bad)}`;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const sortKeys = (record: object) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
