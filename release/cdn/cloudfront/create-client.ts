import type { CloudFrontClient, CloudFrontClientConfig, CloudFrontSdk } from "../../aws/sdk.ts";

/**
 * Sends each call once, never again by itself: a second update under the same ETag would be answered 412, when it was the
 * first that landed. Who calls reads the function and compares bytes.
 */
export const createClient = (sdk: CloudFrontSdk, config: CloudFrontClientConfig): CloudFrontClient => {
  // CloudFront has one region, wherever the buckets are.
  const client = new sdk.CloudFrontClient({ region: "us-east-1", ...config, maxAttempts: 1 });
  // AWS's own model calls this one header `ETtag`; where it comes under its right name, the SDK does not see it.
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { response, output } = result;
      if (isMessage(response) && output !== undefined && (!("ETag" in output) || output.ETag === undefined))
        Object.assign(output, { ETag: response.headers["etag"] });
      return result;
    },
    { step: "deserialize", priority: "high", name: "tailboardETag" },
  );
  return client;
};

const isMessage = (value: unknown): value is { headers: Record<string, string> } =>
  typeof value === "object" && value !== null && "headers" in value;
