import type { Clock } from "../../domain/clock.ts";
import { freshId, type Random } from "../../domain/random.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import type { EdgeKind } from "../edge-code.ts";
import type { EdgeResponse } from "../event.ts";
import { lookupPath } from "../function/lookup-path.ts";
import { answerObject, answerUnknownHost, plainAnswer } from "./answer.ts";
import { createEdgeCache } from "./edge-cache.ts";
import { fillContact } from "./fill-contact.ts";
import { loadEdgeCode } from "./load-edge-code.ts";
import { readTarget, toEdgeEvent, type Target } from "./target.ts";

/**
 * Creates one distribution on this machine. Like CloudFront, it picks the cache behavior first: `/api/*` and `/healthz` go
 * to the API uncached, `/t/<lookup>` goes to the views, and all other paths run through the built function. The path that
 * the function returns is the key in the cache.
 */
export const createLocalEdge = (options: LocalEdgeOptions): LocalEdge => {
  const { kind, api, clock, random, store } = options;
  const hosts = new Set(options.hosts);
  const pages = createEdgeCache({ store, clock });
  const views = createEdgeCache({ store: options.views ?? store, clock });
  let handler = loadEdgeCode(options.code);

  const fetch = async (request: Request, context: FetchContext): Promise<Response> => {
    const target = readTarget(request.url, context.target);
    const requestId = freshId(random);
    if (!hosts.has(target.host)) return answerUnknownHost(requestId);
    if (kind === "staging") {
      // As on CloudFront, staging's function runs before every behavior, because staging may be closed.
      const guarded = handler(toEdgeEvent(request, target, context.clientAddress, requestId));
      if ("statusCode" in guarded && guarded.statusCode === 404) return ownAnswer(request, guarded, requestId);
    }
    if (!target.climbs) {
      if (target.path.startsWith("/api/") || target.path === "/healthz") return api(request, { kind, ...context });
      if (kind !== "dashboard" && target.path.startsWith("/t/")) return view(request, target.path, requestId);
    }
    return page(request, target, context, requestId);
  };

  /** Returns the function's own response. On its 404 page this fills in the phone number, which a function cannot read. */
  const ownAnswer = async (request: Request, result: EdgeResponse, requestId: string): Promise<Response> => {
    const { statusCode, headers, body = "" } = result;
    const contact = statusCode === 404 && kind !== "dashboard" ? await pages.get("brand/contact.json") : null;
    const filled = contact?.outcome === "found" ? fillContact(body, contact.body) : body;
    return plainAnswer(request, statusCode, valuesOf(headers), filled, requestId);
  };

  const view = async (request: Request, path: string, requestId: string): Promise<Response> => {
    if (!lookupPath.test(path)) return plainAnswer(request, 404, {}, "Not found\n", requestId);
    if (!isRead(request)) return plainAnswer(request, 405, { allow: "GET, HEAD" }, "Read only\n", requestId);
    return answerObject(request, path.slice(1), await views.get(path.slice(1)), requestId);
  };

  const page = async (
    request: Request,
    target: Target,
    context: FetchContext,
    requestId: string,
  ): Promise<Response> => {
    const result = handler(toEdgeEvent(request, target, context.clientAddress, requestId));
    if ("statusCode" in result && result.statusCode !== 302) {
      return ownAnswer(request, result, requestId);
    }
    // Redirect to localhost, so that one origin holds the cookie. After the function, so that a 404 stays a 404.
    const loopback = /^(?:127\.0\.0\.1|\[::1\])(:\d+)?$/.exec(target.host);
    if (loopback) {
      const location = `http://localhost${loopback[1] ?? ""}${target.path}${target.query && `?${target.query}`}`;
      return plainAnswer(request, 302, { location }, "", requestId);
    }
    if ("statusCode" in result) return plainAnswer(request, result.statusCode, valuesOf(result.headers), "", requestId);
    const key = result.uri.slice(1);
    // The function passes API calls and views through. They are not objects of the page cache.
    if (!/^(?!t\/|api\/|healthz$)/.test(key)) return plainAnswer(request, 404, {}, "Not found\n", requestId);
    return answerObject(request, key, await pages.get(key), requestId);
  };

  return {
    fetch,
    invalidate: (paths) => [pages, views].forEach((cache) => cache.invalidate(paths)),
    replaceCode: (code) => void (handler = loadEdgeCode(code)),
  };
};

export interface LocalEdgeOptions {
  kind: EdgeKind;
  /** The output of `buildEdgeFunction` for this kind. */
  code: string;
  /** Holds pages (`track.html`, `releases/<id>/…`), fixed files and `assets/`. */
  store: ObjectStore;
  /** Holds `t/<lookup>` if that is another store: staging shows preview views. */
  views?: ObjectStore;
  api: (request: Request, context: ApiContext) => Promise<Response>;
  /** Accepted `Host` values, with port: `localhost:4100`. Any other gets 421. */
  hosts: string[];
  clock: Clock;
  random: Random;
}

export interface ApiContext extends FetchContext {
  kind: EdgeKind;
}

export interface FetchContext {
  /** The socket's peer, or the client that a trusted reverse proxy reports: see `createClientAddress`. */
  clientAddress: string;
  /** The request target as received, before a URL parser resolves `..` in it. */
  target?: string;
}

export interface LocalEdge {
  fetch(request: Request, context: FetchContext): Promise<Response>;
  /** Drops cached copies by rewritten path; a `*` at the end is a wildcard. */
  invalidate(paths: string[]): void;
  /** Takes effect with the next request. Cached copies stay, because the cache is keyed by rewritten path. */
  replaceCode(code: string): void;
}

const isRead = (request: Request): boolean => request.method === "GET" || request.method === "HEAD";

const valuesOf = (headers: Record<string, { value: string }>) =>
  Object.fromEntries(Object.entries(headers).map(([name, { value }]) => [name, value]));
