import { createHash } from "node:crypto";
import { Script, createContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { admit, originHeaders, secretVariables } from "../../main/lambda/admit.ts";
import { at, full, listOf, resource, resources, templatesOf, textOf, type TemplateJson } from "../under-test.ts";
import { nothingLive } from "./function.ts";

const { main } = templatesOf();
const rotated = templatesOf(full).main;
const stages = ["Live", "Preview"] as const;

/** The secrets of a template: what each distribution sends, and what each stage takes. */
const secretsIn = (template: TemplateJson) => ({
  sent: resources(template, "AWS::CloudFront::Distribution").map(([, { Properties }]) => {
    const origin = listOf(at(Properties, "DistributionConfig", "Origins")).find((each) => at(each, "Id") === "api");
    const headers = listOf(at(origin, "OriginCustomHeaders"));
    return textOf(
      at(
        headers.find((each) => at(each, "HeaderName") === originHeaders.secret),
        "HeaderValue",
      ),
    );
  }),
  taken: stages.map((stage) =>
    secretVariables.map((name) => textOf(at(resource(template, `${stage}Stage`).Properties, "StageVariables", name))),
  ),
});
const secret = (generation: number) => `{{resolve:secretsmanager:\${OriginSecret${generation}}}}`;

describe("the API", () => {
  it("is two HTTP APIs, a stage each, and no function URL", () => {
    expect(resources(main, "AWS::ApiGatewayV2::Api").map(([id]) => id)).toEqual(["LiveApi", "PreviewApi"]);
    expect(JSON.stringify(main)).not.toMatch(
      /AWS::Lambda::Url|"OriginAccessControlOriginType":"lambda"|InvokeFunctionUrl/,
    );
    for (const stage of stages) {
      expect(resource(main, `${stage}Integration`).Properties).toMatchObject({
        IntegrationType: "AWS_PROXY",
        PayloadFormatVersion: "2.0",
        IntegrationUri: { Ref: `${stage}Alias` },
      });
      const routes = resources(main, "AWS::ApiGatewayV2::Route").filter(([id]) => id.startsWith(stage));
      expect(routes.map(([, { Properties }]) => Properties["RouteKey"])).toEqual(["ANY /api/{proxy+}", "GET /healthz"]);
      expect(resource(main, `${stage}Stage`).Properties).toMatchObject({
        StageName: "$default",
        AutoDeploy: true,
        DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      });
    }
  });

  it("each distribution asks its own stage over https, and says what it is", () => {
    const asked = resources(main, "AWS::CloudFront::Distribution").map(([, { Properties }]) => {
      const origin = listOf(at(Properties, "DistributionConfig", "Origins")).find((each) => at(each, "Id") === "api");
      expect(at(origin, "CustomOriginConfig")).toMatchObject({
        OriginProtocolPolicy: "https-only",
        OriginSSLProtocols: ["TLSv1.2"],
      });
      const kind = listOf(at(origin, "OriginCustomHeaders")).find(
        (each) => at(each, "HeaderName") === originHeaders.kind,
      );
      return [textOf(at(origin, "DomainName")).split(".")[0], at(kind, "HeaderValue")];
    });
    expect(asked).toEqual([
      ["${LiveApi}", "site"],
      ["${PreviewApi}", "staging"],
      ["${LiveApi}", "dashboard"],
    ]);
  });
});

describe("the secret that a distribution proves itself with", () => {
  it("is made by AWS, sent by all, and taken by both stages beside the next one", () => {
    expect(secretsIn(main)).toEqual({
      sent: [secret(1), secret(1), secret(1)],
      taken: [
        [secret(1), secret(2)],
        [secret(1), secret(2)],
      ],
    });
    for (const [, { Properties }] of resources(main, "AWS::SecretsManager::Secret"))
      expect(Properties["GenerateSecretString"]).toEqual({ PasswordLength: 48, ExcludePunctuation: true });
    expect(JSON.stringify(resource(main, "ApiFunction"))).not.toContain("Secret");
  });

  it("rotates without a moment in which a call is refused", () => {
    const { sent, taken } = secretsIn(rotated);
    expect(sent).toEqual([secret(2), secret(2), secret(2)]);
    // What distributions begin to send, the API took before; what they may send still, it takes until all have changed.
    const [before = []] = secretsIn(main).taken;
    for (const each of sent) expect(before).toContain(each);
    expect(taken[0]).toEqual([secret(2), secret(3)]);
    for (const stage of stages)
      expect(resource(rotated, `${stage}Stage`).DependsOn).toEqual(
        expect.arrayContaining(["SiteDistribution", "StagingDistribution", "DashboardDistribution"]),
      );
  });

  it("is what the function compares with: names in the template are names in the event", () => {
    const [now, next] = ["a".repeat(48), "b".repeat(48)];
    const variables = at(resource(main, "LiveStage").Properties, "StageVariables") as Record<string, unknown>;
    const stageVariables = Object.fromEntries(
      Object.keys(variables).map((name, index) => [name, index === 0 ? now : next]),
    );
    const event = (sent: string) => ({
      version: "2.0" as const,
      rawPath: "/",
      rawQueryString: "",
      headers: { [originHeaders.secret]: sent, [originHeaders.kind]: "site" },
      isBase64Encoded: false,
      requestContext: { http: { method: "GET" } },
      stageVariables,
    });
    expect([now, next, "c".repeat(48), ""].map((sent) => admit(event(sent), "live") !== null)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe("the function", () => {
  it("runs what was bundled for, on as little as hashing a password takes", () => {
    expect(resource(main, "ApiFunction").Properties).toMatchObject({
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      MemorySize: 1_024,
      Timeout: 29,
      LoggingConfig: { LogFormat: "JSON", SystemLogLevel: "WARN", LogGroup: { Ref: "ApiLog" } },
    });
    expect(
      Object.keys(at(resource(main, "ApiFunction").Properties, "Environment", "Variables") as object).toSorted(),
    ).toEqual([
      "TAILBOARD_DASHBOARD_URL",
      "TAILBOARD_PUBLIC",
      "TAILBOARD_SITE_URL",
      "TAILBOARD_STAGING_URL",
      "TAILBOARD_STORE",
    ]);
    expect(resource(main, "ApiLog").Properties).toMatchObject({ RetentionInDays: 30 });
  });

  it("its code and aliases in the template are the same for ever: what is live ships by promotion", () => {
    const { Code, Architectures } = resource(main, "ApiFunction").Properties;
    const hashOf = (...ids: string[]) => {
      const fixed = ids.map((id) => Object.entries(resource(main, id).Properties).toSorted(byName));
      return createHash("sha256").update(JSON.stringify(fixed)).digest("hex");
    };
    expect(
      createHash("sha256")
        .update(JSON.stringify([Code, Architectures]))
        .digest("hex"),
    ).toBe(pinned.code);
    expect(hashOf("FirstVersion", "LiveAlias")).toBe(pinned.live);
    expect(hashOf("PreviewFirstVersion", "PreviewAlias")).toBe(pinned.preview);
    expect(resource(rotated, "ApiFunction").Properties["Code"]).toEqual(Code);
    for (const [alias, name, code, version] of [
      ["LiveAlias", "live", "ApiFunction", "FirstVersion"],
      ["PreviewAlias", "preview", "PreviewApiFunction", "PreviewFirstVersion"],
    ] as const) {
      expect(resource(main, alias).Properties).toMatchObject({
        Name: name,
        FunctionName: { Ref: code },
        FunctionVersion: { "Fn::GetAtt": [version, "Version"] },
      });
    }
  });

  it("until the first promotion it says so, and each tick counts nothing", async () => {
    const printed: string[] = [];
    const context = createContext({
      exports: {},
      process: { stdout: { write: (line: string) => printed.push(line) } },
    });
    const handler = new Script(`${nothingLive}\nexports.handler`).runInContext(context) as (
      event: object,
      context: object,
    ) => Promise<unknown>;
    const called = { invokedFunctionArn: "arn:aws:lambda:eu-central-1:123456789012:function:acme-api:live" };
    const answer = await handler({ requestContext: {} }, called);
    expect(answer).toMatchObject({ statusCode: 503, headers: { "content-type": "application/problem+json" } });
    expect(JSON.parse(String(at(answer, "body")))).toMatchObject({ code: "store_unavailable", status: 503 });
    expect(await handler({ tailboard: "tick" }, called)).toBeNull();
    expect(printed.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ tick: "live", outbox_waiting: 0, code: null }),
    ]);
  });

  it("ticks each minute, through the alias, and a failed tick is not repeated", () => {
    const rule = resource(main, "LiveTick").Properties;
    expect(rule).toMatchObject({
      ScheduleExpression: "rate(1 minute)",
      State: "ENABLED",
      Targets: [{ Arn: { Ref: "LiveAlias" } }],
    });
    expect(resource(main, "PreviewTick").Properties).toMatchObject({
      ScheduleExpression: "rate(15 minutes)",
      Targets: [{ Arn: { Ref: "PreviewAlias" } }],
    });
    for (const [, { Properties }] of resources(main, "AWS::Lambda::EventInvokeConfig"))
      expect(Properties).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
  });

  it("is called by its own two APIs and two rules, and by nothing else", () => {
    const callers = resources(main, "AWS::Lambda::Permission").map(([, { Properties }]) => [
      Properties["Action"],
      textOf(Properties["FunctionName"]),
      Properties["Principal"],
      textOf(Properties["SourceArn"]).replace(
        "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:",
        "",
      ),
    ]);
    expect(callers).toEqual([
      ["lambda:InvokeFunction", "${LiveAlias}", "apigateway.amazonaws.com", "${LiveApi}/*"],
      ["lambda:InvokeFunction", "${LiveAlias}", "events.amazonaws.com", "${LiveTick.Arn}"],
      ["lambda:InvokeFunction", "${PreviewAlias}", "apigateway.amazonaws.com", "${PreviewApi}/*"],
      ["lambda:InvokeFunction", "${PreviewAlias}", "events.amazonaws.com", "${PreviewTick.Arn}"],
    ]);
  });
});

const pinned = {
  code: "db966b877f08cce9259b599bbc2e2b75e0b72b972d6a38e55effd6cd7d0e1f6b",
  live: "54ec6e95ba38ddbcbc038ac13c67cd14a8882d700329389a8b39384da7a2472e",
  preview: "bf54620161788ef528b955941121d3b3953035279792eb5ee891e0a1351088fb",
};

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
