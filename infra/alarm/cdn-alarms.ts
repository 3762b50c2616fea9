import type { CfnTopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { EdgeKind } from "../../edge/edge-code.ts";
import { titleOf } from "../cdn/title.ts";
import { alarm } from "./alarm.ts";

/** CloudFront's own numbers are in us-east-1 alone, and an alarm looks only in its own region. */
export const cdnAlarms = (
  scope: Construct,
  { name, topic, distributions }: { name: string; topic: CfnTopic; distributions: Record<EdgeKind, string> },
): void => {
  for (const [kind, id] of Object.entries(distributions)) {
    // Nobody waits for staging.
    if (kind === "staging") continue;
    alarm(scope, `${titleOf(kind as EdgeKind)}ErrorsAlarm`, {
      name: `${name}-${kind}-errors`,
      topic,
      alarmDescription: `One in twenty answers of the ${kind} distribution was 5xx, for ten minutes. tailboard status; if it began with a promotion: tailboard rollback`,
      namespace: "AWS/CloudFront",
      metricName: "5xxErrorRate",
      dimensions: [
        { name: "DistributionId", value: id },
        { name: "Region", value: "Global" },
      ],
      period: 300,
      evaluationPeriods: 2,
      statistic: "Average",
      threshold: 5,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
    });
  }
};
