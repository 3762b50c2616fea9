import type { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { CfnFunction } from "aws-cdk-lib/aws-lambda";
import type { CfnTopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { viewsMetrics } from "../bucket/public-bucket.ts";
import { alarm } from "./alarm.ts";
import { logMetric, metricNamespace } from "./log-metric.ts";
import type { LogMetric } from "./log-pattern.ts";

/** What is watched where the API and the data are. */
export const apiAlarms = (scope: Construct, { name, topic, logs, publicBucket, code }: WatchedApi): void => {
  const fromLog = (metric: LogMetric) => {
    logMetric(scope, name, logs, metric);
    return { namespace: metricNamespace(name), metricName: metric };
  };
  const over = (minutes: number) => ({
    period: minutes * 60,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    treatMissingData: "notBreaching" as const,
  });

  alarm(scope, "ServerFaultsAlarm", {
    name: `${name}-server-faults`,
    topic,
    alarmDescription: "The API answered 5xx five times in five minutes. Its log says which calls, by request_id.",
    ...fromLog("ServerFaults"),
    ...over(5),
    statistic: "Sum",
    threshold: 5,
  });
  alarm(scope, "StoreUnavailableAlarm", {
    name: `${name}-store-unavailable`,
    topic,
    alarmDescription: "The API could not reach its records, three times in five minutes. Nothing was changed by those.",
    ...fromLog("StoreUnavailable"),
    ...over(5),
    statistic: "Sum",
    threshold: 3,
  });
  alarm(scope, "OutboxAgeAlarm", {
    name: `${name}-outbox-age`,
    topic,
    alarmDescription:
      "For five minutes something waited at every tick, or there was no tick: customers may see old states. The log says why.",
    ...fromLog("OutboxWaiting"),
    // Not empty at any of five ticks is the age that counts; silence counts as that too.
    period: 60,
    evaluationPeriods: 5,
    datapointsToAlarm: 5,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    treatMissingData: "breaching",
    statistic: "Minimum",
    threshold: 1,
  });
  alarm(scope, "SignInFailedAlarm", {
    name: `${name}-sign-in-failed`,
    topic,
    alarmDescription: "Thirty failed sign-ins in ten minutes: somebody is guessing, or has forgotten.",
    ...fromLog("SignInFailed"),
    ...over(10),
    statistic: "Sum",
    threshold: 30,
  });
  alarm(scope, "FunctionFailedAlarm", {
    name: `${name}-function-failed`,
    topic,
    alarmDescription: "The function itself failed or ran out of time; the log names it.",
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
      "Fifty views under /t/ were asked for in five minutes that are not there (403 or 404): somebody may be guessing links.",
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

interface WatchedApi {
  name: string;
  topic: CfnTopic;
  logs: CfnLogGroup;
  publicBucket: CfnBucket;
  code: CfnFunction;
}
