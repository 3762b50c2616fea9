import * as cloudFront from "@aws-sdk/client-cloudfront";
import * as lambda from "@aws-sdk/client-lambda";
import type { EdgeKind } from "../../../edge/edge-code.ts";
import type { ApiHost } from "../../api/api-host.ts";
import type { Cdn } from "../cdn.ts";
import { openCloudFrontCdn } from "./cloudfront-cdn.ts";
import { createClient } from "./create-client.ts";
import { fakeCloudFront, fakeDistributions, type SdkRequest } from "./fake-cloudfront.ts";
import { fakeLambda } from "../../api/lambda/fake-lambda.ts";
import type { FakeApiHost } from "../../api/fake-api-host.ts";
import { openLambdaApiHost } from "../../api/lambda/lambda-api-host.ts";
import { mirroredApiHost } from "../../api/lambda/mirrored-api-host.ts";

/** Returns the CloudFront adapter with the real SDK on a fake CDN. It appends the SDK's commands to `sent`. */
export const cloudFrontOn = (fake: Cdn, sent: string[] = []): Cdn => {
  const answer = fakeCloudFront(fake);
  const client = createClient(cloudFront, {
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    requestHandler: { handle: async (request: SdkRequest) => ({ response: await answer(request) }) },
  });
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        sent.push(String(commandName));
        return next(args);
      },
    { step: "initialize", name: "counted" },
  );
  return openCloudFrontCdn({
    sdk: cloudFront,
    client,
    distributions: fakeDistributions,
    name: "the fake CloudFront",
    pollPolicy: fake.pollPolicy,
    fetch: async (url, kind: EdgeKind) => {
      const fetched = await fake.fetchPage(kind, new URL(url).pathname);
      if (fetched.outcome === "unavailable") throw fetched.cause;
      const { outcome: _, ...answer } = fetched;
      return answer;
    },
  });
};

export const lambdaOn = (fake: ApiHost): ApiHost =>
  openLambdaApiHost({ ...lambdaOf({ "tailboard-api": fake }), aliases });

/** Returns the API host of an account in which staging has its own function. */
export const mirroredLambdaOn = (fake: FakeApiHost, staging: FakeApiHost): ApiHost => {
  const connection = lambdaOf({ "tailboard-api": fake, "tailboard-api-preview": staging });
  return mirroredApiHost(
    openLambdaApiHost({ ...connection, aliases }),
    openLambdaApiHost({ ...connection, function: "tailboard-api-preview", aliases }),
  );
};

const aliases = { live: "live", preview: "preview" };

const lambdaOf = (functions: Parameters<typeof fakeLambda>[0]) => {
  const answer = fakeLambda(functions);
  const client = new lambda.LambdaClient({
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    requestHandler: { handle: async (request: SdkRequest) => ({ response: await answer(request) }) },
  });
  return { sdk: lambda, client, function: "tailboard-api" };
};
