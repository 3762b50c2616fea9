import { CfnMetricFilter, type CfnLogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";

export const metricNamespace = (name: string): string => `Tailboard/${name}`;

/** Counts the lines that a pattern finds, under its name. */
export const logMetric = (scope: Construct, name: string, logs: CfnLogGroup, metric: LogMetric): CfnMetricFilter =>
  new CfnMetricFilter(scope, `${metric}Metric`, {
    logGroupName: logs.ref,
    filterPattern: logMetrics[metric].pattern,
    metricTransformations: [
      { metricNamespace: metricNamespace(name), metricName: metric, metricValue: logMetrics[metric].value },
    ],
  });

/**
 * Numbers out of the function's own log lines (main/lambda/log.ts), so that they are counted where they are written and
 * the function needs no right to write metrics. `alarm.test.ts` holds each pattern against real lines.
 */
export const logMetrics = {
  ServerFaults: { pattern: "{ $.status >= 500 }", value: "1" },
  StoreUnavailable: { pattern: '{ $.code = "store_unavailable" }', value: "1" },
  SignInFailed: { pattern: '{ $.code = "sign_in_failed" }', value: "1" },
  // A tick that could not ask says null, which is no number: then nothing is counted, and silence raises the alarm.
  MessagesParked: { pattern: '{ ($.tick = "live") && ($.parked >= 0) }', value: "$.parked" },
  ChannelsFailing: { pattern: '{ ($.tick = "live") && ($.channel_failing >= 0) }', value: "$.channel_failing" },
  OutboxWaiting: { pattern: '{ ($.tick = "live") && ($.outbox_waiting >= 0) }', value: "$.outbox_waiting" },
} as const;

export type LogMetric = keyof typeof logMetrics;
