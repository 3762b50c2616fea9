import { describe, expect, it } from "vitest";
import { createLambda } from "../../main/lambda/handler.ts";
import type { LogLine } from "../../main/lambda/log.ts";
import { openTailboard } from "../../main/open-tailboard.ts";
import { StoreUnavailable } from "../../store/job-store.ts";
import { loggedFields } from "../access-log.ts";
import { at, resource, resources, templatesOf, textOf, wordAt } from "../test-templates.ts";
import { logMetrics, type LogMetric } from "./log-metric.ts";

const { main, watch } = templatesOf();
const alarms = (template: typeof main) =>
  Object.fromEntries(resources(template, "AWS::CloudWatch::Alarm").map(([id, { Properties }]) => [id, Properties]));

describe("alarms", () => {
  it("exist for exactly these conditions", () => {
    expect(Object.keys(alarms(main))).toEqual([
      "ServerFaultsAlarm",
      "StoreUnavailableAlarm",
      "OutboxAgeAlarm",
      "MessagesParkedAlarm",
      "ChannelsFailingAlarm",
      "SignInFailedAlarm",
      "FunctionFailedAlarm",
      "LinksGuessedAlarm",
    ]);
    expect(Object.keys(alarms(watch))).toEqual(["SiteErrorsAlarm", "DashboardErrorsAlarm"]);
  });

  it("email when they start and end, with a description", () => {
    for (const template of [main, watch]) {
      expect(resource(template, "AlarmTopic").Properties["Subscription"]).toEqual([
        { Protocol: "email", Endpoint: "ana@example.com" },
      ]);
      for (const properties of Object.values(alarms(template))) {
        expect(properties["AlarmActions"]).toEqual([{ Ref: "AlarmTopic" }]);
        expect(properties["OKActions"]).toEqual([{ Ref: "AlarmTopic" }]);
        expect(wordAt(properties, "AlarmDescription")).toMatch(/^[A-Z].{40,}$/);
      }
    }
  });

  it("cover an outbox that is not empty for five minutes, and missing ticks", () => {
    expect(alarms(main)["OutboxAgeAlarm"]).toMatchObject({
      MetricName: "OutboxWaiting",
      Statistic: "Minimum",
      Period: 60,
      EvaluationPeriods: 5,
      Threshold: 1,
      TreatMissingData: "breaching",
    });
  });

  it.each([
    ["MessagesParked", 15],
    ["ChannelsFailing", 30],
  ])("cover %s at every tick of %d minutes", (metric, minutes) => {
    expect(alarms(main)[`${metric}Alarm`]).toMatchObject({
      MetricName: metric,
      Statistic: "Minimum",
      EvaluationPeriods: minutes,
      Threshold: 1,
    });
  });

  it("cover guessed links by the bucket's metric for missing views", () => {
    expect(alarms(main)["LinksGuessedAlarm"]).toMatchObject({
      Namespace: "AWS/S3",
      MetricName: "4xxErrors",
      Dimensions: [
        { Name: "BucketName", Value: { Ref: "PublicBucket" } },
        { Name: "FilterId", Value: "views" },
      ],
    });
    expect(resource(main, "PublicBucket").Properties["MetricsConfigurations"]).toEqual([{ Id: "views", Prefix: "t/" }]);
  });

  it("cover the CDN's errors in us-east-1, where CloudFront counts them", () => {
    expect(alarms(watch)["SiteErrorsAlarm"]).toMatchObject({
      Namespace: "AWS/CloudFront",
      MetricName: "5xxErrorRate",
      Dimensions: [
        { Name: "DistributionId", Value: { Ref: "SiteId" } },
        { Name: "Region", Value: "Global" },
      ],
    });
  });

  it("email the owner at 80 % of the budget and when the forecast exceeds it", () => {
    const { Budget, NotificationsWithSubscribers } = resource(watch, "Budget").Properties;
    expect(Budget).toMatchObject({ BudgetLimit: { Amount: 20, Unit: "USD" }, TimeUnit: "MONTHLY", BudgetType: "COST" });
    expect(NotificationsWithSubscribers).toMatchObject([
      { Notification: { NotificationType: "ACTUAL", Threshold: 80 }, Subscribers: [{ Address: "ana@example.com" }] },
      {
        Notification: { NotificationType: "FORECASTED", Threshold: 100 },
        Subscribers: [{ Address: "ana@example.com" }],
      },
    ]);
  });
});

