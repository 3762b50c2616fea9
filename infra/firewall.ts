import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";

/**
 * One rule: an address that asks the API more than this often is refused until it slows down. An office of ten, each with
 * a board that looks every two seconds, stays below. In us-east-1, where CloudFront's have to be.
 */
export const firewall = (scope: Construct, name: string): CfnWebACL =>
  new CfnWebACL(scope, "Firewall", {
    name: `${name}-firewall`,
    scope: "CLOUDFRONT",
    defaultAction: { allow: {} },
    visibilityConfig: seen(`${name}-firewall`),
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
        visibilityConfig: seen(`${name}-calls-by-address`),
      },
    ],
  });

export const callsPerFiveMinutes = 2_000;

/** Counted, but no samples kept: they would hold addresses and paths. */
const seen = (metricName: string) => ({ cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false });
