import { freshId, type Random } from "../../../domain/random.ts";
import type { EdgeKind } from "../../../edge/edge-code.ts";
import type { EdgeEvent } from "../../../edge/event.ts";
import { loadEdgeCode } from "../../../edge/local/load-edge-code.ts";
import { objectHeaders } from "../../../edge/object-headers.ts";
import { previewCookies } from "../../../edge/preview-link.ts";
import { responsePolicy } from "../../../edge/response-policy.ts";
import { keys } from "../../../store/keys.ts";
import type { ObjectStore, PutCondition } from "../../../store/port/object-store.ts";
import type {
  Cdn,
  Etag,
  FetchOutcome,
  InvalidateOutcome,
  PollPolicy,
  PublishOutcome,
  Unanswered,
  UpdateOutcome,
} from "../cdn.ts";
import { decodeState, encodeState, readServer, type LocalState, type ReadState } from "./local-state.ts";

/**
 * The local edge as a CDN. Its state is in the public store. The running server polls it twice a second, so any process
 * with the same store can promote on that server. Without a running server the change takes effect at the next start.
 */
export const openLocalCdn = (options: LocalCdnOptions): LocalCdn => {
  const stored = openStoredState(options);
  return {
    name: "this machine",
    https: false,
    pollPolicy: options.pollPolicy ?? defaultPollPolicy,
    state: stored.read,
    ...functionCalls(options, stored),
    ...distributionCalls(options, stored),
  };
};

/** The local edge's state in the public store. */
interface StoredState {
  read(): Promise<ReadState | Unanswered>;
  /**
   * Changes the state by compare-and-swap. `decide` changes the state in place and returns the call's result. It runs again
   * if another process was first.
   */
  change<Result>(decide: (state: LocalState) => { result: Result; wrote: boolean }): Promise<Result | Unanswered>;
}

const openStoredState = ({ objects, random, initial }: LocalCdnOptions): StoredState => {
  const putState = (state: LocalState, condition: PutCondition) =>
    objects.put(keys.localEdge, encodeState(state), condition, objectHeaders(keys.localEdge));

  const read = async (): Promise<ReadState | Unanswered> => {
    for (let attempt = 1; ; attempt += 1) {
      const got = await objects.get(keys.localEdge);
      if (got.outcome === "unavailable") return got;
      const state = got.outcome === "found" ? decodeState(got.body) : null;
      if (got.outcome === "found" && state !== null) return { state, version: got.version };
      // A state that cannot be read is as good as none: the next promotion writes what it says.
      const condition = got.outcome === "found" ? { version: got.version } : "absent";
      const put = await putState(await initialCdnState(initial, random), condition);
      if (attempt > 3) return { outcome: "unavailable", cause: "cause" in put ? put.cause : null };
    }
  };

  const change = async <Result>(
    decide: (state: LocalState) => { result: Result; wrote: boolean },
  ): Promise<Result | Unanswered> => {
    for (let attempt = 1; ; attempt += 1) {
      const before = await read();
      if ("outcome" in before) return before;
      const { result, wrote } = decide(before.state);
      if (!wrote) return result;
      const put = await putState(before.state, { version: before.version });
      if (put.outcome === "stored") return result;
      if (put.outcome === "indeterminate") return { outcome: "unknown", cause: put.cause };
      if (put.outcome === "unavailable") return put;
      if (attempt > 50) return { outcome: "unavailable", cause: new Error("Other processes changed the state first") };
    }
  };

  return { read, change };
};

type FunctionCalls = Pick<Cdn, "getFunction" | "updateFunction" | "testFunction" | "publishFunction">;

const functionCalls = ({ random }: LocalCdnOptions, { read, change }: StoredState): FunctionCalls => ({
  getFunction: async (kind, stage) => {
    const current = await read();
    if ("outcome" in current) return { outcome: "unavailable", cause: current.cause };
    const { development, live } = current.state.functions[kind];
    return { outcome: "found", ...(stage === "LIVE" ? live : development) };
  },

  updateFunction: async (kind, code, etag) =>
    await change<UpdateOutcome>((state) => {
      const { development } = state.functions[kind];
      if (development.etag !== etag) return { result: { outcome: "conflict" }, wrote: false };
      const next = freshEtag(random);
      state.functions[kind].development = { code, etag: next };
      return { result: { outcome: "updated", etag: next }, wrote: true };
    }),

  testFunction: async (kind, etag, event) => {
    const current = await read();
    if ("outcome" in current) return { outcome: "unavailable", cause: current.cause };
    const { development } = current.state.functions[kind];
    if (development.etag !== etag) return { outcome: "conflict" };
    try {
      return { outcome: "ran", result: loadEdgeCode(development.code)(structuredClone(event)) };
    } catch (error) {
      return { outcome: "failed", reason: String(error) };
    }
  },

  publishFunction: async (kind, etag) =>
    await change<PublishOutcome>((state) => {
      const { development, live } = state.functions[kind];
      if (development.etag !== etag) return { result: { outcome: "conflict" }, wrote: false };
      if (live.code === development.code) return { result: { outcome: "published" }, wrote: false };
      state.functions[kind].live = { code: development.code, etag: freshEtag(random) };
      return { result: { outcome: "published" }, wrote: true };
    }),
});

