import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";

/**
 * A firewall with one rule: it refuses an address that exceeds the API's rate limit until it slows down. An office of ten
 * people whose boards refresh every two seconds stays below. CloudFront's firewalls must be in us-east-1.
 */
export const firewall = (scope: Construct, name: string): CfnWebACL =>
  new CfnWebACL(scope, "Firewall", {
    name: `${name}-firewall`,
    scope: "CLOUDFRONT",
    defaultAction: { allow: {} },
    visibilityConfig: visibility(`${name}-firewall`),
    rules: [
      {
        name: "calls-by-address",
        priority: 0,
        action: { block: { customResponse: { responseCode: 429 } } },
        statement: {
          rateBasedStatement: {
            aggregateKeyType: "IP",
            evaluationWindowSec: 300,
            limit: callsPerFiveMinutes,
            scopeDownStatement: {
              byteMatchStatement: {
                fieldToMatch: { uriPath: {} },
                positionalConstraint: "STARTS_WITH",
                searchString: "/api/",
                textTransformations: [{ priority: 0, type: "NONE" }],
              },
            },
          },
        },
        visibilityConfig: visibility(`${name}-calls-by-address`),
      },
    ],
  });

export const callsPerFiveMinutes = 2_000;

/** Counts requests but keeps no samples, because samples hold addresses and paths. */
const visibility = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: false,
});
