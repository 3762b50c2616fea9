import type { EdgeKind } from "../../edge/edge-code.ts";
import type { EdgeEvent, EdgeRequest, EdgeResponse } from "../../edge/event.ts";

/**
 * A CDN with three distributions. Each has one function in two stages. `local/` is the edge of `npm start`, `cloudfront/`
 * is AWS. An adapter makes each call once and never repeats an update or a publish by itself.
 *
 * Outcomes are values, and each adapter maps its technology to them:
 *
 * | outcome       | meaning |
 * |---------------|---------|
 * | `conflict`    | the ETag is missing or is not DEVELOPMENT's current one (400, 412); the call changed nothing |
 * | `refused`     | the CDN rejects the call and a repeat would not help; the reason is for a person |
 * | `unavailable` | the CDN is unreachable or throttles; the call changed nothing |
 * | `unknown`     | no reliable response: the call may have succeeded, or may still succeed under its ETag |
 */
export interface Cdn {
  /** The CDN's name for a person, such as `this machine`. */
  readonly name: string;
  /** True if it serves https with HSTS. */
  readonly https: boolean;
  readonly pollPolicy: PollPolicy;
  getFunction(kind: EdgeKind, stage: Stage): Promise<FunctionOutcome>;
  /** Replaces DEVELOPMENT's code. LIVE does not change. */
  updateFunction(kind: EdgeKind, code: string, etag: Etag): Promise<UpdateOutcome>;
  /** Runs DEVELOPMENT on one event in the CDN's own runtime. */
  testFunction(kind: EdgeKind, etag: Etag, event: EdgeEvent): Promise<TestOutcome>;
  /** Makes DEVELOPMENT live on every distribution that uses the function, gradually. `etag` is DEVELOPMENT's. */
  publishFunction(kind: EdgeKind, etag: Etag): Promise<PublishOutcome>;
  /** Whether all edge locations run what was published last. */
  isDeployed(kind: EdgeKind): Promise<DeployedOutcome>;
  /**
   * Drops cached copies. Sending a reference again with the same paths repeats the same invalidation. With other paths it is
   * refused.
   */
  invalidate(kind: EdgeKind, reference: string, paths: string[]): Promise<InvalidateOutcome>;
  /** The distribution's public URL without a slash at the end. Null if no server is running. */
  urlOf(kind: EdgeKind): Promise<string | null>;
  /** Fetches a page as a viewer. One edge location responds; others may still serve an earlier page. */
  fetchPage(kind: EdgeKind, path: string): Promise<FetchOutcome>;
}

export type Stage = "DEVELOPMENT" | "LIVE";

/** Opaque. Each update changes it. */
export type Etag = string & { readonly etag: unique symbol };

/** How to wait for a publication. */
export interface PollPolicy {
  /** How many polls in a row must succeed. */
  polls: number;
  /** The pause between polls. */
  poll_ms: number;
  timeout_ms: number;
}

export interface Unanswered {
  outcome: "unavailable" | "unknown";
  cause: unknown;
}
export interface Unavailable extends Unanswered {
  outcome: "unavailable";
}
export interface Refused {
  outcome: "refused";
  reason: string;
}
export type FunctionOutcome =
  | { outcome: "found"; code: string; etag: Etag }
  | { outcome: "missing" }
  | Refused
  | Unavailable;
export type UpdateOutcome = { outcome: "updated"; etag: Etag } | { outcome: "conflict" } | Refused | Unanswered;
export type TestOutcome =
  | { outcome: "ran"; result: EdgeRequest | EdgeResponse }
  | { outcome: "failed"; reason: string }
  | { outcome: "conflict" }
  | Refused
  | Unavailable;
export type PublishOutcome = { outcome: "published" } | { outcome: "conflict" } | Refused | Unanswered;
export type DeployedOutcome = { outcome: "answered"; deployed: boolean } | Refused | Unavailable;
export type InvalidateOutcome = { outcome: "created" } | Refused | Unanswered;
/** Header names in lower case. */
export type FetchOutcome =
  | { outcome: "answered"; status: number; headers: Record<string, string>; body: string }
  | Unavailable;
