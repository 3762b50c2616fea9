import type { ApiHost, Pointed, PointOutcome, StageOutcome } from "../api-host.ts";
import type { LambdaApiHost } from "./lambda-api-host.ts";

/**
 * An API host whose staging is another function, with a role that cannot reach live data. An upload goes to both functions.
 * Versions are the live function's. Staging's alias points at the version of its own function that has the same code, and
 * the alias's note records the live function's version.
 *
 * The live function's revision separates two concurrent deploys. The one that lost finds other code in staging's function
 * when it publishes, which is a `conflict`.
 */
export const mirroredApiHost = (live: LambdaApiHost, staging: LambdaApiHost): ApiHost => ({
  name: live.name,
  listVersions: () => live.listVersions(),

  readCode: async () => {
    const [code, copy] = [await live.readCode(), await staging.readCode()];
    if (code.outcome !== "found") return code;
    if (copy.outcome !== "found") return copy;
    // If the two functions differ, report no known code, so that a deploy uploads to both.
    const sha256 = code.sha256 === copy.sha256 ? code.sha256 : "";
    return { ...code, sha256, settled: code.settled && copy.settled };
  },

  uploadCode: async (zip, revision) => {
    const result = await live.uploadCode(zip, revision);
    if (result.outcome !== "uploaded") return result;
    const copy = await staging.readCode();
    if (copy.outcome === "missing") return { outcome: "refused", reason: `There is no function ${staging.name}` };
    if (copy.outcome === "refused") return copy;
    // The outcome is unknown until the code is read again. The two functions differ until both have it.
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

  // Staging never rolls back, so old versions of its function are deleted when it is pointed.
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
    // No deploy wrote this note: `infra apply` or a person set the alias.
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

/** Deletes old versions of staging's function. A later deploy deletes those that it cannot delete now. */
const removeOlder = async (staging: LambdaApiHost, pointed: string): Promise<void> => {
  const listed = await staging.listVersions();
  if (listed.outcome !== "listed") return;
  const older = listed.versions.filter((version) => Number(version) < Number(pointed));
  for (const version of older.slice(0, -keptVersions)) await staging.removeVersion(version);
};

/** The newest old versions stay, because a concurrent deploy may be about to point at one of them. */
const keptVersions = 2;

/** Writes the note as `<version of the API>=<version of staging's function> <note>`. */
const noted = ({ version, note }: Pointed, own: string): Pointed => ({
  version: own,
  note: `${version}=${own} ${note}`,
});

/** Returns the newest version of staging's function that has this code. */
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
  return { outcome: "refused", reason: "Staging's function has no version with this code. Deploy again." };
};