type DistributionCalls = Pick<Cdn, "isDeployed" | "invalidate" | "urlOf" | "fetchPage">;

const distributionCalls = (
  { objects, fetch, previewSecret }: LocalCdnOptions,
  { read, change }: StoredState,
): DistributionCalls => {
  /** Fetches a page from the running server. Returns null if no server runs; then `fetchPage` runs the code itself. */
  const fetchFromServer = async (kind: EdgeKind, path: string): Promise<FetchOutcome | null> => {
    const server = await readServer(objects);
    const response = server === null ? null : await fetch(`${server.urls[kind]}${path}`);
    return response === null ? null : { outcome: "answered", ...response };
  };

  return {
    isDeployed: async (kind) => {
      const current = await read();
      if ("outcome" in current) return { outcome: "unavailable", cause: current.cause };
      const server = await readServer(objects);
      if (server === null || server.etags[kind] === current.state.functions[kind].live.etag)
        return { outcome: "answered", deployed: true };
      // The server may have stopped without removing its record.
      return { outcome: "answered", deployed: (await fetch(`${server.urls[kind]}/healthz`)) === null };
    },

    invalidate: async (kind, reference, paths) =>
      await change<InvalidateOutcome>((state) => {
        const earlier = state.invalidations.find((entry) => entry.kind === kind && entry.reference === reference);
        if (earlier === undefined) {
          state.invalidations = [...state.invalidations, { kind, reference, paths }].slice(-50);
          return { result: { outcome: "created" }, wrote: true };
        }
        const same = earlier.paths.join(" ") === paths.join(" ");
        return {
          result: same
            ? { outcome: "created" }
            : { outcome: "refused", reason: "This reference was already used for other paths" },
          wrote: false,
        };
      }),

    urlOf: async (kind) => {
      const server = await readServer(objects);
      return server === null ? null : (server.links ?? server.urls)[kind];
    },

    fetchPage: async (kind, path) => {
      const fetched = await fetchFromServer(kind, path);
      if (fetched !== null) return fetched;
      const current = await read();
      if ("outcome" in current) return { outcome: "unavailable", cause: current.cause };
      const result = loadEdgeCode(current.state.functions[kind].live.code)(eventFor(path, previewSecret));
      const served = (status: number, headers: Record<string, string>, body: string): FetchOutcome => ({
        outcome: "answered",
        status,
        headers,
        body,
      });
      if ("statusCode" in result) return served(result.statusCode, {}, result.body ?? "");
      const key = result.uri.slice(1);
      const got = await objects.get(key);
      if (got.outcome === "found") {
        // Like the server: objects from before headers were stored have none.
        const { contentType, cacheControl } = got.headers ?? objectHeaders(key);
        return served(
          200,
          { "content-type": contentType, "cache-control": cacheControl, ...responsePolicy(key, contentType) },
          new TextDecoder().decode(got.body),
        );
      }
      if (got.outcome === "missing") return served(404, {}, "");
      return { outcome: "unavailable", cause: "cause" in got ? got.cause : null };
    },
  };
};

export interface LocalCdnOptions {
  /** The public store. */
  objects: ObjectStore;
  random: Random;
  /** Returns a function's code before the first release. */
  initial: (kind: EdgeKind) => Promise<string>;
  /** Sends GET without following redirects. Null if no server listens. */
  fetch: (url: string) => Promise<{ status: number; headers: Record<string, string>; body: string } | null>;
  /** If no server is running, `fetchPage` responds as if the request carried this preview secret. */
  previewSecret?: string;
  pollPolicy?: PollPolicy;
}

export interface LocalCdn extends Cdn {
  state(): Promise<ReadState | Unanswered>;
}

/** A running server polls twice a second. */
const defaultPollPolicy: PollPolicy = { polls: 5, poll_ms: 40, timeout_ms: 15_000 };

const freshEtag = (random: Random): Etag => freshId(random) as Etag;

const initialCdnState = async (initial: LocalCdnOptions["initial"], random: Random): Promise<LocalState> => {
  const initialFunction = async (kind: EdgeKind) => {
    const code = await initial(kind);
    return { development: { code, etag: freshEtag(random) }, live: { code, etag: freshEtag(random) } };
  };
  return {
    functions: {
      site: await initialFunction("site"),
      staging: await initialFunction("staging"),
      dashboard: await initialFunction("dashboard"),
    },
    invalidations: [],
  };
};

const eventFor = (uri: string, secret: string | undefined): EdgeEvent => ({
  version: "1.0",
  context: { eventType: "viewer-request" },
  viewer: { ip: "127.0.0.1" },
  request: {
    method: "GET",
    uri,
    querystring: {},
    headers: {},
    cookies: secret === undefined ? {} : previewCookies(secret),
  },
});
