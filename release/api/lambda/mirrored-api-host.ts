import type { ApiHost, Pointed, PointOutcome, StageOutcome } from "../api-host.ts";
import type { LambdaApiHost } from "./lambda-api-host.ts";

/**
 * One API whose staging runs as another function, with a role that reaches nothing live: code goes to both, and a version is
 * the live function's. Staging's alias points at the version of its own function that was made of the same code, and its
 * note says which version of the API that is.
 *
 * Two deploys that meet are kept apart by the live function's revision; the one that lost finds other code in staging's
 * function when it publishes, which is a `conflict`.
 */
export const mirroredApiHost = (live: LambdaApiHost, staging: LambdaApiHost): ApiHost => ({
  name: live.name,
  listVersions: () => live.listVersions(),

  readCode: async () => {
    const [code, copy] = [await live.readCode(), await staging.readCode()];
    if (code.outcome !== "found") return code;
    if (copy.outcome !== "found") return copy;
    // Where the copy is other code, nothing counts as uploaded, so a deploy uploads both.
    const sha256 = code.sha256 === copy.sha256 ? code.sha256 : "";
    return { ...code, sha256, settled: code.settled && copy.settled };
  },

  uploadCode: async (zip, revision) => {
    const result = await live.uploadCode(zip, revision);
    if (result.outcome !== "uploaded") return result;
    const copy = await staging.readCode();
    if (copy.outcome === "missing") return { outcome: "refused", reason: `There is no function ${staging.name}` };
    if (copy.outcome === "refused") return copy;
    // The code decides when it is read again: it differs in both until this has landed too.
    if (copy.outcome === "unavailable") return { outcome: "unknown", cause: copy.cause };
    const copied = await staging.uploadCode(zip, copy.revision);
    return copied.outcome === "unavailable" ? { outcome: "unknown", cause: copied.cause } : copied;
  },

  publishVersion: async (sha256) => {
    const result = await live.publishVersion(sha256);
    if (result.outcome !== "published") return result;
    const copied = await staging.publishVersion(sha256);
    return copied.outcome === "published" ? result : copied;
  },

  // Of staging's function the newest versions alone are needed, since staging never goes back.
  removeVersion: async (version) => {
    const pointed = await staging.readStage("preview");
    if (pointed.outcome === "found" && pointed.note.startsWith(`${version}=`)) return { outcome: "named" };
    return await live.removeVersion(version);
  },

  readStage: async (stage): Promise<StageOutcome> => {
    if (stage === "live") return await live.readStage("live");
    const got = await staging.readStage("preview");
    if (got.outcome !== "found") return got;
    const [, version, own, note] = /^(\d+)=(\d+) (.*)$/.exec(got.note) ?? [];
    // Not pointed by a deploy: it is as `infra apply` made it, or as a person made it by hand.
    if (version === undefined || note === undefined) return got;
    return { ...got, note, version: own === got.version ? version : `${staging.name}:${got.version}` };
  },

  pointStage: async (stage, to, revision): Promise<PointOutcome> => {
    if (stage === "live") return await live.pointStage("live", to, revision);
    const code = await live.codeOf(to.version);
    if (code.outcome === "missing") return { outcome: "refused", reason: `The API has no version ${to.version}` };
    if (code.outcome !== "found") return code;
    const own = await versionOf(staging, code.sha256);
    if (typeof own !== "string") return own;
    const result = await staging.pointStage("preview", noted(to, own), revision);
    if (result.outcome === "pointed") await removeOlder(staging, own);
    return result;
  },
});

/** Staging never goes back. What cannot be removed now is removed at a later deploy. */
const removeOlder = async (staging: LambdaApiHost, pointed: string): Promise<void> => {
  const listed = await staging.listVersions();
  if (listed.outcome !== "listed") return;
  const older = listed.versions.filter((version) => Number(version) < Number(pointed));
  for (const version of older.slice(0, -keptVersions)) await staging.removeVersion(version);
};

/** Another deploy may be about to point at one of the newest. */
const keptVersions = 2;

/** `<version of the API>=<version of staging's function> <note>` */
const noted = ({ version, note }: Pointed, own: string): Pointed => ({
  version: own,
  note: `${version}=${own} ${note}`,
});

/** The newest that was made of this code. */
const versionOf = async (
  staging: LambdaApiHost,
  sha256: string,
): Promise<string | Exclude<PointOutcome, { outcome: "pointed" }>> => {
  const listed = await staging.listVersions();
  if (listed.outcome !== "listed") return listed;
  for (const version of listed.versions.toReversed()) {
    const code = await staging.codeOf(version);
    if (code.outcome === "found" && code.sha256 === sha256) return version;
    if (code.outcome === "unavailable" || code.outcome === "refused") return code;
  }
  return { outcome: "refused", reason: "Staging's function has no version of this code; deploy it again." };
};
