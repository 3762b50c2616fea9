import type { Clock } from "../../domain/clock.ts";
import { emptyRoutingTable, printEdgeCode, type EdgeKind } from "../../edge/edge-code.ts";
import type { EdgeEvent, EdgeHandler } from "../../edge/event.ts";
import { loadEdgeCode } from "../../edge/local/load-edge-code.ts";
import { previewCookies } from "../../edge/preview-link.ts";
import type { ObjectHeaders } from "../../store/objects/object-store.ts";
import type { Cdn, Etag, PollPolicy, Stage, Unanswered, Unavailable } from "./cdn.ts";

/**
 * CloudFront's control plane as its documentation gives it, and what the emulators leave out: both stages with ETags of
 * their own, publishing that needs DEVELOPMENT's, time until every place runs the new code, an edge cache keyed by what the
 * function made of the path, references of invalidations, lost answers, throttling. Each call is one step.
 */
export class FakeCdn implements Cdn {
  readonly name = "the fake";
  readonly https = true;
  readonly pollPolicy: PollPolicy;
  /** Every call in order, `update site`. Refused ones too. */
  readonly calls: string[] = [];
  readonly #options: FakeCdnOptions;
  readonly #world: { state: FakeCdnState };

  constructor(options: FakeCdnOptions, world: { state: FakeCdnState } = { state: initialCdnState(options.logic) }) {
    this.#options = options;
    this.#world = world;
    this.pollPolicy = options.pollPolicy ?? { polls: 5, poll_ms: 1_000, timeout_ms: 120_000 };
  }

  /** Changing calls of the control plane and reads of it; not tests, not looks. */
  get controlCalls(): string[] {
    return this.calls.filter((call) => !/^(?:test|deployed|fetch) /.test(call));
  }

  /** The same world, reached by another process, whose calls are counted and go wrong on their own. */
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
      const there = this.#state.functions[kind];
      // 400 InvalidIfMatchVersion without one, 412 PreconditionFailed with an old one or LIVE's.
      if (etag !== there.development.etag) return { outcome: "conflict" as const };
      const development = { code, etag: `${kind}-${there.updates + 1}` as Etag };
      this.#set(kind, { ...there, development, updates: there.updates + 1 });
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
      const there = this.#state.functions[kind];
      if (etag !== there.development.etag) return { outcome: "conflict" as const };
      const live = { code: there.development.code, etag: `${there.development.etag}-live` as Etag };
      if (live.code === there.live.code) return { outcome: "published" as const };
      this.#set(kind, { ...there, live, before: this.#running(kind), at: this.#options.clock.now() });
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
      // The same one again is answered, and drops nothing.
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
      const answered = (status: number, body: string, headers: Record<string, string>) => ({
        outcome: "answered" as const,
        status,
        headers,
        body,
      });
      if ("statusCode" in result) return answered(result.statusCode, "", {});
      if (result.uri === "/healthz") return answered(this.#options.health?.(kind) ?? 200, "", {});
      const key = `${kind} ${result.uri}`;
      const object = this.#state.cache[key] ?? (await this.#options.origin(result.uri.slice(1)));
      if (object === null) return answered(403, "AccessDenied", {});
      this.#state = { ...this.#state, cache: { ...this.#state.cache, [key]: object } };
      const headers = { ...servedWith(object.headers), ...policyOf(path) };
      return answered(200, object.body, this.#options.between?.(headers) ?? headers);
    });
  }

  /** What an edge place runs: for a while yet, what was live before. */
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
    // A lost answer of a read is just no answer.
    if (fault === "lost-answer")
      return writes
        ? { outcome: "unknown", cause: new Error("The answer was lost") }
        : { outcome: "unavailable", cause: new Error("The answer was lost") };
    return result;
  }
}

export interface FakeCdnOptions {
  clock: Clock;
  /** What the distributions run before anything was released. */
  logic: string;
  /** The public bucket: what lies under a key, with the headers that it was put with. */
  origin: (key: string) => FakeObject | null | Promise<FakeObject | null>;
  /** What stands between an edge place and its viewers may change headers. */
  between?: (headers: Record<string, string>) => Record<string, string>;
  /** What the API behind a distribution answers. */
  health?: (kind: EdgeKind) => number;
  /** Whose pages are asked for: somebody with the preview link, or a stranger. */
  previewSecret?: string;
  pollPolicy?: PollPolicy;
  /** From publishing until every place runs it. */
  delay_ms?: number;
  /** Asked at each call, with how often that call has been made. */
  fault?: (call: string, occurrence: number) => FakeFault | "none";
}

export interface FakeObject {
  body: string;
  headers?: ObjectHeaders | undefined;
}

/** Busy, without effect; or done, and nobody result. */
export type FakeFault = "throttled" | "lost-answer";

/** Replaced, never changed in place: a copy is the same object. */
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
  const made = (kind: EdgeKind): FakeFunction => {
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
    functions: { site: made("site"), staging: made("staging"), dashboard: made("dashboard") },
    invalidations: {},
    cache: {},
  };
};

/** A bucket says nothing of an object but what was put with it; without a content type, that it is bytes. */
const servedWith = (headers: ObjectHeaders | undefined): Record<string, string> =>
  headers === undefined
    ? { "content-type": "binary/octet-stream" }
    : { "content-type": headers.contentType, "cache-control": headers.cacheControl };

/** The distribution's own, by what was asked for, as infra/cdn/ makes them. */
const policyOf = (path: string): Record<string, string> => ({
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  ...(path.startsWith("/assets/")
    ? {}
    : { "x-frame-options": "DENY", "content-security-policy": "frame-ancestors 'none'" }),
  ...(/^\/(?:assets\/|book\/|book\.html$)/.test(path) ? {} : { "x-robots-tag": "noindex" }),
});

/** Who published it makes no difference to what it does. */
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
