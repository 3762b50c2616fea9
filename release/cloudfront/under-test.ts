import * as cloudFront from "@aws-sdk/client-cloudfront";
import * as lambda from "@aws-sdk/client-lambda";
import type { EdgeKind } from "../../edge/edge-code.ts";
import type { ApiHost } from "../api-host.ts";
import type { Cdn } from "../cdn.ts";
import { openCloudFrontCdn } from "./cloudfront-cdn.ts";
import { createClient } from "./create-client.ts";
import { fakeCloudFront, fakePlaces, type SdkRequest } from "./fake-cloudfront.ts";
import { fakeLambda } from "./fake-lambda.ts";
import { openLambdaApiHost } from "./lambda-api-host.ts";

/** The adapter, the real SDK and its wire format, on the fake. `sent` fills with the SDK's commands, in order. */
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
    places: fakePlaces,
    name: "the fake CloudFront",
    pace: fake.pace,
    ask: async (url, kind: EdgeKind) => {
      const fetched = await fake.fetchPage(kind, new URL(url).pathname);
      if (fetched.outcome === "unavailable") throw fetched.cause;
      const { outcome: _, ...answer } = fetched;
      return answer;
    },
  });
};

export const lambdaOn = (fake: ApiHost): ApiHost => {
  const answer = fakeLambda(fake);
  const client = new lambda.LambdaClient({
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    requestHandler: { handle: async (request: SdkRequest) => ({ response: await answer(request) }) },
  });
  const aliases = { live: "live", preview: "preview" };
  return openLambdaApiHost({ sdk: lambda, client, function: "tailboard-api", aliases });
};
