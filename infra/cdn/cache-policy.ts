import { CfnCachePolicy } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";

/**
 * Pages are kept by path and encoding alone: a query string, which may hold a token that somebody else put there, is no
 * part of the key and never reaches the store. The least time is 0, so that `no-store` is heeded; what says nothing is
 * kept for a day, as at the edge of this machine.
 */
export const pagesCache = (scope: Construct, name: string): CfnCachePolicy =>
  cachePolicy(scope, "PagesCache", `${name}-pages`, { defaultTtl: 86_400, maxTtl: 31_536_000, encodings: true });

/** Sealed views are kept by path alone, for the two seconds that they ask for; one that says nothing is not kept. */
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
