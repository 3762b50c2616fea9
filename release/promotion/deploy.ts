import { instantOf } from "../../domain/clock.ts";
import { freshId } from "../../domain/random.ts";
import { previewLink } from "../../edge/preview-link.ts";
import { pointStage, publishApi, readStage } from "../api/api-pointer.ts";
import type { Release } from "../artifacts/build-release.ts";
import type { Source } from "../artifacts/source.ts";
import { planUpload, upload, type FileCount } from "../artifacts/upload.ts";
import { healHeaders } from "../cdn/heal-headers.ts";
import { readCode } from "../cdn/live-code.ts";
import { ConcurrentUpdate, readFunction } from "../cdn/live-pointer.ts";
import { promotedKinds, releasesIn } from "../cdn/routing-table.ts";
import { DeployRefused } from "../deploy-refused.ts";
import type { Deployer } from "./deployer.ts";
import { verifyApi } from "./move-api.ts";
import { pointStaging, stagingTaken } from "./point-staging.ts";
import { finishStalePrune, planPrune, prune, type Pruned } from "./prune.ts";
import type { Releases } from "./releases.ts";

export interface DeployResult {
  release: string;
  uploaded: FileCount;
  /** The files that the store already had with the same bytes. */
  unchanged: FileCount;
  /** How many files of this release and of the live ones got the content type and cache lifetime that they lacked. */
  healed: number;
  staging: { from: string | null; to: string };
  /** The API's version behind staging. Null if the API is the server itself. */
  api: { version: string; uploaded: number } | null;
  /** Staging's URL, with the secret if staging is closed. The link is null if no server is running. */
  look: { closed: boolean; link: string | null };
  /** The releases that were deleted because they were old. */
  removed: string[];
  /** The API's versions that were deleted with them. */
  removed_versions: string[];
}

/** Uploads a release, pages last, and points staging at it. It changes nothing that is live. @throws DeployRefused */
export const deploy = async (
  deployer: Deployer,
  release: Release,
  { source, manual }: { source: Source; manual: boolean },
): Promise<DeployResult> => {
  const { progress } = deployer;
  await finishStalePrune(deployer);
  await recordRelease(deployer, release, source, manual);
  const files = await upload(deployer, release);
  const healed = await healHeaders(deployer, [release.id, ...(await releasesLive(deployer))]);
  const api = await deployApi(deployer, release);
  const { from, closed } = await pointStaging(deployer, release);
  const url = await deployer.cdn.urlOf("staging");
  const link = url !== null && closed ? previewLink(url, deployer.preview.secret) : url;
  if (files.uploaded.files === 0) progress("The store already has all files of this release");
  const removed = await prune(deployer);
  return {
    release: release.id,
    ...files,
    healed: healed.length,
    staging: { from, to: release.id },
    api,
    look: { closed, link },
    removed: removed.releases,
    removed_versions: removed.versions,
  };
};

/** Adds a release to the release log before its files are checked, so that a concurrent prune keeps those files. */
const recordRelease = async (
  { releaseLog, clock, who }: Deployer,
  { id, manifest }: Release,
  source: Source,
  manual: boolean,
): Promise<Releases> =>
  await releaseLog.change((releases) => {
    if (releases.open?.verb === "prune")
      throw new DeployRefused("Old releases are being deleted right now.", "Try again in a minute.");
    const known = releases.releases.find((entry) => entry.id === id);
    if (known?.leaving) throw new DeployRefused(`Release ${id} is being deleted right now.`, "Try again in a minute.");
    const by_hand = releases.by_hand || manual;
    if (known !== undefined) return by_hand === releases.by_hand ? releases : { ...releases, by_hand };
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    const entry = { id, ...source, deployed_at: instantOf(clock.now()), deployed_by: who, bytes };
    return { ...releases, by_hand, releases: [...releases.releases, entry] };
  });

/** Returns what `deploy` would do. Writes nothing. */
export const planDeploy = async (
  deployer: Deployer,
  { id, manifest }: Release,
): Promise<{
  release: string;
  upload: FileCount;
  staging: { from: string | null; to: string };
  remove: Pruned;
}> => {
  const { objects, releaseLog, clock, who } = deployer;
  const missing = await planUpload(objects, manifest);
  const now = await releaseLog.read();
  // The release log as it will be after the deploy: with this release, and staging on it.
  const at = instantOf(clock.now());
  const entry = { id, commit: null, dirty: false, deployed_at: at, deployed_by: who, bytes: 0 };
  const releases = now.releases.some((known) => known.id === id) ? now.releases : [...now.releases, entry];
  const remove = await planPrune(deployer, {
    ...now,
    releases,
    staging: { promotion: "", release: id, by: who, at },
  });
  return { release: id, upload: missing, staging: { from: now.staging?.release ?? null, to: id }, remove };
};

/** Returns the releases that are live. Functions that Tailboard did not write have none. */
const releasesLive = async (deployer: Deployer): Promise<(string | null)[]> => {
  const live: (string | null)[] = [];
  for (const kind of promotedKinds) {
    const code = readCode((await readFunction(deployer, kind, "LIVE")).code);
    if (code !== null) live.push(...Object.values(releasesIn(code.table)));
  }
  return live;
};

/** Deploys the API to staging before staging's pages, which are tested with it. The newest deploy wins. */
const deployApi = async (deployer: Deployer, { id, api: zip }: Release): Promise<DeployResult["api"]> => {
  const { api, clock, releaseLog, random, progress } = deployer;
  if (api === null || zip === null) return null;
  const access = { api, clock };
  try {
    const { version, sha256, uploaded } = await publishApi(access, zip, progress);
    await releaseLog.change((releases) => {
      const known = releases.releases.find((entry) => entry.id === id)?.api;
      if (known?.version === version && known.sha256 === sha256) return releases;
      const entries = releases.releases.map((entry) =>
        entry.id === id ? { ...entry, api: { version, sha256 } } : entry,
      );
      return { ...releases, releases: entries };
    });
    const stage = await readStage(access, "preview");
    if (stage.version !== version) {
      progress(`Pointing staging's calls at version ${version} of the API`);
      await pointStage(access, "preview", { version, note: freshId(random) }, stage.revision);
      await verifyApi(deployer, "staging");
    }
    return { version, uploaded: uploaded ? zip.length : 0 };
  } catch (error) {
    if (error instanceof ConcurrentUpdate) throw stagingTaken(error);
    throw error;
  }
};
