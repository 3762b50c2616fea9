import { instantOf } from "../../domain/clock.ts";
import { freshId } from "../../domain/random.ts";
import { executePromotion, abortPromotion, LockLost } from "./execute-promotion.ts";
import { changeOf, type Change } from "./change.ts";
import type { LiveReading } from "./plan.ts";
import type { Promotion } from "./releases.ts";
import { DeployRefused, type Deployer } from "./deployer.ts";

/** Opens the record. Whoever is first has it; there is no other lock. */
export const begin = async (
  { releaseLog, random, clock, who }: Deployer,
  intention: Pick<Promotion, "verb" | "release" | "only" | "kinds" | "restores" | "undoes" | "api">,
  manual: boolean,
): Promise<Promotion> => {
  const id = freshId(random);
  const begun: Promotion = {
    ...intention,
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
    const entry = releases.releases.find((each) => each.id === intention.release);
    if (intention.verb === "promote" && (entry === undefined || entry.leaving))
      throw new DeployRefused(`Release ${intention.release ?? ""} is not here any more.`, "tailboard release list");
    return { ...releases, open: begun, by_hand: releases.by_hand || manual };
  });
  return begun;
};

export const refusedByLock = ({ verb, release, who, started_at }: Promotion): DeployRefused =>
  new DeployRefused(
    `A ${verb}${release === null ? "" : ` of ${release}`} that ${who} began at ${started_at} has not ended.`,
    "If it is not running any more: tailboard promote --resume finishes it, --back puts back what was live. tailboard status says how far it came.",
  );

/** Carries it out, or puts back what was live and says why. */
export const run = async (
  deployer: Deployer,
  opened: Promotion,
  change: Change,
  planned: LiveReading,
): Promise<Promotion> => {
  try {
    return await executePromotion(deployer, opened, change, planned);
  } catch (error) {
    if (error instanceof LockLost) throw new DeployRefused(error.message, null, error);
    const reason = error instanceof Error ? error.message : String(error);
    deployer.progress(`It did not work: ${reason}`);
    await back(deployer, opened, reason);
    const hint = error instanceof DeployRefused ? error.hint : null;
    throw new DeployRefused(`${reason.replace(/\.$/, "")}. What was live before is live again.`, hint, error);
  }
};

const back = async (deployer: Deployer, opened: Promotion, reason: string): Promise<Promotion> => {
  try {
    return await abortPromotion(deployer, opened, reason);
  } catch (error) {
    if (error instanceof LockLost) throw new DeployRefused(error.message, null, error);
    const why = error instanceof Error ? error.message : String(error);
    throw new DeployRefused(
      `${reason}. Putting back what was live did not work either: ${why}.`,
      "tailboard status says what is live; tailboard promote --back or --resume goes on.",
      error,
    );
  }
};

/** Takes over what somebody began and did not end: they may be gone, or asleep. From the fence on they are harmless. */
export const takeOverPromotion = async (deployer: Deployer, how: "resume" | "back"): Promise<Promotion> => {
  const { releaseLog, random, who } = deployer;
  const holder = freshId(random);
  const { open } = await releaseLog.change((releases) => {
    if (releases.open === null) throw new DeployRefused("Nothing is under way, so there is nothing to go on with.");
    const { holders } = releases.open;
    return { ...releases, by_hand: true, open: { ...releases.open, who, holders: [...holders, holder] } };
  });
  if (open === null) throw new DeployRefused("Nothing is under way.");
  if (how === "back") return await back(deployer, open, `put back by ${who}`);
  return await run(deployer, open, await changeOf(deployer, open), { functions: {} });
};
