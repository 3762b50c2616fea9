import type { Release } from "../artifacts/build-release.ts";
import { deploy } from "./deploy.ts";
import { promote } from "./promote.ts";
import type { Source } from "../artifacts/source.ts";
import { type Deployer } from "./deployer.ts";
import { DeployRefused } from "../deploy-refused.ts";

export interface StartResult {
  /** What this build is; staging shows it. */
  release: string;
  /** It went live by this start. */
  promoted: boolean;
  /** It is on staging and a person has to promote it, or see to what was left half-way. */
  waits: boolean;
}

/**
 * What a start does with the pages it finds in its folder. Until a person takes the wheel with deploy, promote or rollback,
 * a new version is live as soon as it is started; from then on it waits on staging. docs/decisions/0030.
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
    // Another process began at the same moment; whichever it is, pages are served.
    if (!(error instanceof DeployRefused)) throw error;
    deployer.progress(error.message);
    return { release: release.id, promoted: false, waits: true };
  }
};

const start = { release: null, only: null, dryRun: false, manual: false };
