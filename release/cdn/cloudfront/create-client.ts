import type { CloudFrontClient, CloudFrontClientConfig, CloudFrontSdk } from "../../aws/sdk.ts";

/**
 * Creates a client that sends each call once. A retry of an update under the same ETag would get 412 although the first
 * try succeeded. Instead, the caller reads the function and compares the code.
 */
export const createClient = (sdk: CloudFrontSdk, config: CloudFrontClientConfig): CloudFrontClient => {
  // CloudFront's API is in us-east-1 for all accounts.
  const client = new sdk.CloudFrontClient({ region: "us-east-1", ...config, maxAttempts: 1 });
  // AWS's model misspells this header as `ETtag`, so the SDK ignores a correct `ETag`. This copies it.
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
