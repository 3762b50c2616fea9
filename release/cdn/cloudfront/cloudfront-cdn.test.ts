import * as cloudFront from "@aws-sdk/client-cloudfront";
import { describe, expect, it } from "vitest";
import type { Etag } from "../cdn.ts";
import { openDeployWorld, deployRelease, smallRelease } from "../../promotion/release-world.ts";
import { promote } from "../../promotion/promote.ts";
import { rollback } from "../../promotion/rollback.ts";
import { readStatus } from "../../promotion/status.ts";
import { openCloudFrontCdn } from "./cloudfront-cdn.ts";
import { createClient } from "./create-client.ts";
import type { SdkResponse } from "../../aws/fake-transport.ts";
import { fakeDistributions } from "./fake-cloudfront.ts";
import { cloudFrontOn } from "./cloudfront-on-fake.ts";

const all = { release: null, only: null, dryRun: false, manual: true };

/** A CloudFront that returns this for every call. */
const answering = (answer: () => SdkResponse, config: object = credentials) => {
  const sent: string[] = [];
  const client = createClient(cloudFront, {
    ...config,
    requestHandler: {
      handle: ({ method, path }: { method: string; path: string }) => {
        sent.push(`${method} ${path}`);
        return new Promise((resolve) => resolve({ response: answer() }));
      },
    },
  });
  const fetch = () => Promise.reject(new Error("ETIMEDOUT"));
  return {
    sent,
    cdn: openCloudFrontCdn({ sdk: cloudFront, client, distributions: fakeDistributions, name: "it", fetch }),
  };
};
const credentials = { credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" } };

const error = (statusCode: number, code: string): SdkResponse => ({
  statusCode,
  headers: {},
  body: new TextEncoder().encode(
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>Because.</Message></Error></ErrorResponse>`,
  ),
});
const breaks = (code: string) => () => {
  throw Object.assign(new Error("socket"), { code });
};

// The words are from CloudFront's API reference, so they are written here and not taken from the fake.
it.each([
  ["Deployed", true],
  ["InProgress", false],
])("reads the distribution status %s of CloudFront", async (status, deployed) => {
  const body = new TextEncoder().encode(`<Distribution><Id>E1SITE</Id><Status>${status}</Status></Distribution>`);
  const { cdn } = answering(() => ({ statusCode: 200, headers: {}, body }));
  expect(await cdn.isDeployed("site")).toEqual({ outcome: "answered", deployed });
});

it("an update repeats the function's config, because CloudFront replaces it", async () => {
  const bodies: string[] = [];
  const client = createClient(cloudFront, {
    ...credentials,
    requestHandler: {
      handle: ({ body }: { body?: unknown }) => {
        bodies.push(body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body));
        return Promise.resolve({ response: error(412, "PreconditionFailed") });
      },
    },
  });
  const fetch = () => Promise.reject(new Error("ETIMEDOUT"));
  const cdn = openCloudFrontCdn({ sdk: cloudFront, client, distributions: fakeDistributions, name: "it", fetch });
  await cdn.updateFunction("site", "code", "e1" as Etag);
  expect(bodies).toHaveLength(1);
  expect(bodies[0]).toContain(
    "<FunctionConfig><Comment>What is live. Changed by promote and rollback.</Comment><Runtime>cloudfront-js-2.0</Runtime></FunctionConfig>",
  );
});

describe("outcomes of AWS's errors", () => {
  it.each([
    ["412 PreconditionFailed", () => error(412, "PreconditionFailed"), "conflict", "conflict"],
    ["400 InvalidIfMatchVersion", () => error(400, "InvalidIfMatchVersion"), "conflict", "conflict"],
    ["400 Throttling", () => error(400, "Throttling"), "unavailable", "unavailable"],
    ["429", () => error(429, "TooManyRequests"), "unavailable", "unavailable"],
    ["413 FunctionSizeLimitExceeded", () => error(413, "FunctionSizeLimitExceeded"), "refused", "refused"],
    ["403 AccessDenied", () => error(403, "AccessDenied"), "refused", "refused"],
    ["500", () => error(500, "InternalError"), "unknown", "unknown"],
    ["503", () => error(503, "ServiceUnavailable"), "unknown", "unknown"],
    ["half an answer", () => ({ ...error(200, ""), body: new TextEncoder().encode("<Funct") }), "unknown", "unknown"],
    ["a connection that breaks", breaks("ECONNRESET"), "unknown", "unknown"],
    ["nobody there", breaks("ENOTFOUND"), "unavailable", "unavailable"],
  ] as const)("%s: update and publish are sent once", async (_, answer, update, publish) => {
    const { cdn, sent } = answering(answer);
    expect((await cdn.updateFunction("site", "code", "e1" as Etag)).outcome).toBe(update);
    expect((await cdn.publishFunction("site", "e1" as Etag)).outcome).toBe(publish);
    expect(sent).toHaveLength(2);
  });

  it("returns AWS's reason, and how to sign in if there are no credentials", async () => {
    expect(await answering(() => error(403, "AccessDenied")).cdn.getFunction("site", "LIVE")).toEqual({
      outcome: "refused",
      reason: "AWS refused: AccessDenied: Because.",
    });
    const noCredentials = Object.assign(new Error("Could not load credentials"), { name: "CredentialsProviderError" });
    const { cdn } = answering(() => error(200, ""), { credentials: () => Promise.reject(noCredentials) });
    expect(await cdn.publishFunction("site", "e1" as Etag)).toMatchObject({
      outcome: "refused",
      reason: expect.stringContaining("aws sso login"),
    });
  });

  it("returns missing for an unknown function, and unavailable if a read gets no response", async () => {
    expect(await answering(() => error(404, "NoSuchFunctionExists")).cdn.getFunction("site", "LIVE")).toEqual({
      outcome: "missing",
    });
    const lost = answering(breaks("ECONNRESET")).cdn;
    expect((await lost.getFunction("site", "LIVE")).outcome).toBe("unavailable");
    expect((await lost.isDeployed("site")).outcome).toBe("unavailable");
    expect((await lost.fetchPage("site", "/track/")).outcome).toBe("unavailable");
  });

  it("returns failed for a function that throws in its test, although AWS returns 500", async () => {
    const { cdn, sent } = answering(() => error(500, "TestFunctionFailed"));
    const event = {
      version: "1.0" as const,
      context: { eventType: "viewer-request" as const },
      viewer: { ip: "192.0.2.1" },
      request: { method: "GET", uri: "/", querystring: {}, headers: {}, cookies: {} },
    };
    expect(await cdn.testFunction("site", "e1" as Etag, event)).toEqual({ outcome: "failed", reason: "Because." });
    expect(sent).toHaveLength(1);
  });

  it("returns unavailable for too many invalidations", async () => {
    const { cdn } = answering(() => error(400, "TooManyInvalidationsInProgress"));
    expect((await cdn.invalidate("site", "p1", ["/track/"])).outcome).toBe("unavailable");
  });
});

describe("AWS commands per operation", () => {
  it("promotes three pages with at most fourteen, and rolls back with one update and one publish per function", async () => {
    const sent: string[] = [];
    const { deployer } = await openDeployWorld({ adapt: (cdn) => cloudFrontOn(cdn, sent) });
    const ann = deployer("ann");
    await deployRelease(ann, await smallRelease("one"));
    await promote(ann, all);
    await deployRelease(ann, await smallRelease("two"));
    sent.length = 0;
    await promote(ann, all);
    const control = sent.filter((name) => name !== "TestFunctionCommand" && name !== "GetDistributionCommand");
    console.info(`promote: ${control.length} control-plane commands, ${sent.length} with tests and polls`);
    expect(control.length).toBeLessThanOrEqual(14);
    sent.length = 0;
    await rollback(ann, { to: null, only: null, dryRun: false });
    expect(sent.filter((name) => /^(?:Update|Publish|Create)/.test(name)).toSorted()).toEqual([
      "PublishFunctionCommand",
      "PublishFunctionCommand",
      "UpdateFunctionCommand",
      "UpdateFunctionCommand",
    ]);
    expect((await readStatus(ann)).differences).toEqual([]);
  });

  it.each(["throttled", "lost-answer"] as const)("succeeds if each call is %s at first", async (fault) => {
    const { deployer, another } = await openDeployWorld({ adapt: (cdn) => cloudFrontOn(cdn) });
    const ann = deployer("ann");
    const one = await deployRelease(ann, await smallRelease("one"));
    const busy = another({
      fault: (call, occurrence) => (occurrence === 1 && !call.startsWith("fetch") ? fault : "none"),
    });
    const { promotion } = await promote(deployer("bob", busy), all);
    expect(promotion).toMatchObject({ step: "done", release: one });
    const status = await readStatus(ann);
    expect([status.differences, status.open]).toEqual([[], null]);
  });
});
