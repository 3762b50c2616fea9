import type { Clock } from "../../domain/clock.ts";
import { emptyRoutingTable, printEdgeCode, type EdgeKind } from "../../edge/edge-code.ts";
import type { EdgeEvent, EdgeHandler } from "../../edge/event.ts";
import { loadEdgeCode } from "../../edge/local/load-edge-code.ts";
import { previewCookies } from "../../edge/preview-link.ts";
import type { ObjectHeaders } from "../../store/port/object-store.ts";
import type { Cdn, Etag, PollPolicy, Stage, Unanswered, Unavailable } from "./cdn.ts";

/**
 * Fakes CloudFront's control plane by its documentation, including what emulators leave out: an ETag per stage, publishing
 * with DEVELOPMENT's ETag, a delay until all locations run new code, a cache keyed by the rewritten path, invalidation
 * references, lost responses and throttling. Each call is one step.
 */
export class FakeCdn implements Cdn {
  readonly name = "the fake";
  readonly https = true;
  readonly pollPolicy: PollPolicy;
  /** All calls in order, such as `update site`, including refused ones. */
  readonly calls: string[] = [];
  readonly #options: FakeCdnOptions;
  readonly #world: { state: FakeCdnState };

  constructor(options: FakeCdnOptions, world: { state: FakeCdnState } = { state: initialCdnState(options.logic) }) {
    this.#options = options;
    this.#world = world;
    this.pollPolicy = options.pollPolicy ?? { polls: 5, poll_ms: 1_000, timeout_ms: 120_000 };
  }

  /** The calls to the control plane, without tests, polls and page fetches. */
  get controlCalls(): string[] {
    return this.calls.filter((call) => !/^(?:test|deployed|fetch) /.test(call));
  }

  /** Returns the same CDN as another process sees it, with its own call list and its own faults. */
  through(options: Partial<FakeCdnOptions>): FakeCdn {
    return new FakeCdn({ ...this.#options, fault: () => "none", ...options }, this.#world);
  }

  get #state(): FakeCdnState {
    return this.#world.state;
  }

  set #state(next: FakeCdnState) {
    this.#world.state = next;
  }

  getFunction(kind: EdgeKind, stage: Stage) {
    return this.#call(`get ${kind} ${stage}`, false, () => {
      const { development, live } = this.#state.functions[kind];
      return { outcome: "found" as const, ...(stage === "LIVE" ? live : development) };
    });
  }

  updateFunction(kind: EdgeKind, code: string, etag: Etag) {
    return this.#call(`update ${kind}`, true, () => {
      if (Buffer.byteLength(code) > 10_240) return { outcome: "refused" as const, reason: "FunctionSizeLimitExceeded" };
      const stored = this.#state.functions[kind];
      // 400 InvalidIfMatchVersion without an ETag, 412 PreconditionFailed with an old ETag or LIVE's.
      if (etag !== stored.development.etag) return { outcome: "conflict" as const };
      const development = { code, etag: `${kind}-${stored.updates + 1}` as Etag };
      this.#set(kind, { ...stored, development, updates: stored.updates + 1 });
      return { outcome: "updated" as const, etag: development.etag };
    });
  }

  testFunction(kind: EdgeKind, etag: Etag, event: EdgeEvent) {
    return this.#call(`test ${kind}`, false, () => {
      const { development } = this.#state.functions[kind];
      if (etag !== development.etag) return { outcome: "conflict" as const };
      try {
        return { outcome: "ran" as const, result: handlerOf(development.code)(structuredClone(event)) };
      } catch (error) {
        return { outcome: "failed" as const, reason: String(error) };
      }
    });
  }

  publishFunction(kind: EdgeKind, etag: Etag) {
    return this.#call(`publish ${kind}`, true, () => {
      const stored = this.#state.functions[kind];
      if (etag !== stored.development.etag) return { outcome: "conflict" as const };
      const live = { code: stored.development.code, etag: `${stored.development.etag}-live` as Etag };
      if (live.code === stored.live.code) return { outcome: "published" as const };
      this.#set(kind, { ...stored, live, before: this.#running(kind), at: this.#options.clock.now() });
      return { outcome: "published" as const };
    });
  }

  isDeployed(kind: EdgeKind) {
    return this.#call(`deployed ${kind}`, false, () => ({
      outcome: "answered" as const,
      deployed: this.#running(kind) === this.#state.functions[kind].live.code,
    }));
  }

  invalidate(kind: EdgeKind, reference: string, paths: string[]) {
    return this.#call(`invalidate ${kind}`, true, () => {
      const name = `${kind} ${reference}`;
      const earlier = this.#state.invalidations[name];
      if (earlier !== undefined && earlier !== paths.join(" "))
        return { outcome: "refused" as const, reason: "InvalidationBatchAlreadyExists" };
      // Repeating an invalidation succeeds and drops nothing.
      if (earlier !== undefined) return { outcome: "created" as const };
      const cache = Object.fromEntries(
        Object.entries(this.#state.cache).filter(([key]) => !paths.some((path) => key === `${kind} ${path}`)),
      );
      this.#state = {
        ...this.#state,
        cache,
        invalidations: { ...this.#state.invalidations, [name]: paths.join(" ") },
      };
      return { outcome: "created" as const };
    });
  }

  urlOf(kind: EdgeKind): Promise<string> {
    return Promise.resolve(`https://${kind}.example`);
  }

  fetchPage(kind: EdgeKind, path: string) {
    return this.#call(`fetch ${kind}`, false, async () => {
      const result = handlerOf(this.#running(kind))(eventFor(path, this.#options.previewSecret));
      const response = (status: number, body: string, headers: Record<string, string>) => ({
        outcome: "answered" as const,
        status,
        headers,
        body,
      });
      if ("statusCode" in result) return response(result.statusCode, "", {});
      if (result.uri === "/healthz") return response(this.#options.health?.(kind) ?? 200, "", {});
      const key = `${kind} ${result.uri}`;
      const object = this.#state.cache[key] ?? (await this.#options.origin(result.uri.slice(1)));
      if (object === null) return response(403, "AccessDenied", {});
      this.#state = { ...this.#state, cache: { ...this.#state.cache, [key]: object } };
      const headers = { ...servedWith(object.headers), ...policyOf(path) };
      return response(200, object.body, this.#options.between?.(headers) ?? headers);
    });
  }

  /** The code that the edge locations run: the earlier code until the delay ends. */
  #running(kind: EdgeKind): string {
    const { live, before, at } = this.#state.functions[kind];
    return this.#options.clock.now() < at + (this.#options.delay_ms ?? 0) ? before : live.code;
  }

  #set(kind: EdgeKind, next: FakeFunction): void {
    this.#state = { ...this.#state, functions: { ...this.#state.functions, [kind]: next } };
  }

  #call<Result>(name: string, writes: true, run: () => Result): Promise<Result | Unanswered>;
  #call<Result>(name: string, writes: false, run: () => Result | Promise<Result>): Promise<Result | Unavailable>;
  async #call<Result>(
    name: string,
    writes: boolean,
    run: () => Result | Promise<Result>,
  ): Promise<Result | Unanswered> {
    this.calls.push(name);
    const fault = this.#options.fault?.(name, this.calls.filter((call) => call === name).length) ?? "none";
    if (fault === "throttled") return { outcome: "unavailable", cause: new Error("Throttling") };
    const result = await run();
    // A read whose response is lost is unavailable.
    if (fault === "lost-answer")
      return writes
        ? { outcome: "unknown", cause: new Error("The answer was lost") }
        : { outcome: "unavailable", cause: new Error("The answer was lost") };
    return result;
  }
}

