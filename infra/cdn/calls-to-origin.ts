import { CfnOriginRequestPolicy } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";

/** Forwards all headers and cookies of a viewer except Host, because an HTTP API returns 403 for a foreign Host. */
export const callsToOrigin = (scope: Construct, name: string): CfnOriginRequestPolicy =>
  new CfnOriginRequestPolicy(scope, "CallsToOrigin", {
    originRequestPolicyConfig: {
      name: `${name}-calls`,
      cookiesConfig: { cookieBehavior: "all" },
      headersConfig: { headerBehavior: "allExcept", headers: ["Host"] },
      queryStringsConfig: { queryStringBehavior: "all" },
    },
  });

/** The id of AWS's managed policy CachingDisabled. */
export const neverCached = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
