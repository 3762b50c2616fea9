import type { Clock } from "../../domain/clock.ts";
import type { EdgeKind } from "../../edge/edge-code.ts";
import type { Cdn, Etag, Refused, Stage, Unavailable } from "./cdn.ts";

/** What this file needs of a deployer. */
export interface CdnAccess {
  cdn: Cdn;
  clock: Clock;
}

/** Another process has updated the function since we read it, so our ETag is stale. */
export class ConcurrentUpdate extends Error {
  override name = "ConcurrentUpdate";
}

/** The CDN was unreachable, refused the call, or its outcome is unknown. */
export class CdnFailed extends Error {
  override name = "CdnFailed";
}

export interface FunctionCode {
  code: string;
  etag: Etag;
}

/** Reads one stage of a function. @throws CdnFailed */
export const readFunction = async ({ cdn, clock }: CdnAccess, kind: EdgeKind, stage: Stage): Promise<FunctionCode> => {
  const found = await retryWhileBusy(clock, () => cdn.getFunction(kind, stage), `read the ${kind} function`);
  if (found.outcome === "found") return found;
  throw new CdnFailed(`The ${kind} distribution has no ${stage} function. Create it first: tailboard infra apply`);
};

/**
 * Replaces DEVELOPMENT with `code` and returns its new ETag. After an unknown outcome it reads the function and compares
 * the code, which holds our own id, so no other process writes the same bytes. It may send the update again under the same
 * ETag, because at most one of them succeeds.
 * @throws ConcurrentUpdate, CdnFailed
 */
export const updateDevelopment = async (access: CdnAccess, kind: EdgeKind, code: string, etag: Etag): Promise<Etag> => {
  let unknownCause: unknown = null;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (attempt > 1) await access.clock.sleep(backoff(attempt));
    const result = await access.cdn.updateFunction(kind, code, etag);
    if (result.outcome === "updated") return result.etag;
    if (result.outcome === "refused") throw new CdnFailed(result.reason);
    if (result.outcome === "unknown") unknownCause = result.cause;
    if (result.outcome === "conflict" && unknownCause === null) throw new ConcurrentUpdate(kind);
    if (unknownCause === null) continue;
    const now = await readFunction(access, kind, "DEVELOPMENT");
    if (now.code === code && now.etag !== etag) return now.etag;
    if (now.etag !== etag) throw new ConcurrentUpdate(kind);
  }
  throw new CdnFailed(`The CDN did not confirm the update of the ${kind} function`, { cause: unknownCause });
};

/**
 * Makes `code`, which is in DEVELOPMENT under `etag`, live. Publishing the same code again changes nothing.
 * @throws ConcurrentUpdate, CdnFailed
 */
export const publishLive = async (access: CdnAccess, kind: EdgeKind, code: string, etag: Etag): Promise<void> => {
  let unknownCause: unknown = null;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (attempt > 1) await access.clock.sleep(backoff(attempt));
    const result = await access.cdn.publishFunction(kind, etag);
    if (result.outcome === "published") return;
    if (result.outcome === "refused") throw new CdnFailed(result.reason);
    if (result.outcome === "unknown") unknownCause = result.cause;
    if (result.outcome === "conflict" && unknownCause === null) throw new ConcurrentUpdate(kind);
    if (unknownCause === null) continue;
    if ((await readFunction(access, kind, "LIVE")).code === code) return;
    if (result.outcome === "conflict") throw new ConcurrentUpdate(kind);
  }
  throw new CdnFailed(`The CDN did not confirm the publication of the ${kind} function`, { cause: unknownCause });
};

/**
 * Repeats a call while it is `unavailable`, with back-off. Only for calls that may run twice. `what` completes the sentence
 * "Could not …".
 * @throws CdnFailed after the last attempt, or if the call is refused
 */
export const retryWhileBusy = async <Outcome extends { outcome: string }>(
  clock: Clock,
  call: () => Promise<Outcome>,
  what: string,
): Promise<Exclude<Outcome, Unavailable | Refused>> => {
  for (let attempt = 1; ; attempt += 1) {
    const result = await call();
    if (isRefused(result)) throw new CdnFailed(`Could not ${what}. ${result.reason}`);
    if (result.outcome !== "unavailable") return result as Exclude<Outcome, Unavailable | Refused>;
    if (attempt === attempts) throw new CdnFailed(`Could not ${what}`, { cause: result });
    await clock.sleep(backoff(attempt + 1));
  }
};

const isRefused = (result: object): result is Refused =>
  "outcome" in result && result.outcome === "refused" && "reason" in result && typeof result.reason === "string";

export const attempts = 6;
/** Returns the pause before an attempt, in ms. */
export const backoff = (attempt: number): number => Math.min(5_000, 50 * 2 ** attempt);
