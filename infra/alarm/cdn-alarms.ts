import type { CfnTopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { EdgeKind } from "../../edge/edge-code.ts";
import { titleOf } from "../logical-id.ts";
import { alarm } from "./alarm.ts";

/** Alarms on CloudFront's metrics. CloudFront has them in us-east-1 only, and an alarm reads only its own region. */
export const cdnAlarms = (
  scope: Construct,
  { name, topic, distributions }: { name: string; topic: CfnTopic; distributions: Record<EdgeKind, string> },
): void => {
  for (const [kind, id] of Object.entries(distributions)) {
    // Staging has no alarm: customers do not use it.
    if (kind === "staging") continue;
    alarm(scope, `${titleOf(kind as EdgeKind)}ErrorsAlarm`, {
      name: `${name}-${kind}-errors`,
      topic,
      alarmDescription: `For ten minutes, 5 % of the responses of the ${kind} distribution were 5xx. Run tailboard status. If it started with a promotion, run tailboard rollback.`,
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
