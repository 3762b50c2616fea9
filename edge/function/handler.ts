import type { EdgeTable, PageName } from "../edge-code.ts";
import type { EdgeEvent, EdgeFields, EdgeRequest, EdgeResponse } from "../event.ts";
import { lookupPath } from "./lookup-path.ts";
import { closedTo } from "./preview-gate.ts";

/** Written into the line above this code by `printEdgeCode`. */
declare const table: EdgeTable;

/**
 * Maps what a viewer asks for to what lies in the store, or answers. Only paths that this file or the table names reach
 * the origin. The query string is never touched, and never part of a decision.
 */
export function handler(event: EdgeEvent): EdgeRequest | EdgeResponse {
  const request = event.request;
  if (table.kind === "staging") {
    const closed = closedTo(request, event.viewer.ip, table.preview);
    if (closed) return closed;
  }
  const uri = request.uri;
  // Nearly all that comes here is one of these, each told apart by itself and at little cost; the rest is looked at closely.
  const page = uri === "/track/" ? "track" : uri === "/book/" ? "book" : token.test(uri) ? "track" : null;
  const path = (page && table.pages[page]) || (asset.test(uri) ? uri : ownFixed(uri));
  if (!path) return otherwise(request, uri);
  if (request.method !== "GET" && request.method !== "HEAD") return methodNotAllowed();
  request.uri = path;
  return request;
}

const token = /^\/track\/[\w-]+$/;

/** Names with a hash in them: one release's page may ask for another's, so they are not in the table. */
const asset = /^\/assets\/[\w-]+(?:\.[\w-]+)+$/;

const ownFixed = (uri: string): string | null =>
  Object.prototype.hasOwnProperty.call(table.fixed, uri) ? table.fixed[uri] || null : null;

const otherwise = (request: EdgeRequest, uri: string): EdgeRequest | EdgeResponse => {
  if (table.kind !== "dashboard" && lookupPath.test(uri)) return request;
  if (unclean.test(uri)) return notFound();
  // Other cache behaviours take these; should one be missing, the function must not turn a call into a page.
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
 * No page of ours has an address like these, and a layer behind may read them as another one: empty and dot segments, a
 * backslash, encoded dots, slashes, backslashes, percents and controls, half an escape, anything but visible ASCII.
 */
const unclean = /^(?!\/)|\/\/|\/\.\.?(?:\/|$)|\\|%(?:[01].|2[ef5]|5c|7f)|%(?![\da-f]{2})|[^\x21-\x7e]/i;

const redirectFor = (uri: string): string | null => {
  if (table.kind === "dashboard") return null;
  if (uri === "/") return "/book/";
  const page = uri.slice(1);
  return has(page) ? `${uri}/` : null;
};

const pathFor = (uri: string): string | null => {
  if (table.kind === "dashboard")
    return isView(uri) && !/^\/(?:api|t|assets)(?:\/|$)/.test(uri) ? pathOf("dashboard") : null;
  const match = /^\/([a-z]+)(\/|\.html$)/.exec(uri);
  const page = match && match[1];
  if (!page || !has(page) || (page === "dashboard" && !isView(uri))) return null;
  return pathOf(page);
};

/** Views of the single-page app have no dot in their last segment: a missing script must not be answered with HTML. */
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
  statusDescription: "Found",
  headers: { location: { value: query ? `${to}?${query}` : to }, "cache-control": { value: "no-store" } },
});

const notFound = (): EdgeResponse => ({
  statusCode: 404,
  statusDescription: "Not Found",
  headers: { "content-type": { value: "text/html; charset=utf-8" }, "cache-control": { value: "no-store" } },
  body: '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Page not found</title><main><h1>Page not found</h1><p>Check the address, or open the link you were sent again.</p></main></html>',
});

const methodNotAllowed = (): EdgeResponse => ({
  statusCode: 405,
  statusDescription: "Method Not Allowed",
  headers: {
    allow: { value: "GET, HEAD" },
    "content-type": { value: "text/plain; charset=utf-8" },
    "cache-control": { value: "no-store" },
  },
  body: "This page can only be read.\n",
});
