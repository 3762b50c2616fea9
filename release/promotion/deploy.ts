import { instantOf } from "../../domain/clock.ts";
import { freshId } from "../../domain/random.ts";
import {
  emptyRoutingTable,
  parseEdgeCode,
  printEdgeCode,
  type EdgeCode,
  type RoutingTable,
} from "../../edge/edge-code.ts";
import type { EdgeEvent, EdgeFields } from "../../edge/event.ts";
import { objectHeaders } from "../../edge/object-headers.ts";
import { readFixtures, expectedOutcome, outcomeOf } from "../../edge/fixture.ts";
import { loadEdgeCode } from "../../edge/local/load-edge-code.ts";
import { previewCookies, previewHash, previewLink } from "../../edge/preview-link.ts";
import { keys } from "../../store/keys.ts";
import { StoreUnavailable } from "../../store/job-store.ts";
import type { PutCondition } from "../../store/objects/object-store.ts";
import { pointStage, publishApi, readStage } from "../api/api-pointer.ts";
import type { Release } from "../artifacts/build-release.ts";
import { healHeaders } from "../cdn/heal-headers.ts";
import { checkFile, type FileState } from "../artifacts/artifact-store.ts";
import { sha256Of, edgeFunctionName, manifestName, printManifest } from "../artifacts/manifest.ts";
import { verifyApi } from "./move-api.ts";
import { parseLive, readCode } from "../cdn/live-code.ts";
import { ConcurrentUpdate, publishLive, readFunction, updateDevelopment } from "../cdn/live-pointer.ts";
import { planPrune, prune, finishStalePrune, type Pruned } from "./prune.ts";
import type { Source } from "../artifacts/source.ts";
import { type Deployer } from "./deployer.ts";
import { DeployRefused } from "../deploy-refused.ts";
import { pointAtRelease, promotedKinds, releasesIn, sameFunction } from "../cdn/routing-table.ts";
import { testDevelopment, verify } from "../cdn/verify.ts";

export interface DeployResult {
  release: string;
  uploaded: { files: number; bytes: number };
  /** Were there already, with the same bytes. */
  unchanged: { files: number; bytes: number };
  /** Of this release and of what is live: stored again with the content type and cache lifetime that they lacked. */
  healed: number;
  staging: { from: string | null; to: string };
  /** The API's version behind staging; null where the API is the server itself. */
  api: { version: string; uploaded: number } | null;
  /** Where staging can be looked at: with the secret in it, if staging is closed. Null where nobody serves it right now. */
  look: { closed: boolean; link: string | null };
  /** Releases whose time was over. */
  removed: string[];
  /** The API's versions that went with them. */
  removed_versions: string[];
}

/** Uploads what is not there yet, pages last, and points staging at it. Nothing that is live is touched. */
export const deploy = async (
  deployer: Deployer,
  release: Release,
  { source, manual }: { source: Source; manual: boolean },
): Promise<DeployResult> => {
  const { releaseLog, clock, who, progress } = deployer;
  await finishStalePrune(deployer);
  // Before any file is looked for: from here on, whoever removes old releases leaves this one's files.
  await releaseLog.change((releases) => {
    if (releases.open?.verb === "prune")
      throw new DeployRefused("Old releases are being removed right now.", "Try again in a minute.");
    const known = releases.releases.find(({ id }) => id === release.id);
    if (known?.leaving)
      throw new DeployRefused(`Release ${release.id} is being removed right now.`, "Try again in a minute.");
    const by_hand = releases.by_hand || manual;
    if (known !== undefined) return by_hand === releases.by_hand ? releases : { ...releases, by_hand };
    const bytes = release.manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    const entry = { id: release.id, ...source, deployed_at: instantOf(clock.now()), deployed_by: who, bytes };
    return { ...releases, by_hand, releases: [...releases.releases, entry] };
  });
  const sent = await upload(deployer, release);
  const healed = await healHeaders(deployer, [release.id, ...(await promotedReleases(deployer))]);
  const api = await deployApi(deployer, release);
  const { from, closed } = await pointStaging(deployer, release);
  const url = await deployer.cdn.urlOf("staging");
  const link = url !== null && closed ? previewLink(url, deployer.preview.secret) : url;
  if (sent.uploaded.files === 0) progress("Everything was uploaded already");
  const removed = await prune(deployer);
  return {
    release: release.id,
    ...sent,
    healed: healed.length,
    staging: { from, to: release.id },
    api,
    look: { closed, link },
    removed: removed.releases,
    removed_versions: removed.versions,
  };
};

