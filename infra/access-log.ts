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
import { titleOf } from "./logical-id.ts";

/**
 * The fields that a distribution logs for each request. Path, query and referrer are left out, because a link may carry a
 * token in any of them. Address and browser are left out, because they identify a person.
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

/** Delivers each distribution's access log to one log group. CloudFront delivers logs in us-east-1 only. */
export const accessLogs = (scope: Construct, name: string, distributions: Record<EdgeKind, string>): void => {
  const group = new CfnLogGroup(scope, "AccessLog", {
    // A log group with this prefix needs one policy in all. A region allows only a few policies.
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
  let previous: CfnDelivery | null = null;
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
    // AWS rejects two deliveries to one destination that are created simultaneously.
    if (previous !== null) delivery.addResourceDependency(previous);
    previous = delivery;
  }
};
