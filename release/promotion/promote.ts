import { dataVersion } from "../../domain/data-version.ts";
import { assertServed } from "./check-contracts.ts";
import { changeOf, type PromotionIntent } from "./change.ts";
import { resolveReleaseId } from "../artifacts/resolve-release-id.ts";
import { refuseRolledBack, rollbackOf, type RollBack } from "./rolled-back.ts";
import { missingFiles, readManifest } from "../artifacts/artifact-store.ts";
import { pagesIn, type Manifest, type Part } from "../artifacts/manifest.ts";
import { changes, planOf, versionAfter, type Plan } from "./plan.ts";
import { acquireLock, refusedByLock } from "./promotion-lock.ts";
import { runPromotion } from "./run-promotion.ts";
import type { ApiSnapshot, Promotion, Releases } from "./releases.ts";
import { type Deployer } from "./deployer.ts";
import { DeployRefused } from "../deploy-refused.ts";

export interface PromoteOptions {
  /** The release's id or its beginning. Null means the release on staging. */
  release: string | null;
  only: Part | null;
  dryRun: boolean;
  /** False for a server start. */
  manual: boolean;
  /** A person has confirmed a release that was rolled back. */
  again?: boolean;
  /**
   * Returns the form of stored jobs that the store needs its API to read. A start leaves it out, because it promotes the code
   * that runs.
   */
  storeNeeds?: () => Promise<number>;
}

export interface PromoteResult {
  plan: Plan;
  /** Null after a dry run, or if there was nothing to do. */
  promotion: Promotion | null;
  release: string;
  /** The rollback of this release. Null if there was no rollback, or if it was promoted since. */
  rolled_back: RollBack | null;
}

/** Makes a release live. It does not build or upload. @throws DeployRefused */
export const promote = async (deployer: Deployer, promoting: PromoteOptions): Promise<PromoteResult> => {
  const { release, only, dryRun, manual, again = false } = promoting;
  const { releaseLog, objects } = deployer;
  const releases = await releaseLog.read();
  const { open, staging } = releases;
  if (open !== null) throw refusedByLock(open);
  const id = release === null ? (staging?.release ?? null) : resolveReleaseId(releases, release);
  if (id === null) throw new DeployRefused("Nothing has been deployed yet.", "tailboard deploy");
  const manifest = await readManifest(objects, id);
  if (manifest === null) throw new DeployRefused(`There is no release ${id}.`, "tailboard release list");
  if (only !== null && only !== "api" && !pagesIn(manifest).includes(only))
    throw new DeployRefused(`Release ${id} has no ${only} page.`);
  const api = apiOf(deployer, releases, id, only);
  await assertComplete(deployer, id);
  const intent: PromotionIntent = { verb: "promote", release: id, only, restores: {} };
  const change = await changeOf(deployer, intent);
  const plan = await planOf(deployer, change, only, api?.version ?? null);
  if (plan.api !== null) await assertReadsStore(manifest, promoting.storeNeeds);
  if (changes(plan)) await assertServed(deployer, releases, plan.pages, await versionAfter(deployer, plan));
  const rolled_back = rollbackOf(releases, plan);
  if (dryRun || !changes(plan)) return { plan, promotion: null, release: id, rolled_back };
  if (rolled_back !== null && !again) throw refuseRolledBack(id, rolled_back);
  const moves = plan.api === null || api === null ? {} : { api: { from: { version: plan.api.from }, to: api } };
  const opened = await acquireLock(deployer, { ...intent, ...moves, kinds: plan.kinds, undoes: null }, manual);
  return { plan, promotion: await runPromotion(deployer, opened, change, plan.live), release: id, rolled_back };
};

/** Returns a release's version of the API. Null if the API does not change. */
const apiOf = ({ api }: Deployer, { releases }: Releases, release: string, only: Part | null): ApiSnapshot | null => {
  if (only !== null && only !== "api") return null;
  if (api === null) {
    if (only === null) return null;
    throw new DeployRefused(apiIsTheServer);
  }
  const version = releases.find(({ id }) => id === release)?.api ?? null;
  if (version === null && only === "api") throw new DeployRefused(`Release ${release} was deployed without an API.`);
  return version;
};

export const apiIsTheServer =
  "On this machine the API is the server itself, so it cannot be promoted alone. It changes when you restart the server.";

/** @throws DeployRefused if the release or one of its files is missing */

export const assertComplete = async ({ objects }: Pick<Deployer, "objects">, release: string): Promise<void> => {
  const manifest = await readManifest(objects, release);
  if (manifest === null) throw new DeployRefused(`There is no release ${release}.`, "tailboard release list");
  const missing = await missingFiles(objects, manifest);
  if (missing.length > 0)
    throw new DeployRefused(
      `Release ${release} is incomplete. These files are missing: ${missing.join(", ")}.`,
      "tailboard deploy",
    );
};

/**
 * Refuses an API that cannot read the jobs of the store, such as rentals. Only an older release needs a look at the store.
 * @throws DeployRefused
 */
const assertReadsStore = async (
  { id, data_version: reads = 1 }: Manifest,
  storeNeeds: PromoteOptions["storeNeeds"],
): Promise<void> => {
  if (storeNeeds === undefined || reads >= dataVersion) return;
  const needed = await storeNeeds();
  if (reads >= needed) return;
  throw new DeployRefused(
    `Release ${id} reads data version ${reads}, and the store has rentals or quote requests, which need version ${needed}.`,
    "Promote a newer release: tailboard release list",
  );
};
