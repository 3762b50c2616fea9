import type { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { CfnFunction } from "aws-cdk-lib/aws-lambda";
import type { CfnTopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { viewsMetrics } from "../bucket/public-bucket.ts";
import { alarm } from "./alarm.ts";
import { logMetric, metricNamespace, type LogMetric } from "./log-metric.ts";

/** The alarms in the region of the API and the data. */
export const apiAlarms = (scope: Construct, { name, topic, logs, publicBucket, code }: WatchedApi): void => {
  const fromLog = (metric: LogMetric) => {
    logMetric(scope, name, logs, metric);
    return { namespace: metricNamespace(name), metricName: metric };
  };

  alarm(scope, "ServerFaultsAlarm", {
    name: `${name}-server-faults`,
    topic,
    alarmDescription: "The API returned 5xx five times in five minutes. Its log lists the calls with their request_id.",
    ...fromLog("ServerFaults"),
    ...over(5),
    statistic: "Sum",
    threshold: 5,
  });
  alarm(scope, "StoreUnavailableAlarm", {
    name: `${name}-store-unavailable`,
    topic,
    alarmDescription: "The API could not reach its data three times in five minutes. Those calls changed nothing.",
    ...fromLog("StoreUnavailable"),
    ...over(5),
    statistic: "Sum",
    threshold: 3,
  });
  alarm(scope, "OutboxAgeAlarm", {
    name: `${name}-outbox-age`,
    topic,
    alarmDescription:
      "For five minutes the outbox was never empty, or no tick ran. Customers may see an old status, and texts may be late. The log says why.",
    ...fromLog("OutboxWaiting"),
    // The alarm needs five ticks in a row with entries in the outbox. A missing tick counts as one.
    period: 60,
    evaluationPeriods: 5,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    treatMissingData: "breaching",
    statistic: "Minimum",
    threshold: 1,
  });
  alarm(scope, "MessagesParkedAlarm", {
    name: `${name}-messages-parked`,
    topic,
    alarmDescription:
      "Messages were not sent, and wait for fifteen minutes. Open Not sent in the dashboard: send each again, or dismiss it.",
    ...fromLog("MessagesParked"),
    ...throughout(15),
  });
  alarm(scope, "ChannelsFailingAlarm", {
    name: `${name}-channels-failing`,
    topic,
    alarmDescription:
      "For thirty minutes the account for emails or texts refused every message. Settings > Messages says what is wrong.",
    ...fromLog("ChannelsFailing"),
    ...throughout(30),
  });
  alarm(scope, "SignInFailedAlarm", {
    name: `${name}-sign-in-failed`,
    topic,
    alarmDescription:
      "Thirty sign-ins failed within ten minutes. A person forgot a password, or an attacker is guessing passwords.",
    ...fromLog("SignInFailed"),
    ...over(10),
    statistic: "Sum",
    threshold: 30,
  });
  metricAlarms(scope, { name, topic, publicBucket, code });
};

/** The alarms on AWS's own metrics. */
const metricAlarms = (scope: Construct, { name, topic, publicBucket, code }: Omit<WatchedApi, "logs">): void => {
  alarm(scope, "FunctionFailedAlarm", {
    name: `${name}-function-failed`,
    topic,
    alarmDescription: "The API function crashed or timed out. Its log has the error.",
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: [{ name: "FunctionName", value: code.ref }],
    ...over(5),
    statistic: "Sum",
    threshold: 1,
  });
  alarm(scope, "LinksGuessedAlarm", {
    name: `${name}-links-guessed`,
    topic,
    alarmDescription:
      "Fifty requests within five minutes named a tracking view that does not exist. An attacker may be guessing links.",
    namespace: "AWS/S3",
    metricName: "4xxErrors",
    dimensions: [
      { name: "BucketName", value: publicBucket.ref },
      { name: "FilterId", value: viewsMetrics },
    ],
    ...over(5),
    statistic: "Sum",
    threshold: 50,
  });
};

/** The alarm starts if every tick of so many minutes counted one or more. */
const throughout = (minutes: number) => ({
  period: 60,
  evaluationPeriods: minutes,
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  treatMissingData: "notBreaching" as const,
  statistic: "Minimum",
  threshold: 1,
});

/** The alarm starts if the threshold is reached within one period of so many minutes. */
const over = (minutes: number) => ({
  period: minutes * 60,
  evaluationPeriods: 1,
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  treatMissingData: "notBreaching" as const,
});

interface WatchedApi {
  name: string;
  topic: CfnTopic;
  logs: CfnLogGroup;
  publicBucket: CfnBucket;
  code: CfnFunction;
}
