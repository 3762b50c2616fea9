import { Aws } from "aws-cdk-lib";
import {
  CfnDelivery,
  CfnDeliveryDestination,
  CfnDeliverySource,
  CfnLogGroup,
  CfnResourcePolicy,
} from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { EdgeKind } from "../edge/edge-code.ts";
import { titleOf } from "./cdn/title.ts";

/**
 * What a distribution writes of each request. Neither path nor query, nor where a viewer came from: a link made elsewhere
 * may have a token in any of them. Nor the address or the browser: nothing here is about one person.
 */
export const loggedFields = [
  "date",
  "time",
  "x-edge-location",
  "x-edge-request-id",
  "x-edge-result-type",
  "x-edge-response-result-type",
  "x-edge-detailed-result-type",
  "cs-method",
  "cs-protocol",
  "cs-protocol-version",
  "ssl-protocol",
  "sc-status",
  "sc-content-type",
  "sc-bytes",
  "time-taken",
  "time-to-first-byte",
];

/** CloudFront hands its logs over in us-east-1 alone. */
export const accessLogs = (scope: Construct, name: string, distributions: Record<EdgeKind, string>): void => {
  const group = new CfnLogGroup(scope, "AccessLog", {
    // This prefix needs no policy for each source, which a region has few of.
    logGroupName: `/aws/vendedlogs/${name}/cdn`,
    retentionInDays: 30,
  });
  const permit = new CfnResourcePolicy(scope, "MayWriteAccessLog", {
    policyName: `${name}-cdn-log`,
    policyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "WriteAccessLog",
          Effect: "Allow",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: "LOG_GROUP_ARN",
          Condition: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
        },
      ],
    }).replace("LOG_GROUP_ARN", group.attrArn),
  });
  const destination = new CfnDeliveryDestination(scope, "AccessLogDestination", {
    name: `${name}-cdn-log`,
    outputFormat: "json",
    destinationResourceArn: group.attrArn,
  });
  let before: CfnDelivery | null = null;
  for (const [kind, id] of Object.entries(distributions)) {
    const title = titleOf(kind as EdgeKind);
    const source = new CfnDeliverySource(scope, `${title}LogSource`, {
      name: `${name}-${kind}`,
      logType: "ACCESS_LOGS",
      resourceArn: `arn:${Aws.PARTITION}:cloudfront::${Aws.ACCOUNT_ID}:distribution/${id}`,
    });
    const delivery = new CfnDelivery(scope, `${title}LogDelivery`, {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.attrArn,
      recordFields: loggedFields,
    });
    delivery.addResourceDependency(source);
    delivery.addResourceDependency(permit);
    // Made at once, two deliveries to one destination refuse each other.
    if (before !== null) delivery.addResourceDependency(before);
    before = delivery;
  }
};
