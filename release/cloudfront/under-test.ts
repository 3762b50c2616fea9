import * as cloudFront from "@aws-sdk/client-cloudfront";
import type { EdgeKind } from "../../edge/edge-code.ts";
import type { Cdn } from "../cdn.ts";
import { openCloudFrontCdn } from "./cloudfront-cdn.ts";
import { createClient } from "./create-client.ts";
import { fakeCloudFront, fakePlaces, type SdkRequest } from "./fake-cloudfront.ts";

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
