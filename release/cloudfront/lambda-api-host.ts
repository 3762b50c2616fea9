import type { ApiHost, ApiStage, Revision } from "../api-host.ts";
import { judge, type Judged } from "./judge.ts";
import type { LambdaClient, LambdaSdk } from "./sdk.ts";

export interface LambdaOptions {
  sdk: LambdaSdk;
  /** Sends each call once. */
  client: LambdaClient;
  function: string;
  aliases: Record<ApiStage, string>;
}

/** Lambda: a function, its versions, and an alias a stage. Its hashes are base64, ours hexadecimal. */
export const openLambdaApiHost = ({ sdk, client, function: name, aliases }: LambdaOptions): ApiHost => ({
  name: `Lambda ${name}`,

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
      return missingOr(judge(error));
    }
  },

  uploadCode: async (zip, revision) => {
    try {
      await client.send(
        new sdk.UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: zip, RevisionId: revision, Publish: false }),
      );
      return { outcome: "uploaded" };
    } catch (error) {
      return failedWrite(judge(error));
    }
  },

  publishVersion: async (sha256) => {
    try {
      const { Version } = await client.send(
        // No description: that would make another version of the same code.
        new sdk.PublishVersionCommand({
          FunctionName: name,
          CodeSha256: Buffer.from(sha256, "hex").toString("base64"),
        }),
      );
      if (Version === undefined) throw new TypeError("Lambda gave no version");
      return { outcome: "published", version: Version };
    } catch (error) {
      // What was uploaded last is something else by now.
      if (error instanceof Error && error.name === "InvalidParameterValueException" && /CodeSha/i.test(error.message))
        return { outcome: "conflict" };
      return failedWrite(judge(error));
    }
  },

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
      return missingOr(judge(error));
    }
  },

  pointStage: async (stage, { version, note }, revision) => {
    try {
      const told = await client.send(
        new sdk.UpdateAliasCommand({
          FunctionName: name,
          Name: aliases[stage],
          FunctionVersion: version,
          Description: note,
          RevisionId: revision,
        }),
      );
      return { outcome: "pointed", revision: (told.RevisionId ?? "") as Revision };
    } catch (error) {
      return failedWrite(judge(error));
    }
  },
});

const missingOr = (told: Judged) => {
  if (told.verdict === "missing") return { outcome: "missing" as const };
  return told.verdict === "busy" || told.verdict === "doubtful"
    ? { outcome: "unavailable" as const, cause: told.cause }
    : { outcome: "refused" as const, reason: told.reason };
};

const failedWrite = ({ verdict, reason, cause }: Judged) => {
  if (verdict === "stale") return { outcome: "conflict" as const };
  if (verdict === "busy") return { outcome: "unavailable" as const, cause };
  return verdict === "doubtful" ? { outcome: "unknown" as const, cause } : { outcome: "refused" as const, reason };
};
