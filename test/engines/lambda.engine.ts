import * as lambda from "@aws-sdk/client-lambda";
import { randomBytes } from "node:crypto";
import { afterAll, test } from "vitest";
import { zipOf } from "../../main/lambda/zip.ts";
import { apiHostCases } from "../../release/api/api-host.case.ts";
import { openLambdaApiHost } from "../../release/api/lambda/lambda-api-host.ts";
import { s3Engines } from "./bucket.ts";

// Lambda's versions and aliases on ministack 1.5.33 through the real SDK. It differs from AWS: PublishVersion ignores
// CodeSha256, so a version can be made of code that another deploy uploaded in between. Our own fake refuses that.
const engine = s3Engines().find(({ name }) => name === "ministack");

if (engine === undefined || "missing" in engine) {
  test.skip(`Lambda on ministack: ${engine?.missing ?? "not an engine"}`);
} else {
  const client = new lambda.LambdaClient({
    endpoint: engine.endpoint,
    credentials: engine.credentials,
    region: "us-east-1",
    maxAttempts: 1,
  });
  afterAll(() => client.destroy());
  const zip = (name: string): Uint8Array =>
    zipOf(new Map([["index.mjs", new TextEncoder().encode(`export const handler = () => "${name}";\n`)]]));

  apiHostCases("Lambda on ministack", {
    zip,
    skips: ["checks the code of a version"],
    open: async () => {
      const name = `tailboard-${randomBytes(4).toString("hex")}`;
      // The state after `infra apply`: one version, behind both aliases.
      const { Version = "1" } = await client.send(
        new lambda.CreateFunctionCommand({
          FunctionName: name,
          Runtime: "nodejs22.x",
          Handler: "index.handler",
          Role: "arn:aws:iam::000000000000:role/tailboard",
          Code: { ZipFile: zip("first") },
          Publish: true,
        }),
      );
      for (const Name of ["live", "preview"])
        await client.send(new lambda.CreateAliasCommand({ FunctionName: name, Name, FunctionVersion: Version }));
      const aliases = { live: "live", preview: "preview" };
      return openLambdaApiHost({ sdk: lambda, client, function: name, aliases });
    },
  });
}