/** What `deploy` would do, with nothing written. */
export const planDeploy = async (
  deployer: Deployer,
  { id, manifest }: Release,
): Promise<{
  release: string;
  upload: { files: number; bytes: number };
  staging: { from: string | null; to: string };
  remove: Pruned;
}> => {
  const { objects, releaseLog, clock, who } = deployer;
  const upload = { files: 0, bytes: 0 };
  for (const file of manifest.files) {
    if (isThere(await checkFile(objects, id, file))) continue;
    upload.files += 1;
    upload.bytes += file.bytes;
  }
  const now = await releaseLog.read();
  // As they will be by then: one more release, and staging on it.
  const at = instantOf(clock.now());
  const entry = { id, commit: null, dirty: false, deployed_at: at, deployed_by: who, bytes: 0 };
  const releases = now.releases.some((each) => each.id === id) ? now.releases : [...now.releases, entry];
  const then = { ...now, releases, staging: { promotion: "", release: id, by: who, at } };
  const remove = await planPrune(deployer, then);
  return { release: id, upload, staging: { from: now.staging?.release ?? null, to: id }, remove };
};

const upload = async (
  { objects, progress }: Deployer,
  { id, files, manifest }: Release,
): Promise<Pick<DeployResult, "uploaded" | "unchanged">> => {
  const uploaded = { files: 0, bytes: 0 };
  const unchanged = { files: 0, bytes: 0 };
  const printed = printManifest(manifest);
  const last = { name: manifestName, bytes: printed.length, sha256: sha256Of(printed) };
  const contents = new Map([...files, [manifestName, printed]]);
  for (const file of [...manifest.files, last]) {
    const state = await checkFile(objects, id, file);
    if (state === "changed")
      throw new DeployRefused(`${keys.releaseFile(id, file.name)} is not what it was: somebody has written over it.`);
    if (isThere(state)) {
      unchanged.files += 1;
      unchanged.bytes += file.bytes;
      continue;
    }
    progress(`Uploading ${file.name} (${file.bytes} bytes)`);
    const body = contents.get(file.name);
    if (body === undefined) throw new RangeError(`The release has no ${file.name}`);
    const key = keys.releaseFile(id, file.name);
    const condition = state === "damaged" ? await replaceDamaged(objects, key) : "absent";
    const put = await objects.put(key, body, condition, objectHeaders(key));
    // Where the answer is lost or another was first, only the bytes count.
    if (put.outcome !== "stored" && !isThere(await checkFile(objects, id, file)))
      throw new StoreUnavailable("cause" in put ? put.cause : null);
    uploaded.files += 1;
    uploaded.bytes += file.bytes;
  }
  return { uploaded, unchanged };
};

/** Names the damaged version, so that only it is replaced. */
const replaceDamaged = async (objects: Deployer["objects"], key: string): Promise<PutCondition> => {
  for await (const { version, damaged } of objects.history?.(key) ?? []) return damaged ? { version } : "absent";
  return "absent";
};

/** What the people see now. A function that Tailboard did not make shows none of ours. */
const promotedReleases = async (deployer: Deployer): Promise<(string | null)[]> => {
  const shown: (string | null)[] = [];
  for (const kind of promotedKinds) {
    const code = readCode((await readFunction(deployer, kind, "LIVE")).code);
    if (code !== null) shown.push(...Object.values(releasesIn(code.table)));
  }
  return shown;
};

/** Its headers are seen to after the upload. */
const isThere = (state: FileState): boolean => state === "good" || state === "headers";

