import type { ApiHost, ApiStage, Pointed, Revision, StageRead } from "./api-host.ts";
import { attempts, backoff, CdnFailed, ConcurrentUpdate, retryWhileBusy } from "../cdn/live-pointer.ts";
import { sha256Of } from "../promotion/release-log.ts";
import type { Deployer } from "../promotion/deployer.ts";

interface Access {
  api: ApiHost;
  clock: Deployer["clock"];
}

export const readStage = async ({ api, clock }: Access, stage: ApiStage): Promise<StageRead> => {
  const got = await retryWhileBusy(clock, () => api.readStage(stage), `read what answers ${stage} calls`);
  if (got.outcome === "found") return got;
  throw new CdnFailed(`The API has no ${stage} stage. Make it first: tailboard infra apply`);
};

/** After a doubtful answer the note decides: it is our own, so nobody else left it. */
export const pointStage = async (reach: Access, stage: ApiStage, to: Pointed, revision: Revision): Promise<void> => {
  let doubt: unknown = null;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (attempt > 1) await reach.clock.sleep(backoff(attempt));
    const result = await reach.api.pointStage(stage, to, revision);
    if (result.outcome === "pointed") return;
    if (result.outcome === "refused") throw new CdnFailed(result.reason);
    if (result.outcome === "unknown") doubt = result.cause;
    if (result.outcome === "conflict" && doubt === null) throw new ConcurrentUpdate("api");
    if (doubt === null) continue;
    const now = await readStage(reach, stage);
    if (now.version === to.version && now.note === to.note) return;
    if (now.revision !== revision) throw new ConcurrentUpdate("api");
  }
  throw new CdnFailed(`Pointing the API's ${stage} stage at version ${to.version} got no answer`, { cause: doubt });
};

/** The version of these bytes; uploads them only where they are not what was uploaded last. */
export const publishApi = async (
  reach: Access,
  zip: Uint8Array,
  progress: Deployer["progress"],
): Promise<{ version: string; sha256: string; uploaded: boolean }> => {
  const { api, clock } = reach;
  const sha256 = sha256Of(zip);
  let uploaded = false;
  for (let attempt = 1; attempt <= patience; attempt += 1) {
    if (attempt > 1) await clock.sleep(Math.min(1_000, backoff(attempt)));
    const code = await retryWhileBusy(clock, () => api.readCode(), "read the API's code");
    if (code.outcome === "missing") throw new CdnFailed("There is no API yet. Make it first: tailboard infra apply");
    if (code.sha256 === sha256) {
      if (!code.settled) continue;
      const result = await api.publishVersion(sha256);
      if (result.outcome === "published") return { version: result.version, sha256, uploaded };
      if (result.outcome === "refused") throw new CdnFailed(result.reason);
      if (result.outcome === "conflict") throw new ConcurrentUpdate("api");
      // To make a version of the same code again makes no other one.
      continue;
    }
    if (uploaded) throw new ConcurrentUpdate("api");
    progress(`Uploading the API (${zip.length} bytes)`);
    const result = await api.uploadCode(zip, code.revision);
    if (result.outcome === "refused") throw new CdnFailed(result.reason);
    if (result.outcome === "conflict") throw new ConcurrentUpdate("api");
    // Without an answer the code decides, when it is read again.
    uploaded = result.outcome === "uploaded";
  }
  throw new CdnFailed("The API that was uploaded did not become ready in time");
};

/** Looks: an upload of this size is applied within seconds. */
const patience = 60;
