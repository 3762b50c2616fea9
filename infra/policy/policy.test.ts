import { describe, expect, it } from "vitest";
import {
  at,
  full,
  listOf,
  resource,
  statements,
  templatesOf,
  textOf,
  wordAt,
  type TemplateJson,
} from "../test-templates.ts";
import { exceptions } from "./exceptions.ts";
import { findings, type Finding } from "./rules.ts";

const variants = { plain: templatesOf(), full: templatesOf(full), bare: templatesOf({ firewall: false }) };
const all = Object.values(variants).flatMap((templates) => Object.values(templates));
const excepts = ({ rule, where }: Finding) =>
  exceptions.filter((each) => each.rule === rule && each.where.some((begin) => where.startsWith(begin)));

describe("the rules", () => {
  it("find nothing that is not an exception", () => {
    expect(all.flatMap(findings).filter((found) => excepts(found).length === 0)).toEqual([]);
  });

  it("have only exceptions with a reason and a matching finding", () => {
    const found = all.flatMap(findings);
    for (const exception of exceptions) {
      expect(exception.why).toMatch(/^[A-Z].{30,}\.$/);
      for (const where of exception.where)
        expect(
          found.some((each) => each.rule === exception.rule && each.where.startsWith(where)),
          `${exception.rule} ${where}`,
        ).toBe(true);
    }
  });

  it("have no finding for an option's exception if the option is chosen", () => {
    const rulesOf = (templates: Record<string, TemplateJson>) =>
      new Set(
        Object.values(templates)
          .flatMap(findings)
          .map(({ rule }) => rule),
      );
    const [domains, firewall] = (["domains", "firewall"] as const).map((unless) =>
      exceptions.filter((each) => each.unless === unless),
    );
    expect([domains, firewall]).toMatchObject([[{ unless: "domains" }], [{ unless: "firewall" }]]);
    for (const { rule } of domains ?? []) expect(rulesOf(variants.full)).not.toContain(rule);
    for (const { rule } of firewall ?? []) expect(rulesOf(variants.plain)).not.toContain(rule);
  });

  it.each([
    ["action-wildcard", { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::a" }],
    ["action-wildcard", { Effect: "Allow", NotAction: "s3:GetObject", Resource: "arn:aws:s3:::a" }],
    ["resource-star", { Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
    ["resource-wildcard", { Effect: "Allow", Action: "s3:GetObject", Resource: ["arn:aws:s3:::a/*"] }],
    ["all-but", { Effect: "Allow", Action: "s3:GetObject", NotResource: "arn:aws:s3:::a" }],
    ["open-principal", { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::a" }],
    [
      "confused-deputy",
      {
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::a",
      },
    ],
  ])("find %s", (rule, statement) => {
    const template = {
      Resources: { Role: { Type: "AWS::IAM::Role", Properties: { PolicyDocument: { Statement: [statement] } } } },
    };
    expect(findings(template).map((each) => each.rule)).toContain(rule);
  });

  it.each([
    ["bucket-public", "AWS::S3::Bucket"],
    ["bucket-versioned", "AWS::S3::Bucket"],
    ["data-stays", "AWS::DynamoDB::Table"],
    ["cdn-firewall", "AWS::CloudFront::Distribution"],
    ["confused-deputy", "AWS::Lambda::Permission"],
    ["log-ends", "AWS::Logs::LogGroup"],
  ])("find %s on a bare %s", (rule, Type) => {
    expect(findings({ Resources: { It: { Type, Properties: {} } } })).toContainEqual({ rule, where: "It" });
  });
});

/** Lists all permissions, so that a wider one shows up in a review of this file. */
describe("permissions", () => {
  const allowed = (template: TemplateJson) =>
    statements(template)
      .filter(({ statement }) => statement["Effect"] === "Allow")
      .map(({ where, statement }) => [
        where,
        at(statement, "Principal") === undefined ? "its holder" : wordAt(statement, "Principal", "Service"),
        listOf(statement["Action"]).join(" "),
        listOf(statement["Resource"]).map(textOf).join(" "),
      ]);

  it("with a bucket for the state", () => {
    expect(allowed(variants.plain.main).filter(([where]) => where === "PreviewApiRole")).toEqual([
      ["PreviewApiRole", "lambda.amazonaws.com", "sts:AssumeRole", ""],
      ["PreviewApiRole", "its holder", "s3:GetObject s3:PutObject s3:DeleteObject", "${StateBucket.Arn}/preview/*"],
      [
        "PreviewApiRole",
        "its holder",
        "s3:GetObject s3:PutObject",
        "${PublicBucket.Arn}/preview/t/* ${PublicBucket.Arn}/preview/brand/*",
      ],
      ["PreviewApiRole", "its holder", "s3:ListBucket", "${PublicBucket.Arn} ${StateBucket.Arn}"],
      ["PreviewApiRole", "its holder", "logs:CreateLogStream logs:PutLogEvents", "${ApiLog.Arn}"],
    ]);
    expect(allowed(variants.plain.main).filter(([where]) => where === "ApiRole")).toEqual([
      ["ApiRole", "lambda.amazonaws.com", "sts:AssumeRole", ""],
      ["ApiRole", "its holder", "s3:GetObject s3:PutObject s3:DeleteObject", "${StateBucket.Arn}/*"],
      ["ApiRole", "its holder", "s3:GetObject s3:PutObject", "${PublicBucket.Arn}/t/* ${PublicBucket.Arn}/brand/*"],
      ["ApiRole", "its holder", "s3:ListBucket", "${PublicBucket.Arn} ${StateBucket.Arn}"],
      ["ApiRole", "its holder", "logs:CreateLogStream logs:PutLogEvents", "${ApiLog.Arn}"],
    ]);
    expect(new Set(allowed(variants.plain.main).map(([where]) => where))).toEqual(
      new Set(["ApiRole", "PreviewApiRole", "PublicBucketPolicy"]),
    );
  });

  it("with a table", () => {
    expect(
      allowed(variants.full.main)
        .filter(([where]) => where === "ApiRole")
        .map(([, , actions, on]) => [actions, on]),
    ).toEqual([
      ["sts:AssumeRole", ""],
      ["dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query", "${StateTable.Arn}"],
      ["dynamodb:DescribeTable", "${StateTable.Arn}"],
      ["s3:GetObject s3:PutObject", "${PublicBucket.Arn}/t/* ${PublicBucket.Arn}/brand/*"],
      ["s3:ListBucket", "${PublicBucket.Arn}"],
      ["logs:CreateLogStream logs:PutLogEvents", "${ApiLog.Arn}"],
    ]);
  });

  it.each(["plain", "full"] as const)("staging's function cannot reach live data (%s)", (variant) => {
    const template = variants[variant].main;
    const roleOf = (id: string) => textOf(resource(template, id).Properties["Role"]);
    expect([roleOf("ApiFunction"), roleOf("PreviewApiFunction")]).toEqual(["${ApiRole.Arn}", "${PreviewApiRole.Arn}"]);
    expect(textOf(resource(template, "LiveAlias").Properties["FunctionName"])).toBe("${ApiFunction}");
    expect(textOf(resource(template, "PreviewAlias").Properties["FunctionName"])).toBe("${PreviewApiFunction}");
    const own = statements(template).filter(({ where }) => where === "PreviewApiRole");
    const checked = new Set<string>();
    for (const { statement } of own) {
      const actions = listOf(statement["Action"]).map(String);
      for (const on of listOf(statement["Resource"]).map(textOf)) {
        // Objects: only staging's folder. The bucket itself: only its list of names.
        if (/Bucket\.Arn\}\//.test(on)) {
          checked.add("objects");
          expect(on).toMatch(/Bucket\.Arn\}\/preview\//);
        } else if (on.endsWith("Bucket.Arn}")) {
          checked.add("bucket");
          expect(actions).toEqual(["s3:ListBucket"]);
        } else if (on === "${StateTable.Arn}" && !actions.includes("dynamodb:DescribeTable")) {
          checked.add("table");
          expect(statement["Condition"]).toEqual({
            "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["preview/*"] },
            Null: { "dynamodb:LeadingKeys": "false" },
          });
        }
      }
    }
    expect([...checked].toSorted()).toEqual(
      variant === "full" ? ["bucket", "objects", "table"] : ["bucket", "objects"],
    );
  });

  it("of the watch and firewall stacks", () => {
    expect(allowed(variants.plain.watch)).toEqual([
      [
        "MayWriteAccessLog",
        "delivery.logs.amazonaws.com",
        "logs:CreateLogStream logs:PutLogEvents",
        "${AccessLog.Arn}",
      ],
    ]);
    expect(allowed(variants.plain.firewall)).toEqual([]);
  });
});
