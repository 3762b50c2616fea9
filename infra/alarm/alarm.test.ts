import { describe, expect, it } from "vitest";
import { createLambda } from "../../main/lambda/handler.ts";
import type { LogLine } from "../../main/lambda/log.ts";
import { openTailboard } from "../../main/open-tailboard.ts";
import { StoreUnavailable } from "../../store/job-store.ts";
import { loggedFields } from "../access-log.ts";
import { at, resource, resources, templatesOf, textOf, wordAt } from "../under-test.ts";
import { logMetrics, type LogMetric } from "./log-pattern.ts";

const { main, watch } = templatesOf();
const alarms = (template: typeof main) =>
  Object.fromEntries(resources(template, "AWS::CloudWatch::Alarm").map(([id, { Properties }]) => [id, Properties]));

describe("alarms", () => {
  it("there is one for each thing that somebody has to be told", () => {
    expect(Object.keys(alarms(main))).toEqual([
      "ServerFaultsAlarm",
      "StoreUnavailableAlarm",
      "OutboxAgeAlarm",
      "SignInFailedAlarm",
      "FunctionFailedAlarm",
      "LinksGuessedAlarm",
    ]);
    expect(Object.keys(alarms(watch))).toEqual(["SiteErrorsAlarm", "DashboardErrorsAlarm"]);
  });

  it("each mails when it begins and when it is over, and says in words what it means", () => {
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

  it("what waits in the outbox for five minutes is told of, and so is a tick that does not come", () => {
    expect(alarms(main)["OutboxAgeAlarm"]).toMatchObject({
      MetricName: "OutboxWaiting",
      Statistic: "Minimum",
      Period: 60,
      EvaluationPeriods: 5,
      DatapointsToAlarm: 5,
      Threshold: 1,
      TreatMissingData: "breaching",
    });
  });

  it("links that are guessed show where the bucket counts what is not there", () => {
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

  it("the CDN's own errors are watched where CloudFront counts them", () => {
    expect(alarms(watch)["SiteErrorsAlarm"]).toMatchObject({
      Namespace: "AWS/CloudFront",
      MetricName: "5xxErrorRate",
      Dimensions: [
        { Name: "DistributionId", Value: { Ref: "SiteId" } },
        { Name: "Region", Value: "Global" },
      ],
    });
  });

  it("the owner is told at 80 % of the budget, and when the forecast passes it", () => {
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

describe("metrics out of the log", () => {
  it("are made from exactly these patterns, and each alarm reads one that is made", () => {
    const made = resources(main, "AWS::Logs::MetricFilter").map(([, { Properties }]) => [
      at(Properties, "MetricTransformations", 0, "MetricName"),
      at(Properties, "MetricTransformations", 0, "MetricValue"),
      Properties["FilterPattern"],
    ]);
    expect(made).toEqual(
      ["ServerFaults", "StoreUnavailable", "OutboxWaiting", "SignInFailed"].map((name) => {
        const { value, pattern } = logMetrics[name as LogMetric];
        return [name, value, pattern];
      }),
    );
    const read = Object.values(alarms(main)).filter(({ Namespace }) => Namespace === "Tailboard/acme");
    expect(read.map(({ MetricName }) => MetricName)).toEqual(made.map(([name]) => name));
  });

  it("find what they should in lines that the function really prints", async () => {
    const lines: LogLine[] = [];
    const fails = { on: false };
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
        jobs.drain = () => (fails.on ? Promise.reject(new StoreUnavailable(null)) : drain());
        settings.read = () => (fails.on ? Promise.reject(new StoreUnavailable(null)) : read());
        return tailboard;
      },
    });
    const secret = "s".repeat(40);
    const call = async (alias: string, event: object) =>
      await lambda(event, { invokedFunctionArn: `arn:aws:lambda:us-east-1:1:function:acme-api:${alias}` });
    const ask = async (kind: string, method: string, rawPath: string, body?: object) =>
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

    await ask("site", "GET", "/api/v1/catalog");
    await ask("dashboard", "GET", "/api/v1/jobs");
    await ask("dashboard", "POST", "/api/v1/session", { login: "nobody", password: "four words in a row" });
    expect(counts()).toEqual({ ServerFaults: 0, StoreUnavailable: 0, SignInFailed: 1, OutboxWaiting: 0 });
    await call("live", { tailboard: "tick" });
    await call("preview", { tailboard: "tick" });
    expect(counts()).toMatchObject({ OutboxWaiting: 1 });
    fails.on = true;
    await ask("site", "GET", "/api/v1/catalog");
    await call("live", { tailboard: "tick" });
    // A tick that could not ask counts as unavailable, and says nothing of what waits.
    expect(counts()).toEqual({ ServerFaults: 1, StoreUnavailable: 2, SignInFailed: 1, OutboxWaiting: 1 });
  });
});

describe("access logs", () => {
  it("say nothing of what was asked for, from where, or by whom", () => {
    for (const field of loggedFields)
      expect(field).not.toMatch(/uri|query|referer|cookie|c-ip|forwarded|user-agent|host/i);
    const deliveries = resources(watch, "AWS::Logs::Delivery");
    expect(deliveries).toHaveLength(3);
    for (const [, { Properties }] of deliveries) expect(Properties["RecordFields"]).toEqual(loggedFields);
    expect(resource(watch, "AccessLog").Properties).toMatchObject({ RetentionInDays: 30 });
  });

  it("are of all three distributions, and there is no older kind of log, whose fields nobody chooses", () => {
    expect(
      resources(watch, "AWS::Logs::DeliverySource").map(([, { Properties }]) => textOf(Properties["ResourceArn"])),
    ).toEqual(
      ["Site", "Staging", "Dashboard"].map(
        (title) => `arn:\${AWS::Partition}:cloudfront::\${AWS::AccountId}:distribution/\${${title}Id}`,
      ),
    );
    for (const [, { Properties }] of resources(main, "AWS::CloudFront::Distribution"))
      expect(at(Properties, "DistributionConfig")).not.toHaveProperty("Logging");
    for (const [, { Properties }] of resources(main, "AWS::ApiGatewayV2::Stage"))
      expect(Properties).not.toHaveProperty("AccessLogSettings");
  });
});

/** CloudWatch's JSON patterns, as far as ours go: comparisons joined by `&&`. What is not there, or no number, is not met. */
const matches = (pattern: string, line: object): boolean => {
  const inner = /^\{ (.+) \}$/.exec(pattern)?.[1] ?? expect.fail(`Not a pattern: ${pattern}`);
  return inner.split(" && ").every((term) => {
    const [, name = "", sign, wanted = ""] =
      /^\(?\$\.(\w+) (=|>=) ("[\w]+"|\d+)\)?$/.exec(term) ?? expect.fail(`Not a term: ${term}`);
    const value: unknown = at(line, name);
    return sign === "=" ? value === JSON.parse(wanted) : typeof value === "number" && value >= Number(wanted);
  });
};
