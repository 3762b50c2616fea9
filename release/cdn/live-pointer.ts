import type { EdgeKind } from "../../edge/edge-code.ts";
import type { Etag, Refused, Stage, Unavailable } from "./cdn.ts";
import type { Deployer } from "../promotion/deployer.ts";

type Reach = Pick<Deployer, "cdn" | "clock">;

/** Somebody else has updated the function since: what we hold of it is worth nothing. */
export class Overtaken extends Error {
  override name = "Overtaken";
}

/** The CDN could not be asked, would not, or gave no answer that can be trusted. */
export class CdnFailed extends Error {
  override name = "CdnFailed";
}

export interface Read {
  code: string;
  etag: Etag;
}

export const readFunction = async ({ cdn, clock }: Reach, kind: EdgeKind, stage: Stage): Promise<Read> => {
  const got = await repeated(clock, () => cdn.getFunction(kind, stage), `read the ${kind} function`);
  if (got.outcome === "found") return got;
  throw new CdnFailed(
    `The ${kind} distribution has no function that is ${stage}. Make it first: tailboard infra apply`,
  );
};

/**
 * Puts `code` into DEVELOPMENT. After a doubtful answer the bytes decide: they hold our own id, so nobody else sends them.
 * The same update under the same ETag can be sent again, since at most one of them lands.
 */
export const update = async (reach: Reach, kind: EdgeKind, code: string, etag: Etag): Promise<Etag> => {
  let doubt: unknown = null;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (attempt > 1) await reach.clock.sleep(backoff(attempt));
    const told = await reach.cdn.updateFunction(kind, code, etag);
    if (told.outcome === "updated") return told.etag;
    if (told.outcome === "refused") throw new CdnFailed(told.reason);
    if (told.outcome === "unknown") doubt = told.cause;
    if (told.outcome === "conflict" && doubt === null) throw new Overtaken(kind);
    if (doubt === null) continue;
    const now = await readFunction(reach, kind, "DEVELOPMENT");
    if (now.code === code && now.etag !== etag) return now.etag;
    if (now.etag !== etag) throw new Overtaken(kind);
  }
  throw new CdnFailed(`Updating the ${kind} function got no answer`, { cause: doubt });
};

/** Makes `code`, which is in DEVELOPMENT under `etag`, live. To publish the same again changes nothing. */
export const publish = async (reach: Reach, kind: EdgeKind, code: string, etag: Etag): Promise<void> => {
  let doubt: unknown = null;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (attempt > 1) await reach.clock.sleep(backoff(attempt));
    const told = await reach.cdn.publishFunction(kind, etag);
    if (told.outcome === "published") return;
    if (told.outcome === "refused") throw new CdnFailed(told.reason);
    if (told.outcome === "unknown") doubt = told.cause;
    if (told.outcome === "conflict" && doubt === null) throw new Overtaken(kind);
    if (doubt === null) continue;
    if ((await readFunction(reach, kind, "LIVE")).code === code) return;
    if (told.outcome === "conflict") throw new Overtaken(kind);
  }
  throw new CdnFailed(`Publishing the ${kind} function got no answer`, { cause: doubt });
};

/** Asks again while the CDN is too busy. Only for calls that say so honestly. */
export const repeated = async <Outcome extends { outcome: string }>(
  clock: Reach["clock"],
  ask: () => Promise<Outcome>,
  what: string,
): Promise<Exclude<Outcome, Unavailable | Refused>> => {
  for (let attempt = 1; ; attempt += 1) {
    const told = await ask();
    if (isRefused(told)) throw new CdnFailed(`Could not ${what}. ${told.reason}`);
    if (told.outcome !== "unavailable") return told as Exclude<Outcome, Unavailable | Refused>;
    if (attempt === attempts) throw new CdnFailed(`Could not ${what}`, { cause: told });
    await clock.sleep(backoff(attempt + 1));
  }
};

const isRefused = (told: object): told is Refused =>
  "outcome" in told && told.outcome === "refused" && "reason" in told && typeof told.reason === "string";

export const attempts = 6;
export const backoff = (attempt: number): number => Math.min(5_000, 50 * 2 ** attempt);
