import type { EdgeKind } from "../../edge/edge-code.ts";
import type { Etag, Refused, Stage, Unavailable } from "./cdn.ts";
import type { Deployer } from "../promotion/deployer.ts";

type Access = Pick<Deployer, "cdn" | "clock">;

/** Somebody else has updated the function since: what we hold of it is worth nothing. */
export class ConcurrentUpdate extends Error {
  override name = "ConcurrentUpdate";
}

/** The CDN could not be asked, would not, or gave no answer that can be trusted. */
export class CdnFailed extends Error {
  override name = "CdnFailed";
}

export interface Read {
  code: string;
  etag: Etag;
}

export const readFunction = async ({ cdn, clock }: Access, kind: EdgeKind, stage: Stage): Promise<Read> => {
  const got = await retryWhileBusy(clock, () => cdn.getFunction(kind, stage), `read the ${kind} function`);
  if (got.outcome === "found") return got;
  throw new CdnFailed(
    `The ${kind} distribution has no function that is ${stage}. Make it first: tailboard infra apply`,
  );
};

/**
 * Puts `code` into DEVELOPMENT. After a doubtful answer the bytes decide: they hold our own id, so nobody else sends them.
 * The same update under the same ETag can be sent again, since at most one of them lands.
 */
export const update = async (reach: Access, kind: EdgeKind, code: string, etag: Etag): Promise<Etag> => {
  let doubt: unknown = null;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (attempt > 1) await reach.clock.sleep(backoff(attempt));
    const result = await reach.cdn.updateFunction(kind, code, etag);
    if (result.outcome === "updated") return result.etag;
    if (result.outcome === "refused") throw new CdnFailed(result.reason);
    if (result.outcome === "unknown") doubt = result.cause;
    if (result.outcome === "conflict" && doubt === null) throw new ConcurrentUpdate(kind);
    if (doubt === null) continue;
    const now = await readFunction(reach, kind, "DEVELOPMENT");
    if (now.code === code && now.etag !== etag) return now.etag;
    if (now.etag !== etag) throw new ConcurrentUpdate(kind);
  }
  throw new CdnFailed(`Updating the ${kind} function got no answer`, { cause: doubt });
};

/** Makes `code`, which is in DEVELOPMENT under `etag`, live. To publish the same again changes nothing. */
export const publish = async (reach: Access, kind: EdgeKind, code: string, etag: Etag): Promise<void> => {
  let doubt: unknown = null;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (attempt > 1) await reach.clock.sleep(backoff(attempt));
    const result = await reach.cdn.publishFunction(kind, etag);
    if (result.outcome === "published") return;
    if (result.outcome === "refused") throw new CdnFailed(result.reason);
    if (result.outcome === "unknown") doubt = result.cause;
    if (result.outcome === "conflict" && doubt === null) throw new ConcurrentUpdate(kind);
    if (doubt === null) continue;
    if ((await readFunction(reach, kind, "LIVE")).code === code) return;
    if (result.outcome === "conflict") throw new ConcurrentUpdate(kind);
  }
  throw new CdnFailed(`Publishing the ${kind} function got no answer`, { cause: doubt });
};

/** Asks again while the CDN is too busy. Only for calls that say so honestly. */
export const retryWhileBusy = async <Outcome extends { outcome: string }>(
  clock: Access["clock"],
  ask: () => Promise<Outcome>,
  what: string,
): Promise<Exclude<Outcome, Unavailable | Refused>> => {
  for (let attempt = 1; ; attempt += 1) {
    const result = await ask();
    if (isRefused(result)) throw new CdnFailed(`Could not ${what}. ${result.reason}`);
    if (result.outcome !== "unavailable") return result as Exclude<Outcome, Unavailable | Refused>;
    if (attempt === attempts) throw new CdnFailed(`Could not ${what}`, { cause: result });
    await clock.sleep(backoff(attempt + 1));
  }
};

const isRefused = (result: object): result is Refused =>
  "outcome" in result && result.outcome === "refused" && "reason" in result && typeof result.reason === "string";

export const attempts = 6;
export const backoff = (attempt: number): number => Math.min(5_000, 50 * 2 ** attempt);
