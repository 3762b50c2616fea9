import type { ApiHost, ApiStage, Revision } from "../api-host.ts";
import type { Refused, Unavailable } from "../../cdn/cdn.ts";
import { classifyAwsError, type AwsError } from "../../aws/aws-error.ts";
import type { LambdaClient, LambdaSdk } from "../../aws/sdk.ts";

export interface LambdaOptions {
  sdk: LambdaSdk;
  /** Sends each call once. */
  client: LambdaClient;
  function: string;
  aliases: Record<ApiStage, string>;
}

/**
 * A Lambda function as an API host, with its versions and an alias per stage. Lambda's hashes are base64, ours are
 * hexadecimal. If staging has its own function, use `mirrored-api-host.ts`.
 */
export const openLambdaApiHost = (options: LambdaOptions): LambdaApiHost => ({
  name: `Lambda ${options.function}`,
  ...codeCalls(options),
  ...versionCalls(options),
  ...stageCalls(options),
});

type CodeCalls = Pick<LambdaApiHost, "codeOf" | "readCode" | "uploadCode" | "publishVersion">;

const codeCalls = ({ sdk, client, function: name }: LambdaOptions): CodeCalls => ({
  codeOf: async (version) => {
    try {
      const got = await client.send(
        new sdk.GetFunctionConfigurationCommand({ FunctionName: name, Qualifier: version }),
      );
      return { outcome: "found", sha256: Buffer.from(got.CodeSha256 ?? "", "base64").toString("hex") };
    } catch (error) {
      return missingOr(classifyAwsError(error));
    }
  },

  readCode: async () => {
    try {
      const got = await client.send(new sdk.GetFunctionConfigurationCommand({ FunctionName: name }));
      return {
        outcome: "found",
        sha256: Buffer.from(got.CodeSha256 ?? "", "base64").toString("hex"),
        revision: (got.RevisionId ?? "") as Revision,
        settled: got.LastUpdateStatus !== "InProgress" && got.State !== "Pending",
      };
    } catch (error) {
      return missingOr(classifyAwsError(error));
    }
  },

  uploadCode: async (zip, revision) => {
    try {
      await client.send(
        new sdk.UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: zip, RevisionId: revision, Publish: false }),
      );
      return { outcome: "uploaded" };
    } catch (error) {
      return failedWrite(classifyAwsError(error));
    }
  },

  publishVersion: async (sha256) => {
    try {
      const { Version } = await client.send(
        // Without a description, because a new description would make another version of the same code.
        new sdk.PublishVersionCommand({
          FunctionName: name,
          CodeSha256: Buffer.from(sha256, "hex").toString("base64"),
        }),
      );
      if (Version === undefined) throw new TypeError("Lambda returned no version");
      return { outcome: "published", version: Version };
    } catch (error) {
      // Another deploy has uploaded other code.
      if (error instanceof Error && error.name === "InvalidParameterValueException" && /CodeSha/i.test(error.message))
        return { outcome: "conflict" };
      return failedWrite(classifyAwsError(error));
    }
  },
});

type VersionCalls = Pick<LambdaApiHost, "listVersions" | "removeVersion">;

const versionCalls = ({ sdk, client, function: name }: LambdaOptions): VersionCalls => ({
  listVersions: async () => {
    const versions: string[] = [];
    try {
      for (let Marker: string | undefined; ;) {
        const got = await client.send(
          new sdk.ListVersionsByFunctionCommand({ FunctionName: name, ...(Marker === undefined ? {} : { Marker }) }),
        );
        // The list includes $LATEST, which is not a version.
        versions.push(...(got.Versions ?? []).flatMap(({ Version = "" }) => (isVersion(Version) ? [Version] : [])));
        if (got.NextMarker === undefined || got.NextMarker === "") return { outcome: "listed", versions };
        Marker = got.NextMarker;
      }
    } catch (error) {
      const result = missingOr(classifyAwsError(error));
      return result.outcome === "missing" ? { outcome: "refused", reason: `There is no function ${name}` } : result;
    }
  },

  removeVersion: async (version) => {
    // Without a version the same call deletes the function with all its versions and aliases.
    if (!isVersion(version)) throw new RangeError(`"${version}" is not a version of the API`);
    try {
      await client.send(new sdk.DeleteFunctionCommand({ FunctionName: name, Qualifier: version }));
      return { outcome: "removed" };
    } catch (error) {
      if (error instanceof Error && error.name === "ResourceConflictException" && /alias/i.test(error.message))
        return { outcome: "named" };
      const result = classifyAwsError(error);
      if (result.verdict === "missing") return { outcome: "removed" };
      const failed = failedWrite(result);
      // The call has no revision, so a conflict is not possible.
      return failed.outcome === "conflict" ? { outcome: "refused", reason: result.reason } : failed;
    }
  },
});

type StageCalls = Pick<LambdaApiHost, "readStage" | "pointStage">;

const stageCalls = ({ sdk, client, function: name, aliases }: LambdaOptions): StageCalls => ({
  readStage: async (stage) => {
    try {
      const got = await client.send(new sdk.GetAliasCommand({ FunctionName: name, Name: aliases[stage] }));
      return {
        outcome: "found",
        version: got.FunctionVersion ?? "",
        note: got.Description ?? "",
        revision: (got.RevisionId ?? "") as Revision,
      };
    } catch (error) {
      return missingOr(classifyAwsError(error));
    }
  },

  pointStage: async (stage, { version, note }, revision) => {
    try {
      const result = await client.send(
        new sdk.UpdateAliasCommand({
          FunctionName: name,
          Name: aliases[stage],
          FunctionVersion: version,
          Description: note,
          RevisionId: revision,
        }),
      );
      return { outcome: "pointed", revision: (result.RevisionId ?? "") as Revision };
    } catch (error) {
      return failedWrite(classifyAwsError(error));
    }
  },
});

/** An API host that also returns the hash of a version's code. */
export interface LambdaApiHost extends ApiHost {
  codeOf(
    version: string,
  ): Promise<{ outcome: "found"; sha256: string } | { outcome: "missing" } | Refused | Unavailable>;
}

const isVersion = (version: string): boolean => /^[1-9]\d*$/.test(version);

const missingOr = (result: AwsError) => {
  if (result.verdict === "missing") return { outcome: "missing" as const };
  return result.verdict === "busy" || result.verdict === "doubtful"
    ? { outcome: "unavailable" as const, cause: result.cause }
    : { outcome: "refused" as const, reason: result.reason };
};

const failedWrite = ({ verdict, reason, cause }: AwsError) => {
  if (verdict === "stale") return { outcome: "conflict" as const };
  if (verdict === "busy") return { outcome: "unavailable" as const, cause };
  return verdict === "doubtful" ? { outcome: "unknown" as const, cause } : { outcome: "refused" as const, reason };
};
