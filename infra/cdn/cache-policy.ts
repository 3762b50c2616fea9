import { CfnCachePolicy } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";

/**
 * Caches pages by path and encoding. A query string may hold a token from a foreign link, so it is not part of the key and
 * does not reach the store. The minimum TTL is 0, so that `no-store` works. A response without a lifetime is cached for a
 * day, as on the local edge.
 */
export const pagesCache = (scope: Construct, name: string): CfnCachePolicy =>
  cachePolicy(scope, "PagesCache", `${name}-pages`, { defaultTtl: 86_400, maxTtl: 31_536_000, encodings: true });

/** Caches sealed views by path, for their two seconds. A view without a lifetime is not cached. */
export const viewsCache = (scope: Construct, name: string): CfnCachePolicy =>
  cachePolicy(scope, "ViewsCache", `${name}-views`, { defaultTtl: 0, maxTtl: 60, encodings: false });

const cachePolicy = (
  scope: Construct,
  id: string,
  name: string,
  { defaultTtl, maxTtl, encodings }: { defaultTtl: number; maxTtl: number; encodings: boolean },
): CfnCachePolicy =>
  new CfnCachePolicy(scope, id, {
    cachePolicyConfig: {
      name,
      minTtl: 0,
      defaultTtl,
      maxTtl,
      parametersInCacheKeyAndForwardedToOrigin: {
        enableAcceptEncodingGzip: encodings,
        enableAcceptEncodingBrotli: encodings,
        queryStringsConfig: { queryStringBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        cookiesConfig: { cookieBehavior: "none" },
      },
    },
  });
