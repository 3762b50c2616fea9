import { instantOf } from "../../domain/clock.ts";
import { freshId } from "../../domain/random.ts";
import { DeployRefused } from "../deploy-refused.ts";
import type { Deployer } from "./deployer.ts";
import { endPromotion, lockHolder, type Promotion, type Releases } from "./releases.ts";

/** Another process has taken over or ended this promotion. Its result counts, and this process must stop. */
export class LockLost extends Error {
  override name = "LockLost";
}

/** Acquires the promotion lock by a compare-and-swap of the release log. @throws DeployRefused if it is held */
export const acquireLock = async (
  { releaseLog, random, clock, who }: Deployer,
  intent: Pick<Promotion, "verb" | "release" | "only" | "kinds" | "restores" | "undoes" | "api">,
  manual: boolean,
): Promise<Promotion> => {
  const id = freshId(random);
  const promotion: Promotion = {
    ...intent,
    id,
    holders: [id],
    who,
    started_at: instantOf(clock.now()),
    ended_at: null,
    step: "begun",
    from: {},
    to: {},
    uninvalidated: {},
  };
  await releaseLog.change((releases) => {
    if (releases.open !== null) throw refusedByLock(releases.open);
    const entry = releases.releases.find(({ id }) => id === intent.release);
    if (intent.verb === "promote" && (entry === undefined || entry.leaving))
      throw new DeployRefused(`Release ${intent.release ?? ""} has been deleted.`, "tailboard release list");
    return { ...releases, open: promotion, by_hand: releases.by_hand || manual };
  });
  return promotion;
};

export const refusedByLock = ({ verb, release, who, started_at }: Promotion): DeployRefused =>
  new DeployRefused(
    `${who} started a ${verb}${release === null ? "" : ` of ${release}`} at ${started_at}, and it has not ended.`,
    "If it no longer runs, finish it with tailboard promote --resume, or restore what was live with tailboard promote --back. tailboard status shows how far it got.",
  );

/** Takes the lock over from a process that stopped. That process may still wake up; the fences make it harmless. */
export const takeOverLock = async ({ releaseLog, random, who }: Deployer): Promise<Promotion> => {
  const holder = freshId(random);
  const { open } = await releaseLog.change((releases) => {
    if (releases.open === null) throw new DeployRefused("No promotion is in progress, so there is nothing to resume.");
    const { holders } = releases.open;
    return { ...releases, by_hand: true, open: { ...releases.open, who, holders: [...holders, holder] } };
  });
  if (open === null) throw new DeployRefused("No promotion is in progress.");
  return open;
};

/** Reads the release log and returns our promotion. @throws LockLost if this process does not hold the lock */
export const confirmLock = async ({ releaseLog }: Deployer, promotion: Promotion): Promise<Promotion> =>
  ownPromotion(await releaseLog.read(), promotion);

/** Returns our promotion as it is in the release log. @throws LockLost if this process does not hold the lock */
export const ownPromotion = ({ open }: Releases, promotion: Promotion): Promotion => {
  if (open?.id === promotion.id && lockHolder(open) === lockHolder(promotion)) return open;
  throw new LockLost("Another process has taken over this promotion. Its result counts; see tailboard status.");
};

/** Ends our promotion and releases the lock. @throws LockLost if this process does not hold the lock */
export const releaseLock = async (
  { releaseLog, clock }: Deployer,
  promotion: Promotion,
  outcome: Partial<Promotion>,
): Promise<Promotion> => {
  const ended_at = instantOf(clock.now());
  const { history } = await releaseLog.change((releases) =>
    endPromotion(releases, { ...ownPromotion(releases, promotion), ...outcome, ended_at }),
  );
  return history.at(-1) ?? promotion;
};
