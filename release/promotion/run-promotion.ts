import { DeployRefused } from "../deploy-refused.ts";
import { abortPromotion } from "./abort-promotion.ts";
import { changeOf, type Change } from "./change.ts";
import type { Deployer } from "./deployer.ts";
import { executePromotion } from "./execute-promotion.ts";
import type { LiveReading } from "./plan.ts";
import { LockLost, takeOverLock } from "./promotion-lock.ts";
import type { Promotion } from "./releases.ts";

/** Executes a promotion. If that fails, restores what was live and throws the reason. @throws DeployRefused */
export const runPromotion = async (
  deployer: Deployer,
  promotion: Promotion,
  change: Change,
  reading: LiveReading,
): Promise<Promotion> => {
  try {
    return await executePromotion(deployer, promotion, change, reading);
  } catch (error) {
    if (error instanceof LockLost) throw new DeployRefused(error.message, null, error);
    const reason = error instanceof Error ? error.message : String(error);
    deployer.progress(`The promotion failed: ${reason}`);
    await abort(deployer, promotion, reason);
    const hint = error instanceof DeployRefused ? error.hint : null;
    throw new DeployRefused(`${reason.replace(/\.$/, "")}. What was live before is live again.`, hint, error);
  }
};

const abort = async (deployer: Deployer, promotion: Promotion, reason: string): Promise<Promotion> => {
  try {
    return await abortPromotion(deployer, promotion, reason);
  } catch (error) {
    if (error instanceof LockLost) throw new DeployRefused(error.message, null, error);
    const why = error instanceof Error ? error.message : String(error);
    throw new DeployRefused(
      `${reason}. Restoring what was live also failed: ${why}.`,
      "tailboard status shows what is live. Continue with tailboard promote --back or --resume.",
      error,
    );
  }
};

/** Takes over a promotion that stopped, and finishes or aborts it. @throws DeployRefused */
export const takeOverPromotion = async (deployer: Deployer, how: "resume" | "back"): Promise<Promotion> => {
  const promotion = await takeOverLock(deployer);
  if (how === "back") return await abort(deployer, promotion, `aborted by ${deployer.who}`);
  return await runPromotion(deployer, promotion, await changeOf(deployer, promotion), { functions: {} });
};
