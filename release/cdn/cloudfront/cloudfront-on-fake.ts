import * as cloudFront from "@aws-sdk/client-cloudfront";
import type { EdgeKind } from "../../../edge/edge-code.ts";
import type { Cdn } from "../cdn.ts";
import { openCloudFrontCdn } from "./cloudfront-cdn.ts";
import { createClient } from "./create-client.ts";
import type { SdkRequest } from "../../aws/fake-transport.ts";
import { fakeCloudFront, fakeDistributions } from "./fake-cloudfront.ts";

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
