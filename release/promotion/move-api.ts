import type { StageReading } from "../api/api-host.ts";
import { pointStage, readStage } from "../api/api-pointer.ts";
import { CdnFailed, retryWhileBusy } from "../cdn/live-pointer.ts";
import type { Deployer } from "./deployer.ts";
import { isOwnPromotion, lockHolder, type Promotion } from "./releases.ts";

/** Returns the API's live stage, or null if the promotion does not change the API. `readBefore` saves a read. */
export const readApi = async (
  deployer: Deployer,
  promotion: Promotion,
  readBefore?: StageReading,
): Promise<StageReading | null> => {
  const { api, clock } = deployer;
  if (promotion.api === undefined || api === null) return null;
  return readBefore ?? (await readStage({ api, clock }, "live"));
};

/**
 * Points the live stage at the promotion's version and verifies it. The API moves before the pages, because the new API
 * serves the earlier pages too. The note holds the lock holder's id. The new revision also fences the stage: a process that
 * lost the lock holds an old revision and cannot move it.
 */
export const moveApi = async (deployer: Deployer, promotion: Promotion, live: StageReading): Promise<void> => {
  const { api, clock, progress } = deployer;
  if (promotion.api === undefined || api === null) return;
  const { to } = promotion.api;
  progress(`Pointing calls at version ${to.version} of the API`);
  await pointStage({ api, clock }, "live", { version: to.version, note: lockHolder(promotion) }, live.revision);
  await verifyApi(deployer);
};

/** Polls /healthz as a viewer until it returns 200 several times in a row. @throws CdnFailed after the timeout */
export const verifyApi = async (
  { cdn, clock }: Pick<Deployer, "cdn" | "clock">,
  kind: "site" | "staging" = "site",
): Promise<void> => {
  const { polls, poll_ms, timeout_ms } = cdn.pollPolicy;
  const deadline = clock.now() + Math.min(timeout_ms, apiTimeoutMs);
  for (let healthy = 0; ;) {
    const result = await retryWhileBusy(clock, () => cdn.fetchPage(kind, "/healthz"), "check the API's health");
    healthy = result.status === 200 ? healthy + 1 : 0;
    if (healthy >= polls) return;
    if (clock.now() > deadline) throw new CdnFailed(`The API is not healthy: /healthz returns ${result.status}`);
    await clock.sleep(poll_ms);
  }
};

/** A version works immediately or not at all. */
const apiTimeoutMs = 60_000;

/**
 * Points the live stage back at the earlier version if the promotion's version is live, and fences it in any case. Returns
 * the API entry for the release log. If another process moved the API before this promotion's fence, `from` is its version.
 */
export const restoreApi = async (deployer: Deployer, promotion: Promotion): Promise<Promotion["api"]> => {
  const { api, clock, progress } = deployer;
  if (promotion.api === undefined || api === null) return promotion.api;
  const live = await readStage({ api, clock }, "live");
  const { from } = promotion.api;
  const isOurs = isOwnPromotion(promotion, live.note) && live.version !== from.version;
  if (isOurs) progress(`Pointing calls back at version ${from.version} of the API`);
  const version = isOurs ? from.version : live.version;
  await pointStage({ api, clock }, "live", { version, note: lockHolder(promotion) }, live.revision);
  return { ...promotion.api, from: { version } };
};
