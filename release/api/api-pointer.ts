import type { Clock } from "../../domain/clock.ts";
import { sha256Of } from "../artifacts/manifest.ts";
import { attempts, backoff, CdnFailed, ConcurrentUpdate, retryWhileBusy } from "../cdn/live-pointer.ts";
import type { ApiHost, ApiStage, Pointed, Revision, StageReading } from "./api-host.ts";

export interface ApiAccess {
  api: ApiHost;
  clock: Clock;
}

/** Reads which version a stage points at. @throws CdnFailed */
export const readStage = async ({ api, clock }: ApiAccess, stage: ApiStage): Promise<StageReading> => {
  const found = await retryWhileBusy(clock, () => api.readStage(stage), `read the API's ${stage} stage`);
  if (found.outcome === "found") return found;
  throw new CdnFailed(`The API has no ${stage} stage. Create it first: tailboard infra apply`);
};

/**
 * Points a stage at a version. After an unknown outcome it reads the stage and compares the note, which holds our own id.
 * @throws ConcurrentUpdate, CdnFailed
 */
export const pointStage = async (
  access: ApiAccess,
  stage: ApiStage,
  to: Pointed,
  revision: Revision,
): Promise<void> => {
  let unknownCause: unknown = null;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (attempt > 1) await access.clock.sleep(backoff(attempt));
    const result = await access.api.pointStage(stage, to, revision);
    if (result.outcome === "pointed") return;
    if (result.outcome === "refused") throw new CdnFailed(result.reason);
    if (result.outcome === "unknown") unknownCause = result.cause;
    if (result.outcome === "conflict" && unknownCause === null) throw new ConcurrentUpdate("api");
    if (unknownCause === null) continue;
    const now = await readStage(access, stage);
    if (now.version === to.version && now.note === to.note) return;
    if (now.revision !== revision) throw new ConcurrentUpdate("api");
  }
  throw new CdnFailed(`AWS did not confirm that the API's ${stage} stage points at version ${to.version}`, {
    cause: unknownCause,
  });
};

/**
 * Returns the version that was made of an archive. Uploads the archive unless it is already the newest code.
 * @throws ConcurrentUpdate, CdnFailed
 */
export const publishApi = async (
  access: ApiAccess,
  zip: Uint8Array,
  progress: (line: string) => void,
): Promise<{ version: string; sha256: string; uploaded: boolean }> => {
  const { api, clock } = access;
  const sha256 = sha256Of(zip);
  let uploaded = false;
  for (let poll = 1; poll <= maxPolls; poll += 1) {
    if (poll > 1) await clock.sleep(Math.min(1_000, backoff(poll)));
    const code = await retryWhileBusy(clock, () => api.readCode(), "read the API's code");
    if (code.outcome === "missing") throw new CdnFailed("There is no API yet. Create it first: tailboard infra apply");
    if (code.sha256 === sha256) {
      if (!code.settled) continue;
      const result = await api.publishVersion(sha256);
      if (result.outcome === "published") return { version: result.version, sha256, uploaded };
      if (result.outcome === "refused") throw new CdnFailed(result.reason);
      if (result.outcome === "conflict") throw new ConcurrentUpdate("api");
      // Repeat the call: the same code gives the same version.
      continue;
    }
    if (uploaded) throw new ConcurrentUpdate("api");
    progress(`Uploading the API (${zip.length} bytes)`);
    const result = await api.uploadCode(zip, code.revision);
    if (result.outcome === "refused") throw new CdnFailed(result.reason);
    if (result.outcome === "conflict") throw new ConcurrentUpdate("api");
    // After an unknown outcome the next read shows whether the code arrived.
    uploaded = result.outcome === "uploaded";
  }
  throw new CdnFailed("AWS did not finish applying the API's upload in time");
};

/** How often to read the code. AWS applies an upload of this size within seconds. */
export const maxPolls = 60;
