import { parseEdgeCode, type EdgeKind } from "../../edge/edge-code.ts";
import { healHeaders } from "../cdn/heal-headers.ts";
import { promotionIn } from "../cdn/live-code.ts";
import { ConcurrentUpdate, publishLive, readFunction, updateDevelopment } from "../cdn/live-pointer.ts";
import { releasesIn } from "../cdn/routing-table.ts";
import { verify } from "../cdn/verify.ts";
import type { Deployer } from "./deployer.ts";
import { fenceAttempts } from "./execute-promotion.ts";
import { restoreApi } from "./move-api.ts";
import { confirmLock, releaseLock } from "./promotion-lock.ts";
import { isOwnPromotion, type Promotion } from "./releases.ts";

/**
 * Restores what was live before a promotion and releases the lock. It works in reverse order and replaces LIVE only where
 * LIVE is this promotion's. It updates every DEVELOPMENT first, so that a pending publish of this promotion fails.
 * @throws LockLost, CdnFailed, ConcurrentUpdate
 */
export const abortPromotion = async (deployer: Deployer, started: Promotion, reason: string): Promise<Promotion> => {
  const promotion = await confirmLock(deployer, started);
  for (const kind of promotion.kinds.toReversed())
    await retryAfterConflict(() => restoreFunction(deployer, promotion, kind));
  const api = await retryAfterConflict(
    () => restoreApi(deployer, promotion),
    () => confirmLock(deployer, promotion),
  );
  return await releaseLock(deployer, promotion, { step: "put_back", reason, ...(api === undefined ? {} : { api }) });
};

const retryAfterConflict = async <Result>(
  restore: () => Promise<Result>,
  beforeRetry?: () => Promise<unknown>,
): Promise<Result> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await restore();
    } catch (error) {
      if (!(error instanceof ConcurrentUpdate) || attempt === fenceAttempts) throw error;
      await beforeRetry?.();
    }
  }
};

const restoreFunction = async (deployer: Deployer, promotion: Promotion, kind: EdgeKind): Promise<void> => {
  const sha256 = promotion.from[kind]?.sha256;
  const before = await readFunction(deployer, kind, "DEVELOPMENT");
  if (sha256 === undefined) {
    // The promotion stopped before it recorded its fence, so it published nothing.
    if (!isOwnPromotion(promotion, promotionIn(before.code))) return;
    const { code } = await readFunction(deployer, kind, "LIVE");
    await updateDevelopment(deployer, kind, code, before.etag);
    return;
  }
  const saved = await deployer.releaseLog.saved(sha256);
  if (saved === null) throw new Error(`The saved ${kind} function ${sha256} is missing`);
  const etag = await updateDevelopment(deployer, kind, saved, before.etag);
  await confirmLock(deployer, promotion);
  const live = await readFunction(deployer, kind, "LIVE");
  if (!isOwnPromotion(promotion, promotionIn(live.code))) return;
  const { table } = parseEdgeCode(saved);
  deployer.progress(`Restoring ${kind}`);
  await healHeaders(deployer, Object.values(releasesIn(table)));
  await publishLive(deployer, kind, saved, etag);
  await verify(deployer, kind, table);
};
