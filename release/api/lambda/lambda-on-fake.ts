import * as lambda from "@aws-sdk/client-lambda";
import type { SdkRequest } from "../../aws/fake-transport.ts";
import type { ApiHost } from "../api-host.ts";
import type { FakeApiHost } from "../fake-api-host.ts";
import { fakeLambda } from "./fake-lambda.ts";
import { openLambdaApiHost } from "./lambda-api-host.ts";
import { mirroredApiHost } from "./mirrored-api-host.ts";

/** Returns the Lambda adapter with the real SDK on a fake API host. */
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
