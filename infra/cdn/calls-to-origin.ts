import { CfnOriginRequestPolicy } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";

/** Everything that a viewer sent, Authorization and cookies too, but Host: an HTTP API answers 403 to another's name. */
export const callsToOrigin = (scope: Construct, name: string): CfnOriginRequestPolicy =>
  new CfnOriginRequestPolicy(scope, "CallsToOrigin", {
    originRequestPolicyConfig: {
      name: `${name}-calls`,
      cookiesConfig: { cookieBehavior: "all" },
      headersConfig: { headerBehavior: "allExcept", headers: ["Host"] },
      queryStringsConfig: { queryStringBehavior: "all" },
    },
  });

/** AWS's own CachingDisabled: all times 0, nothing in the key. */
export const neverCached = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
