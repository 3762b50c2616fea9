import { CfnMetricFilter, type CfnLogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { logMetrics, type LogMetric } from "./log-pattern.ts";

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