export interface FakeCdnOptions {
  clock: Clock;
  /** The logic that the distributions run before the first release. */
  logic: string;
  /** The public bucket: returns an object with the headers stored with it. */
  origin: (key: string) => FakeObject | null | Promise<FakeObject | null>;
  /** A proxy between the edge and the viewer, which may change headers. */
  between?: (headers: Record<string, string>) => Record<string, string>;
  /** The status of the API's /healthz behind a distribution. */
  health?: (kind: EdgeKind) => number;
  /** The preview link's secret, sent with each page fetch. Without it the viewer has no link. */
  previewSecret?: string;
  pollPolicy?: PollPolicy;
  /** The time from a publish until all locations run the new code. */
  delay_ms?: number;
  /** Returns the fault of a call. `occurrence` counts the calls of that name. */
  fault?: (call: string, occurrence: number) => FakeFault | "none";
}

export interface FakeObject {
  body: string;
  headers?: ObjectHeaders | undefined;
}

/** `throttled`: refused without effect. `lost-answer`: done, but the response is lost. */
export type FakeFault = "throttled" | "lost-answer";

/** Immutable: each change makes a new object, so a copy is the same reference. */
export interface FakeCdnState {
  functions: Record<EdgeKind, FakeFunction>;
  invalidations: Record<string, string>;
  cache: Record<string, FakeObject>;
}

interface FakeFunction {
  development: { code: string; etag: Etag };
  live: { code: string; etag: Etag };
  updates: number;
  before: string;
  at: number;
}

export const initialCdnState = (logic: string): FakeCdnState => {
  const initialFunction = (kind: EdgeKind): FakeFunction => {
    const code = printEdgeCode({ promotion: null, table: emptyRoutingTable(kind), logic });
    const etag = `${kind}-0`;
    return {
      development: { code, etag: etag as Etag },
      live: { code, etag: `${etag}-live` as Etag },
      updates: 0,
      before: code,
      at: 0,
    };
  };
  return {
    functions: {
      site: initialFunction("site"),
      staging: initialFunction("staging"),
      dashboard: initialFunction("dashboard"),
    },
    invalidations: {},
    cache: {},
  };
};

/** A bucket sends the headers stored with an object, or `binary/octet-stream` without a content type. */
const servedWith = (headers: ObjectHeaders | undefined): Record<string, string> =>
  headers === undefined
    ? { "content-type": "binary/octet-stream" }
    : { "content-type": headers.contentType, "cache-control": headers.cacheControl };

/** The distribution's policy headers for a path, as infra/cdn/ defines them. */
const policyOf = (path: string): Record<string, string> => ({
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  ...(path.startsWith("/assets/")
    ? {}
    : { "x-frame-options": "DENY", "content-security-policy": "frame-ancestors 'none'" }),
  ...(/^\/(?:assets\/|book\/|book\.html$)/.test(path) ? {} : { "x-robots-tag": "noindex" }),
});

/** Caches handlers by code without its first line, which holds only the promotion's id. */
const handlerOf = (code: string): EdgeHandler => {
  const body = code.slice(code.indexOf("\n"));
  const known = handlers.get(body) ?? loadEdgeCode(code);
  handlers.set(body, known);
  return known;
};
const handlers = new Map<string, EdgeHandler>();

const eventFor = (uri: string, secret?: string): EdgeEvent => ({
  version: "1.0",
  context: { eventType: "viewer-request" },
  viewer: { ip: "192.0.2.1" },
  request: {
    method: "GET",
    uri,
    querystring: {},
    headers: {},
    cookies: secret === undefined ? {} : previewCookies(secret),
  },
});
