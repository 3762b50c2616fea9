import type { RoutingTable, PageName } from "../edge-code.ts";
import type { EdgeEvent, EdgeFields, EdgeRequest, EdgeResponse } from "../event.ts";
import { lookupPath } from "./lookup-path.ts";
import { notFound as nothingHere } from "./not-found.ts";
import { closedTo } from "./preview-gate.ts";

/** The routing table. `printEdgeCode` writes it into the line above this code. */
declare const table: RoutingTable;

/**
 * Maps a viewer's path to an object in the store, or responds itself. Only paths that this file or the table names reach
 * the origin. The query string is neither changed nor read.
 */
export function handler(event: EdgeEvent): EdgeRequest | EdgeResponse {
  const request = event.request;
  if (table.kind === "staging") {
    const closed = closedTo(request, event.viewer.ip, table.preview);
    if (closed) return closed;
  }
  const uri = request.uri;
  // Fast path: nearly all requests match one of these cheap tests. `otherwise` checks all other requests closely.
  const page = uri === "/track/" ? "track" : uri === "/book/" ? "book" : token.test(uri) ? "track" : null;
  const path = (page && table.pages[page]) || (asset.test(uri) ? uri : ownFixed(uri));
  if (!path) return otherwise(request, uri.replace(language, ""));
  if (request.method !== "GET" && request.method !== "HEAD") return methodNotAllowed();
  request.uri = path;
  return request;
}

const token = /^\/track\/[\w-]+$/;

/** The language of a customer's page. Until pages are in Spanish, `/es/` serves them in English. */
const language = /^\/e[ns](?=\/(book|track)\b)/i;

/** Assets have a hash in their name. A page may request an asset of another release, so the table does not list them. */
const asset = /^\/assets\/[\w-]+(?:\.[\w-]+)+$/;

/** Returns the path of a fixed name or of the business's own file. The API publishes the latter outside any release. */
const ownFixed = (uri: string): string | null => {
  if (Object.prototype.hasOwnProperty.call(table.fixed, uri)) return table.fixed[uri] || null;
  if (uri === "/favicon.ico") return "/brand/favicon.ico";
  if (table.kind === "dashboard") return null;
  if (uri === "/robots.txt") return "/brand/robots.txt";
  if (uri === "/.well-known/security.txt") return "/brand/security.txt";
  return uri === "/brand/contact.json" || uri === "/brand/contact.html" ? uri : null;
};

const otherwise = (request: EdgeRequest, uri: string): EdgeRequest | EdgeResponse => {
  if (table.kind !== "dashboard" && lookupPath.test(uri)) return request;
  if (unclean.test(uri.replace(bentHash, "/track/"))) return notFound();
  // Other cache behaviors serve these. If one is missing, the function must not turn an API call into a page.
  if (uri === "/healthz" || uri.startsWith("/api/")) return request;

  const to = redirectFor(uri);
  const path = to ? null : pathFor(uri);
  if (!to && !path) return notFound();
  if (request.method !== "GET" && request.method !== "HEAD") return methodNotAllowed();
  if (to) return redirect(to, queryOf(request));
  if (path) request.uri = path;
  return request;
};

/**
 * Matches paths that no page has and that a later layer may normalize to another path: empty and dot segments,
 * backslashes, encoded dots, slashes, backslashes, percents and controls, broken escapes, anything but visible ASCII.
 */
const unclean = /^(?!\/)|\/\/|\/\.\.?(?:\/|$)|\\|%(?:[01].|2[ef5]|5c|7f)|%(?![\da-f]{2})|[^\x21-\x7e]/i;

/** Mail software encodes the `#` of a tracking link once or twice. The page reads the token from the path itself. */
const bentHash = /^\/track\/(?:%(?:25)*23)+/i;

const redirectFor = (uri: string): string | null => {
  if (table.kind === "dashboard") return null;
  if (uri === "/") return "/book/";
  const page = uri.slice(1).toLowerCase();
  return has(page) ? `/${page}/` : null;
};

const pathFor = (uri: string): string | null => {
  if (table.kind === "dashboard")
    return isView(uri) && !/^\/(?:api|t|assets)(?:\/|$)/.test(uri) ? pathOf("dashboard") : null;
  // Customers type the address painted on a truck in any case.
  const match = /^\/([a-z]+)(\/|\.html$)/i.exec(uri);
  const page = match && match[1] ? match[1].toLowerCase() : "";
  if (!page || !has(page) || (page === "dashboard" && !isView(uri))) return null;
  return pathOf(page);
};

/** Views of the dashboard have no dot in their last segment, so a missing script gets a 404 instead of HTML. */
const isView = (uri: string): boolean => /\/[^./]*$/.test(uri);

const has = (page: string): page is PageName =>
  page === "book" || page === "track" || (page === "dashboard" && table.kind === "staging");

const pathOf = (page: PageName): string => table.pages[page] || `/${page}.html`;

const queryOf = (request: EdgeRequest): string => {
  if (request.rawQueryString) return request.rawQueryString();
  const fields: EdgeFields = request.querystring;
  return Object.keys(fields)
    .map((name) => {
      const field = fields[name];
      const values = field ? field.multiValue || [field] : [];
      return values.map((each) => `${name}=${each.value}`).join("&");
    })
    .join("&");
};

const redirect = (to: string, query: string): EdgeResponse => ({
  statusCode: 302,
  headers: { location: { value: query ? `${to}?${query}` : to }, "cache-control": { value: "no-store" } },
});

const notFound = (): EdgeResponse => nothingHere(table.kind !== "dashboard");

const methodNotAllowed = (): EdgeResponse => ({
  statusCode: 405,
  headers: {
    allow: { value: "GET, HEAD" },
    "content-type": { value: "text/plain; charset=utf-8" },
    "cache-control": { value: "no-store" },
  },
  body: "This page can only be read.\n",
});