describe("metrics from the log", () => {
  const metricNames = [
    "ServerFaults",
    "StoreUnavailable",
    "OutboxWaiting",
    "MessagesParked",
    "ChannelsFailing",
    "SignInFailed",
  ];

  it("use exactly these patterns, and each alarm reads one of them", () => {
    const filters = resources(main, "AWS::Logs::MetricFilter").map(([, { Properties }]) => [
      at(Properties, "MetricTransformations", 0, "MetricName"),
      at(Properties, "MetricTransformations", 0, "MetricValue"),
      Properties["FilterPattern"],
    ]);
    expect(filters).toEqual(
      metricNames.map((name) => {
        const { value, pattern } = logMetrics[name as LogMetric];
        return [name, value, pattern];
      }),
    );
    const read = Object.values(alarms(main)).filter(({ Namespace }) => Namespace === "Tailboard/acme");
    expect(read.map(({ MetricName }) => MetricName)).toEqual(filters.map(([name]) => name));
  });

  it("match the lines that the real function prints", async () => {
    const lines: LogLine[] = [];
    const store = { isDown: false };
    const lambda = createLambda({
      env: {
        TAILBOARD_STORE: "memory:",
        TAILBOARD_SITE_URL: "https://book.example.com",
        TAILBOARD_DASHBOARD_URL: "https://office.example.com",
        TAILBOARD_STAGING_URL: "https://d3.cloudfront.net",
      },
      print: (line) => lines.push(line),
      open: async (...args) => {
        const tailboard = await openTailboard(...args);
        const { jobs, settings } = tailboard.services;
        const drain = jobs.drain.bind(jobs);
        const read = settings.read.bind(settings);
        jobs.drain = () => (store.isDown ? Promise.reject(new StoreUnavailable(null)) : drain());
        settings.read = () => (store.isDown ? Promise.reject(new StoreUnavailable(null)) : read());
        return tailboard;
      },
    });
    const secret = "s".repeat(40);
    const call = async (alias: string, event: object) =>
      await lambda(event, { invokedFunctionArn: `arn:aws:lambda:us-east-1:1:function:acme-api:${alias}` });
    const request = async (kind: string, method: string, rawPath: string, body?: object) =>
      await call("live", {
        rawPath,
        rawQueryString: "",
        headers: {
          "x-origin-secret": secret,
          "x-tailboard-kind": kind,
          "x-viewer-address": "198.51.100.7",
          "content-type": "application/json",
          origin: "https://office.example.com",
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        isBase64Encoded: false,
        requestContext: { http: { method } },
        stageVariables: { origin_secret_now: secret },
      });
    const counts = () =>
      Object.fromEntries(
        Object.entries(logMetrics).map(([name, { pattern }]) => [
          name,
          lines.filter((line) => matches(pattern, line)).length,
        ]),
      );

    await request("site", "GET", "/api/v1/catalog");
    await request("dashboard", "GET", "/api/v1/jobs");
    await request("dashboard", "POST", "/api/v1/session", { login: "unknown", password: "four words in a row" });
    expect(counts()).toMatchObject({ ServerFaults: 0, StoreUnavailable: 0, SignInFailed: 1, OutboxWaiting: 0 });
    await call("live", { tailboard: "tick" });
    await call("preview", { tailboard: "tick" });
    expect(counts()).toMatchObject({ OutboxWaiting: 1, MessagesParked: 1, ChannelsFailing: 1 });
    store.isDown = true;
    await request("site", "GET", "/api/v1/catalog");
    await call("live", { tailboard: "tick" });
    // A tick that cannot reach the store counts as unavailable and logs no outbox size.
    expect(counts()).toEqual({
      ServerFaults: 1,
      StoreUnavailable: 2,
      SignInFailed: 1,
      OutboxWaiting: 1,
      MessagesParked: 1,
      ChannelsFailing: 1,
    });
  });
});

describe("access logs", () => {
  it("have no field with a path, query, referrer, address or browser", () => {
    for (const field of loggedFields)
      expect(field).not.toMatch(/uri|query|referer|cookie|c-ip|forwarded|user-agent|host/i);
    const deliveries = resources(watch, "AWS::Logs::Delivery");
    expect(deliveries).toHaveLength(3);
    for (const [, { Properties }] of deliveries) expect(Properties["RecordFields"]).toEqual(loggedFields);
    expect(resource(watch, "AccessLog").Properties).toMatchObject({ RetentionInDays: 30 });
  });

  it("cover all three distributions, without the legacy log whose fields are fixed", () => {
    expect(
      resources(watch, "AWS::Logs::DeliverySource").map(([, { Properties }]) => textOf(Properties["ResourceArn"])),
    ).toEqual(
      ["Site", "Staging", "Dashboard"].map(
        (title) => `arn:\${AWS::Partition}:cloudfront::\${AWS::AccountId}:distribution/\${${title}Id}`,
      ),
    );
    const distributions = resources(main, "AWS::CloudFront::Distribution");
    const stages = resources(main, "AWS::ApiGatewayV2::Stage");
    expect([distributions.length, stages.length]).toEqual([3, 2]);
    for (const [, { Properties }] of distributions)
      expect(at(Properties, "DistributionConfig")).not.toHaveProperty("Logging");
    for (const [, { Properties }] of stages) expect(Properties).not.toHaveProperty("AccessLogSettings");
  });
});

/** Evaluates a CloudWatch JSON pattern: comparisons joined by `&&`. A missing or non-numeric field does not match. */
const matches = (pattern: string, line: object): boolean => {
  const inner = /^\{ (.+) \}$/.exec(pattern)?.[1] ?? expect.fail(`Not a pattern: ${pattern}`);
  return inner.split(" && ").every((term) => {
    const [, name = "", operator, operand = ""] =
      /^\(?\$\.(\w+) (=|>=) ("[\w]+"|\d+)\)?$/.exec(term) ?? expect.fail(`Not a term: ${term}`);
    const value: unknown = at(line, name);
    return operator === "=" ? value === JSON.parse(operand) : typeof value === "number" && value >= Number(operand);
  });
};