/** Before staging's pages, which are tried with it. Like staging itself it is nobody's: the newest deploy wins. */
const deployApi = async (deployer: Deployer, { id, api: zip }: Release): Promise<DeployResult["api"]> => {
  const { api, clock, releaseLog, random, progress } = deployer;
  if (api === null || zip === null) return null;
  const reach = { api, clock };
  try {
    const { version, sha256, uploaded } = await publishApi(reach, zip, progress);
    await releaseLog.change((releases) => {
      const known = releases.releases.find((entry) => entry.id === id)?.api;
      if (known?.version === version && known.sha256 === sha256) return releases;
      const noted = releases.releases.map((entry) =>
        entry.id === id ? { ...entry, api: { version, sha256 } } : entry,
      );
      return { ...releases, releases: noted };
    });
    const stage = await readStage(reach, "preview");
    if (stage.version !== version) {
      progress(`Pointing staging's calls at version ${version} of the API`);
      await pointStage(reach, "preview", { version, note: freshId(random) }, stage.revision);
      await verifyApi(deployer, "staging");
    }
    return { version, uploaded: uploaded ? zip.length : 0 };
  } catch (error) {
    if (!(error instanceof ConcurrentUpdate)) throw error;
    throw new DeployRefused("Another deploy came in between and has staging now.", "tailboard deploy", error);
  }
};

/** Returns the release that staging showed. Staging is nobody's: the newest deploy wins. */
const pointStaging = async (
  deployer: Deployer,
  { id, files, manifest }: Release,
): Promise<{ from: string | null; closed: boolean }> => {
  const { releaseLog, clock, random, who, progress } = deployer;
  const live = parseLive("staging", (await readFunction(deployer, "staging", "LIVE")).code);
  const logic = new TextDecoder().decode(files.get(edgeFunctionName));
  const { secret, closed } = deployer.preview;
  const isClosed = closed ?? live.table.preview !== undefined;
  const bare: RoutingTable = { ...emptyRoutingTable("staging"), ...(isClosed ? { preview: previewHash(secret) } : {}) };
  const target = { logic, table: pointAtRelease(bare, manifest, null), promotion: freshId(random) };
  const before = (await releaseLog.read()).staging;
  const code = printEdgeCode(target);
  if (!sameFunction(live, target)) {
    tryFixtures(code, secret);
    progress(`Pointing staging at ${id}`);
    await publishStaging(deployer, target);
  }
  await verify(deployer, "staging", target.table);
  const promotion = sameFunction(live, target) ? live.promotion : target.promotion;
  await releaseLog.change((releases) =>
    releases.staging?.release === id && releases.staging.promotion === promotion
      ? releases
      : { ...releases, staging: { promotion: promotion ?? "", release: id, by: who, at: instantOf(clock.now()) } },
  );
  return { from: before?.release ?? null, closed: isClosed };
};

/** @throws DeployRefused where somebody else was first. */
export const publishStaging = async (deployer: Deployer, target: EdgeCode): Promise<void> => {
  const { etag } = await readFunction(deployer, "staging", "DEVELOPMENT");
  const code = printEdgeCode(target);
  try {
    const updated = await updateDevelopment(deployer, "staging", code, etag);
    await testDevelopment(deployer, "staging", target.table, updated);
    await publishLive(deployer, "staging", code, updated);
  } catch (error) {
    if (!(error instanceof ConcurrentUpdate)) throw error;
    throw new DeployRefused("Another deploy came in between and has staging now.", "tailboard deploy", error);
  }
};

/** All events, here: on the CDN each is a call of its own, so there only what each page needs is run again. */
const tryFixtures = (code: string, secret: string): void => {
  const run = loadEdgeCode(code);
  const { table } = parseEdgeCode(code);
  const cookies = table.preview === undefined ? {} : previewCookies(secret);
  for (const fixture of readFixtures("staging")) {
    const [got, expected] = [outcomeOf(run(eventWith(fixture.event, cookies))), expectedOutcome(fixture, table)];
    if (JSON.stringify(got) !== JSON.stringify(expected))
      throw new DeployRefused(`The edge function fails its test "${fixture.name}"; staging is as it was.`);
  }
};

const eventWith = (event: EdgeEvent, cookies: EdgeFields): EdgeEvent => {
  const own = structuredClone(event);
  return { ...own, request: { ...own.request, cookies: { ...own.request.cookies, ...cookies } } };
};
