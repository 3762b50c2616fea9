import type { Release } from "../artifacts/build-release.ts";
import { deploy } from "./deploy.ts";
import { promote } from "./promote.ts";
import type { Source } from "../artifacts/source.ts";
import { type Deployer } from "./deployer.ts";
import { DeployRefused } from "../deploy-refused.ts";

export interface StartResult {
  /** The release of this build. Staging shows it. */
  release: string;
  /** True if this start made it live. */
  promoted: boolean;
  /** True if it is on staging only and a person must promote it, or first finish a promotion that stopped. */
  waits: boolean;
}

/**
 * Deploys the pages of a server's own folder at its start. The start also promotes them, until a person has used deploy,
 * promote or rollback. From then on a new version waits on staging. See docs/decisions/0030.
 */
export const releaseOnStart = async (deployer: Deployer, release: Release, source: Source): Promise<StartResult> => {
  await deploy(deployer, release, { source, manual: false });
  const { open, by_hand } = await deployer.releaseLog.change((releases) =>
    releases.server === release.id ? releases : { ...releases, server: release.id },
  );
  if (open !== null || by_hand) {
    const { plan } = open === null ? await promote(deployer, { ...start, dryRun: true }) : { plan: null };
    return { release: release.id, promoted: false, waits: plan === null || plan.kinds.length > 0 };
  }
  try {
    const { promotion } = await promote(deployer, start);
    return { release: release.id, promoted: promotion !== null, waits: false };
  } catch (error) {
    // Another process promotes at the same time. Either release can be served.
    if (!(error instanceof DeployRefused)) throw error;
    deployer.progress(error.message);
    return { release: release.id, promoted: false, waits: true };
  }
};

const start = { release: null, only: null, dryRun: false, manual: false };
