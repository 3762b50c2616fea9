import type { ApiHost, ApiStage, Revision } from "../api-host.ts";
import type { Unanswered } from "../../cdn/cdn.ts";
import { FakeApiHost } from "../fake-api-host.ts";
import type { SdkRequest, SdkResponse } from "../../aws/fake-transport.ts";

/** Serves a fake API host in AWS's wire format, so that tests use the real SDK. */
export const fakeLambda =
  (functions: Record<string, ApiHost | FakeApiHost>) =>
  async ({ method, path, body, query }: SdkRequest): Promise<SdkResponse> => {
    const [, , , name = "", resource = "", id = ""] = path.split("/");
    const api = functions[name];
    if (api === undefined) return problem(404, "ResourceNotFoundException", "Function not found");
    const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : typeof body === "string" ? body : "";
    const input = (text === "" ? {} : JSON.parse(text)) as Record<string, string>;
    const call = `${method} ${resource}`;
    switch (call) {
      case "GET configuration":
        return await configurationOf(api, query?.["Qualifier"]);
      case "PUT code": {
        const zip = new Uint8Array(Buffer.from(input["ZipFile"] ?? "", "base64"));
        const result = await api.uploadCode(zip, (input["RevisionId"] ?? "") as Revision);
        if (result.outcome === "uploaded") return json(200, { LastUpdateStatus: "InProgress" });
        return result.outcome === "conflict" ? stale() : unanswered(result);
      }
      case "POST versions": {
        const result = await api.publishVersion(Buffer.from(input["CodeSha256"] ?? "", "base64").toString("hex"));
        if (result.outcome === "published") return json(201, { Version: result.version });
        if (result.outcome !== "conflict") return unanswered(result);
        return problem(400, "InvalidParameterValueException", "CodeSHA256 (a) is different from current CodeSHA256");
      }
      case "GET versions": {
        const result = await api.listVersions();
        if (result.outcome !== "listed") return unanswered(result);
        // Like Lambda, in pages, with the newest upload first.
        const all = ["$LATEST", ...result.versions];
        const from = Number(query?.["Marker"] ?? 0);
        return json(200, {
          Versions: all.slice(from, from + 2).map((Version) => ({ Version })),
          ...(from + 2 < all.length ? { NextMarker: String(from + 2) } : {}),
        });
      }
      case "DELETE ": {
        const version = query?.["Qualifier"];
        if (typeof version !== "string") throw new RangeError("Without a version this call deletes the whole function");
        const result = await api.removeVersion(version);
        if (result.outcome === "removed") return { statusCode: 204, headers: {}, body: new Uint8Array() };
        if (result.outcome !== "named") return unanswered(result);
        const reason = "Unable to delete version because the following aliases reference it: [live]";
        return problem(409, "ResourceConflictException", reason);
      }
      case "GET aliases": {
        const got = await api.readStage(id as ApiStage);
        if (got.outcome !== "found") return unanswered(got);
        return json(200, { FunctionVersion: got.version, Description: got.note, RevisionId: got.revision });
      }
      case "PUT aliases": {
        const to = { version: input["FunctionVersion"] ?? "", note: input["Description"] ?? "" };
        const result = await api.pointStage(id as ApiStage, to, (input["RevisionId"] ?? "") as Revision);
        if (result.outcome === "pointed") return json(200, { RevisionId: result.revision });
        return result.outcome === "conflict" ? stale() : unanswered(result);
      }
      default:
        throw new RangeError(`The fake has no ${call}`);
    }
  };

/** Serves the configuration of a version, or of the newest upload. */
const configurationOf = async (api: ApiHost | FakeApiHost, version: unknown): Promise<SdkResponse> => {
  if (typeof version === "string") {
    if (!(api instanceof FakeApiHost)) throw new RangeError("Only a FakeApiHost has the code of a version");
    const sha256 = api.state.versions[Number(version) - 1];
    if (typeof sha256 !== "string") return problem(404, "ResourceNotFoundException", "Function not found");
    return json(200, { CodeSha256: base64Of(sha256) });
  }
  const got = await api.readCode();
  if (got.outcome !== "found") return unanswered(got);
  return json(200, {
    CodeSha256: base64Of(got.sha256),
    RevisionId: got.revision,
    State: "Active",
    LastUpdateStatus: got.settled ? "Successful" : "InProgress",
  });
};

const base64Of = (sha256: string): string => Buffer.from(sha256, "hex").toString("base64");

const unanswered = (
  result: { outcome: "missing" } | { outcome: "refused"; reason: string } | Unanswered,
): SdkResponse => {
  if (result.outcome === "missing") return problem(404, "ResourceNotFoundException", "It does not exist");
  if (result.outcome === "refused") return problem(403, "AccessDeniedException", result.reason);
  const cause = result.cause instanceof Error ? result.cause.message : "";
  if (cause === "ResourceConflictException") return problem(409, cause, "An update is in progress");
  if (result.outcome === "unavailable" && !cause.includes("lost"))
    return problem(429, "TooManyRequestsException", "Rate exceeded");
  throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
};

const stale = () => problem(412, "PreconditionFailedException", "The RevisionId provided does not match");

const problem = (status: number, type: string, message: string): SdkResponse =>
  json(status, { Message: message }, { "x-amzn-errortype": type });

const json = (statusCode: number, body: object, headers: Record<string, string> = {}): SdkResponse => ({
  statusCode,
  headers: { "content-type": "application/json", ...headers },
  body: new TextEncoder().encode(JSON.stringify(body)),
});
