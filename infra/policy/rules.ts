import { at, listOf, statements, textOf, type Resource, type TemplateJson } from "../test-templates.ts";

/** Returns what is too wide or not protected in a template. Each finding needs a fix or an entry in `exceptions.ts`. */
export const findings = (template: TemplateJson): Finding[] => [
  ...Object.entries(template.Resources).flatMap(([id, resource]) =>
    (rules[resource.Type] ?? []).filter(({ holds }) => !holds(resource)).map(({ name }) => ({ rule: name, where: id })),
  ),
  ...statements(template).flatMap(({ where, statement }) => checkStatement(statement).map((rule) => ({ rule, where }))),
];

export interface Finding {
  rule: string;
  /** The logical id. */
  where: string;
}

const checkStatement = (statement: Record<string, unknown>): string[] => {
  const { Effect, Principal, Action, Resource } = statement;
  if (Effect !== "Allow") return [];
  const found: string[] = [];
  const actions = listOf(Action).map(String);
  if (actions.length === 0 || "NotAction" in statement || actions.some((action) => action.includes("*")))
    found.push("action-wildcard");
  if ("NotResource" in statement || "NotPrincipal" in statement) found.push("all-but");
  if (Principal === "*" || at(Principal, "AWS") !== undefined) found.push("open-principal");
  // Without a condition, an AWS service may act on behalf of any account.
  const isService = at(Principal, "Service") !== undefined && !actions.includes("sts:AssumeRole");
  if (isService && at(statement, "Condition") === undefined) found.push("confused-deputy");
  for (const resource of listOf(Resource)) {
    const text = textOf(resource);
    if (text === "*") found.push("resource-star");
    else if (text.includes("*")) found.push("resource-wildcard");
  }
  return [...new Set(found)];
};

interface Rule {
  name: string;
  holds: (resource: Resource) => boolean;
}

const has =
  (...path: string[]) =>
  ({ Properties }: Resource): boolean =>
    at(Properties, ...path) !== undefined;
const retained = ({ DeletionPolicy, UpdateReplacePolicy }: Resource): boolean =>
  DeletionPolicy === "Retain" && UpdateReplacePolicy === "Retain";

const rules: Record<string, Rule[]> = {
  "AWS::S3::Bucket": [
    {
      name: "bucket-public",
      holds: ({ Properties }) =>
        Object.values(at(Properties, "PublicAccessBlockConfiguration") ?? {}).filter(Boolean).length === 4,
    },
    { name: "bucket-encrypted", holds: has("BucketEncryption") },
    {
      name: "bucket-own-key",
      holds: ({ Properties }) => (JSON.stringify(Properties["BucketEncryption"]) ?? "").includes("aws:kms"),
    },
    {
      name: "bucket-versioned",
      holds: ({ Properties }) => at(Properties, "VersioningConfiguration", "Status") === "Enabled",
    },
    { name: "bucket-logged", holds: has("LoggingConfiguration") },
    { name: "data-stays", holds: retained },
  ],
  "AWS::DynamoDB::Table": [
    {
      name: "table-recoverable",
      holds: ({ Properties }) =>
        at(Properties, "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled") === true,
    },
    { name: "table-protected", holds: ({ Properties }) => Properties["DeletionProtectionEnabled"] === true },
    { name: "data-stays", holds: retained },
  ],
  "AWS::CloudFront::Distribution": [
    { name: "cdn-firewall", holds: has("DistributionConfig", "WebACLId") },
    {
      name: "cdn-tls",
      holds: ({ Properties }) =>
        at(Properties, "DistributionConfig", "ViewerCertificate", "MinimumProtocolVersion") === "TLSv1.2_2021",
    },
    { name: "cdn-plain-http", holds: ({ Properties }) => !JSON.stringify(Properties).includes("allow-all") },
    { name: "cdn-logged", holds: has("DistributionConfig", "Logging") },
  ],
  "AWS::ApiGatewayV2::Stage": [
    { name: "api-logged", holds: has("AccessLogSettings") },
    { name: "api-throttled", holds: has("DefaultRouteSettings", "ThrottlingRateLimit") },
  ],
  "AWS::ApiGatewayV2::Route": [
    { name: "api-authorizer", holds: ({ Properties }) => Properties["AuthorizationType"] !== "NONE" },
  ],
  "AWS::Lambda::Function": [
    { name: "function-concurrency", holds: has("ReservedConcurrentExecutions") },
    { name: "function-dead-letters", holds: has("DeadLetterConfig") },
    { name: "function-log", holds: has("LoggingConfig", "LogGroup") },
  ],
  "AWS::Lambda::Permission": [{ name: "confused-deputy", holds: has("SourceArn") }],
  "AWS::Logs::LogGroup": [
    { name: "log-ends", holds: has("RetentionInDays") },
    { name: "log-own-key", holds: has("KmsKeyId") },
  ],
  "AWS::SecretsManager::Secret": [{ name: "secret-own-key", holds: has("KmsKeyId") }],
  "AWS::SNS::Topic": [{ name: "topic-encrypted", holds: has("KmsMasterKeyId") }],
};
