import type { EdgeKind } from "../../../edge/edge-code.ts";
import type { EdgeEvent } from "../../../edge/event.ts";
import type { SdkRequest, SdkResponse } from "../../aws/fake-transport.ts";
import type { Cdn, Etag, Stage, Unanswered } from "../cdn.ts";
import type { Distributions } from "./cloudfront-cdn.ts";

/**
 * Serves a fake CDN in AWS's wire format, so that tests use the real SDK. An unavailable fake returns `Throttling`. A lost
 * response breaks the connection after the call has run.
 */
export const fakeCloudFront =
  (cdn: Cdn) =>
  async (request: SdkRequest): Promise<SdkResponse> => {
    const [, resource = "", id = "", action = ""] = request.path.replace(/^\/2020-05-31/, "").split("/");
    const kind = (Object.keys(fakeDistributions) as EdgeKind[]).find(
      (each) => fakeDistributions[each].function === id || fakeDistributions[each].id === id,
    );
    if (kind === undefined)
      return problem(404, resource === "function" ? "NoSuchFunctionExists" : "NoSuchDistribution");
    const body = textOf(request.body);
    const ifMatch = request.headers["if-match"] ?? "";
    const call = `${request.method} ${resource}${action === "" ? "" : `/${action}`}`;
    switch (call) {
      case "GET function": {
        const got = await cdn.getFunction(kind, request.query?.["Stage"] as Stage);
        if (got.outcome !== "found") return unanswered(got);
        return { ...xml(200, "", { etag: got.etag }), body: new TextEncoder().encode(got.code) };
      }
      case "PUT function": {
        const code = Buffer.from(/<FunctionCode>([^<]*)</.exec(body)?.[1] ?? "", "base64").toString();
        // An update replaces the whole config, so it needs the runtime.
        if (!body.includes("<Runtime>cloudfront-js-2.0</Runtime>")) return problem(400, "InvalidArgument");
        if (ifMatch === "") return problem(400, "InvalidIfMatchVersion");
        const result = await cdn.updateFunction(kind, code, ifMatch as Etag);
        // AWS's misspelling of ETag, which the SDK expects.
        if (result.outcome === "updated") return xml(200, summary(kind, "DEVELOPMENT"), { ettag: result.etag });
        return result.outcome === "conflict" ? problem(412, "PreconditionFailed") : unanswered(result);
      }
      case "POST function/publish": {
        if (ifMatch === "") return problem(400, "InvalidIfMatchVersion");
        const result = await cdn.publishFunction(kind, ifMatch as Etag);
        if (result.outcome === "published") return xml(200, summary(kind, "LIVE"));
        return result.outcome === "conflict" ? problem(412, "PreconditionFailed") : unanswered(result);
      }
      case "POST function/test": {
        const event = Buffer.from(/<EventObject>([^<]*)</.exec(body)?.[1] ?? "", "base64").toString();
        const result = await cdn.testFunction(kind, ifMatch as Etag, JSON.parse(event) as EdgeEvent);
        // TestFunction has no PreconditionFailed and returns this for every wrong ETag.
        if (result.outcome === "conflict") return problem(400, "InvalidIfMatchVersion");
        if (result.outcome === "failed")
          return xml(
            200,
            `<TestResult><FunctionErrorMessage>${escaped(result.reason)}</FunctionErrorMessage></TestResult>`,
          );
        if (result.outcome !== "ran") return unanswered(result);
        const output = JSON.stringify({ ["statusCode" in result.result ? "response" : "request"]: result.result });
        return xml(
          200,
          `<TestResult><ComputeUtilization>21</ComputeUtilization><FunctionOutput>${escaped(output)}</FunctionOutput></TestResult>`,
        );
      }
      case "GET distribution": {
        const result = await cdn.isDeployed(kind);
        if (result.outcome !== "answered") return unanswered(result);
        const status = result.deployed ? "Deployed" : "InProgress";
        return xml(200, `<Distribution><Id>${id}</Id><Status>${status}</Status></Distribution>`, { etag: "E1" });
      }
      case "POST distribution/invalidation": {
        const paths = [...body.matchAll(/<Path>([^<]*)</g)].map(([, path = ""]) => path);
        const result = await cdn.invalidate(kind, /<CallerReference>([^<]*)</.exec(body)?.[1] ?? "", paths);
        if (result.outcome !== "created") return unanswered(result);
        return xml(201, "<Invalidation><Id>I1</Id><Status>InProgress</Status></Invalidation>");
      }
      default:
        throw new RangeError(`The fake has no ${call}`);
    }
  };

export const fakeDistributions: Distributions = {
  site: { id: "E1SITE", url: "https://site.example", function: "tailboard-site" },
  staging: { id: "E1STAGING", url: "https://staging.example", function: "tailboard-staging" },
  dashboard: { id: "E1DASHBOARD", url: "https://dashboard.example", function: "tailboard-dashboard" },
};

const unanswered = (
  result: { outcome: "missing" } | { outcome: "refused"; reason: string } | Unanswered,
): SdkResponse => {
  if (result.outcome === "missing") return problem(404, "NoSuchFunctionExists");
  if (result.outcome === "refused") return problem(refusals[result.reason] ?? 403, result.reason);
  if (result.outcome === "unavailable" && !isLost(result.cause)) return problem(400, "Throttling");
  throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
};

const isLost = (cause: unknown): boolean => cause instanceof Error && cause.message.includes("lost");

const refusals: Record<string, number> = { FunctionSizeLimitExceeded: 413, InvalidationBatchAlreadyExists: 400 };

const summary = (kind: EdgeKind, stage: Stage): string =>
  `<FunctionSummary><Name>${fakeDistributions[kind].function}</Name><Status>${stage === "LIVE" ? "DEPLOYED" : "UNPUBLISHED"}</Status><FunctionConfig><Comment>Tailboard</Comment><Runtime>cloudfront-js-2.0</Runtime></FunctionConfig><FunctionMetadata><FunctionARN>arn:aws:cloudfront::1:function/x</FunctionARN><Stage>${stage}</Stage></FunctionMetadata></FunctionSummary>`;

const problem = (status: number, code: string): SdkResponse =>
  xml(
    status,
    `<ErrorResponse xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>The fake's message</Message></Error><RequestId>r1</RequestId></ErrorResponse>`,
  );

const xml = (statusCode: number, body: string, headers: Record<string, string> = {}): SdkResponse => ({
  statusCode,
  headers: { "content-type": "text/xml", ...headers },
  body: new TextEncoder().encode(body),
});

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const textOf = (body: unknown): string =>
  body instanceof Uint8Array ? new TextDecoder().decode(body) : typeof body === "string" ? body : "";
