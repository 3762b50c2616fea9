import { pointStage, readStage } from "../api/api-pointer.ts";
import type { StageRead } from "../api/api-host.ts";
import { CdnFailed, retryWhileBusy } from "../cdn/live-pointer.ts";
import { lockHolder, isOwnPromotion, type Promotion } from "./releases.ts";
import type { Deployer } from "./deployer.ts";

/** The live stage, for a promotion that moves the API; null for any other. */
export const readApi = async (
  deployer: Deployer,
  promotion: Promotion,
  planned?: StageRead,
): Promise<StageRead | null> => {
  const { api, clock } = deployer;
  if (promotion.api === undefined || api === null) return null;
  return planned ?? (await readStage({ api, clock }, "live"));
};

/**
 * Calls go to another version, before any page does: the new API serves the pages before. The note is the holder's, which
 * also makes every revision that anybody held worthless: a promoter that was taken over moves nothing any more.
 */
export const moveApi = async (deployer: Deployer, promotion: Promotion, live: StageRead): Promise<void> => {
  const { api, clock, progress } = deployer;
  if (promotion.api === undefined || api === null) return;
  const { to } = promotion.api;
  progress(`Pointing calls at version ${to.version} of the API`);
  await pointStage({ api, clock }, "live", { version: to.version, note: lockHolder(promotion) }, live.revision);
  await verifyApi(deployer);
};

/** What answers must be well, five times in a row, asked for as a viewer does. */
export const verifyApi = async ({ cdn, clock }: Pick<Deployer, "cdn" | "clock">, kind: "site" | "staging" = "site") => {
  const { polls, poll_ms, timeout_ms } = cdn.pollPolicy;
  const deadline = clock.now() + Math.min(timeout_ms, apiPatienceMs);
  for (let well = 0; ;) {
    const result = await retryWhileBusy(clock, () => cdn.fetchPage(kind, "/healthz"), "ask whether the API is well");
    well = result.status === 200 ? well + 1 : 0;
    if (well >= polls) return;
    if (clock.now() > deadline) throw new CdnFailed(`The API is not well: /healthz answers ${result.status}`);
    await clock.sleep(poll_ms);
  }
};

/** A version answers at once or not at all; an edge place keeps the answer before for two seconds. */
const apiPatienceMs = 60_000;

/**
 * Puts the version back that answered before, where the one that answers now is ours; fences in any case. Returns what
 * answers then: where nothing was ours, another may have moved it between the plan and the record.
 */
export const restoreApi = async (deployer: Deployer, promotion: Promotion): Promise<Promotion["api"]> => {
  const { api, clock, progress } = deployer;
  if (promotion.api === undefined || api === null) return promotion.api;
  const live = await readStage({ api, clock }, "live");
  const { from } = promotion.api;
  const ours = isOwnPromotion(promotion, live.note) && live.version !== from.version;
  if (ours) progress(`Pointing calls back at version ${from.version} of the API`);
  const version = ours ? from.version : live.version;
  await pointStage({ api, clock }, "live", { version, note: lockHolder(promotion) }, live.revision);
  return { ...promotion.api, from: { version } };
};
