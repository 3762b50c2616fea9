import type { EdgeKind } from "../../../edge/edge-code.ts";
import type { EdgeEvent, EdgeRequest, EdgeResponse } from "../../../edge/event.ts";
import type { Cdn, Etag, FetchOutcome, PollPolicy, Refused, Unanswered, Unavailable } from "../cdn.ts";
import { classifyAwsError, type AwsError } from "../../aws/aws-error.ts";
import type { CloudFrontClient, CloudFrontSdk } from "../../aws/sdk.ts";

/** The distributions in the account, as `infra apply` created them. */
export type Distributions = Record<EdgeKind, { id: string; url: string; function: string }>;

export interface CloudFrontOptions {
  sdk: CloudFrontSdk;
  /** The result of `createClient`, which sends each call once. */
  client: CloudFrontClient;
  distributions: Distributions;
  /** Sends GET as a viewer without following redirects. Throws if there is no response. */
  fetch: (url: string, kind: EdgeKind) => Promise<{ status: number; headers: Record<string, string>; body: string }>;
  name: string;
  pollPolicy?: PollPolicy;
}

/** CloudFront as a CDN. Each stage of a function has its own ETag, and publishing needs DEVELOPMENT's. */
export const openCloudFrontCdn = (options: CloudFrontOptions): Cdn => ({
  name: options.name,
  https: true,
  pollPolicy: options.pollPolicy ?? defaultPollPolicy,
  ...functionCalls(options),
  ...distributionCalls(options),
});

type FunctionCalls = Pick<Cdn, "getFunction" | "updateFunction" | "testFunction" | "publishFunction">;

const functionCalls = ({ sdk, client, distributions }: CloudFrontOptions): FunctionCalls => ({
  getFunction: async (kind, stage) => {
    try {
      const got = await client.send(new sdk.GetFunctionCommand({ Name: distributions[kind].function, Stage: stage }));
      const code = new TextDecoder().decode(got.FunctionCode);
      return { outcome: "found", code, etag: etagOf(got.ETag) };
    } catch (error) {
      const result = classifyAwsError(error);
      return result.verdict === "missing" ? { outcome: "missing" } : failedRead(result);
    }
  },

  updateFunction: async (kind, code, etag) => {
    try {
      const command = new sdk.UpdateFunctionCommand({
        Name: distributions[kind].function,
        IfMatch: etag,
        // The update replaces the whole config. It equals the one in infra/, so that a diff there shows no change.
        FunctionConfig: { Comment: functionComment, Runtime: "cloudfront-js-2.0" },
        FunctionCode: new TextEncoder().encode(code),
      });
      return { outcome: "updated", etag: etagOf((await client.send(command)).ETag) };
    } catch (error) {
      return failedWrite(classifyAwsError(error));
    }
  },

  testFunction: async (kind, etag, event) => {
    try {
      const { TestResult } = await client.send(
        new sdk.TestFunctionCommand({
          Name: distributions[kind].function,
          IfMatch: etag,
          Stage: "DEVELOPMENT",
          EventObject: new TextEncoder().encode(JSON.stringify(event)),
        }),
      );
      const reason = TestResult?.FunctionErrorMessage ?? "";
      if (reason !== "") return { outcome: "failed", reason };
      return { outcome: "ran", result: resultOf(TestResult?.FunctionOutput, event) };
    } catch (error) {
      const result = classifyAwsError(error);
      if (result.verdict === "stale") return { outcome: "conflict" };
      // This 500 is a result: the function threw.
      if (error instanceof Error && error.name === "TestFunctionFailed")
        return { outcome: "failed", reason: error.message };
      return failedRead(result);
    }
  },

  publishFunction: async (kind, etag) => {
    try {
      await client.send(new sdk.PublishFunctionCommand({ Name: distributions[kind].function, IfMatch: etag }));
      return { outcome: "published" };
    } catch (error) {
      return failedWrite(classifyAwsError(error));
    }
  },
});

type DistributionCalls = Pick<Cdn, "isDeployed" | "invalidate" | "urlOf" | "fetchPage">;

const distributionCalls = ({ sdk, client, distributions, fetch }: CloudFrontOptions): DistributionCalls => ({
  isDeployed: async (kind) => {
    try {
      const { Distribution } = await client.send(new sdk.GetDistributionCommand({ Id: distributions[kind].id }));
      return { outcome: "answered", deployed: Distribution?.Status === "Deployed" };
    } catch (error) {
      return failedRead(classifyAwsError(error));
    }
  },

  invalidate: async (kind, reference, paths) => {
    try {
      const command = new sdk.CreateInvalidationCommand({
        DistributionId: distributions[kind].id,
        InvalidationBatch: { CallerReference: reference, Paths: { Quantity: paths.length, Items: paths } },
      });
      await client.send(command);
      return { outcome: "created" };
    } catch (error) {
      const result = failedWrite(classifyAwsError(error));
      return result.outcome === "conflict" ? { outcome: "unknown", cause: error } : result;
    }
  },

  urlOf: (kind) => Promise.resolve(distributions[kind].url),

  fetchPage: async (kind, path): Promise<FetchOutcome> => {
    try {
      return { outcome: "answered", ...(await fetch(`${distributions[kind].url}${path}`, kind)) };
    } catch (cause) {
      return { outcome: "unavailable", cause };
    }
  },
});

/** The function's comment in the AWS console. It must equal the comment in infra/. */
export const functionComment = "What is live. Changed by promote and rollback.";

/** An edge location may take minutes to run new code. */
const defaultPollPolicy: PollPolicy = { polls: 5, poll_ms: 2_000, timeout_ms: 900_000 };

const etagOf = (etag: string | undefined): Etag => {
  if (etag === undefined || etag === "") throw new TypeError("CloudFront returned no ETag");
  return etag as Etag;
};

/** Parses the output of a test: `{"request":{…}}` or `{"response":{…}}`. */
const resultOf = (output: string | undefined, { request }: EdgeEvent): EdgeRequest | EdgeResponse => {
  const parsed = JSON.parse(output ?? "null") as { request?: EdgeRequest; response?: EdgeResponse } | null;
  if (parsed?.response !== undefined) return parsed.response;
  if (parsed?.request !== undefined) return { ...request, ...parsed.request };
  throw new TypeError("CloudFront returned no result of the test");
};

const failedRead = ({ verdict, reason, cause }: AwsError): Unavailable | Refused =>
  verdict === "refused" || verdict === "missing" || verdict === "stale"
    ? { outcome: "refused", reason }
    : { outcome: "unavailable", cause };

const failedWrite = ({ verdict, reason, cause }: AwsError): { outcome: "conflict" } | Refused | Unanswered => {
  if (verdict === "stale") return { outcome: "conflict" };
  if (verdict === "busy") return { outcome: "unavailable", cause };
  if (verdict === "doubtful") return { outcome: "unknown", cause };
  return { outcome: "refused", reason };
};
