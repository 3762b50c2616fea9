import type { EdgeKind } from "../../edge/edge-code.ts";
import type { EdgeEvent, EdgeRequest, EdgeResponse } from "../../edge/event.ts";

/**
 * What promotion asks of a CDN: three distributions, one function each, in two stages. `local/` is the edge of
 * `npm start`; on AWS it is CloudFront. Each call is made once: an adapter never repeats an update or a publish by itself.
 *
 * Outcomes are values. Each adapter bends its technology to them:
 *
 * | outcome       | meaning |
 * |---------------|---------|
 * | `conflict`    | the ETag is not the current one of DEVELOPMENT, or there was none (412, 400); it did not land |
 * | `refused`     | the CDN will not do this, whoever asks and however often; the text is for a person |
 * | `unavailable` | it could not be asked, or is too busy (throttled); nothing was changed by this call |
 * | `unknown`     | no trustworthy answer: it may have landed, or may still land later under the ETag it was sent with |
 */
export interface Cdn {
  /** Whose CDN it is, for a person: `this machine`. */
  readonly name: string;
  /** Viewers come over https, and are result to come back so. */
  readonly https: boolean;
  readonly pollPolicy: PollPolicy;
  getFunction(kind: EdgeKind, stage: Stage): Promise<FunctionOutcome>;
  /** Replaces the code of DEVELOPMENT, whole. LIVE stays as it is. */
  updateFunction(kind: EdgeKind, code: string, etag: Etag): Promise<UpdateOutcome>;
  /** Runs DEVELOPMENT on one event, as the CDN itself would. */
  testFunction(kind: EdgeKind, etag: Etag, event: EdgeEvent): Promise<TestOutcome>;
  /** Makes DEVELOPMENT live on every distribution that uses the function, bit by bit. `etag` is DEVELOPMENT's. */
  publishFunction(kind: EdgeKind, etag: Etag): Promise<PublishOutcome>;
  /** True once every edge place runs what was published last. */
  isDeployed(kind: EdgeKind): Promise<DeployedOutcome>;
  /**
   * Drops cached copies. The same reference with the same paths is the same invalidation, however often it is sent;
   * with other paths it is refused.
   */
  invalidate(kind: EdgeKind, reference: string, paths: string[]): Promise<InvalidateOutcome>;
  /** Where people find it, without a slash at its end; null where nobody can right now. */
  urlOf(kind: EdgeKind): Promise<string | null>;
  /** Asks for a page as a viewer does. One place answers, and others may still show something else. */
  fetchPage(kind: EdgeKind, path: string): Promise<FetchOutcome>;
}

export type Stage = "DEVELOPMENT" | "LIVE";

/** Opaque, another one after each update. */
export type Etag = string & { readonly etag: unique symbol };

/** How to look whether something has gone live: how often in a row it must have, how long between, and for how long. */
export interface PollPolicy {
  polls: number;
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
