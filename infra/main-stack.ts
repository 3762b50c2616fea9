import { Aws, CfnDeletionPolicy, CfnParameter, type Stack } from "aws-cdk-lib";
import type { CfnDistribution } from "aws-cdk-lib/aws-cloudfront";
import { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import type { EdgeKind } from "../edge/edge-code.ts";
import { environmentOf, type ApiStage } from "../main/deployment.ts";
import type { InfraConfig } from "../main/infra-config.ts";
import { apiAlarms } from "./alarm/api-alarms.ts";
import { topic } from "./alarm/topic.ts";
import { apiFunction } from "./api/function.ts";
import { apiDomain, callsToAlias, httpApi } from "./api/http-api.ts";
import { originSecrets } from "./api/origin-secret.ts";
import { role } from "./api/role.ts";
import { tick } from "./api/tick.ts";
import { publicBucketPolicy } from "./bucket/public-bucket-policy.ts";
import { publicBucket } from "./bucket/public-bucket.ts";
import { stateBucket, stateBucketPolicy } from "./bucket/state-bucket.ts";
import { distributions } from "./cdn/distributions.ts";
import { titleOf, addOutput } from "./logical-id.ts";
import { table } from "./table.ts";

/** The main stack, in order of dependency: buckets, HTTP APIs, distributions, functions, alarms. */
export const mainStack = (stack: Stack, config: InfraConfig): Stack => {
  const { name, domains } = config;
  const state = stateBucket(stack);
  stateBucketPolicy(stack, state);
  const published = publicBucket(stack);
  const items = config.store === "dynamodb" ? table(stack) : null;
  const secrets = originSecrets(stack, name, config.secret_generation);
  const apis = { live: httpApi(stack, name, "live"), preview: httpApi(stack, name, "preview") };

  const cdn = distributions(stack, {
    name,
    bucket: published,
    apiDomains: { live: apiDomain(apis.live), preview: apiDomain(apis.preview) },
    secret: secrets.now,
    firewallArn: config.firewall
      ? new CfnParameter(stack, "FirewallArn", {
          description: "The firewall stack's",
          allowedPattern: "arn:.+:global/webacl/.+",
        }).valueAsString
      : null,
    domains,
  });
  const kinds = ["site", "staging", "dashboard"] as const satisfies EdgeKind[];
  const urlOf = (kind: EdgeKind) => `https://${domains?.[kind] ?? cdn[kind].distribution.attrDomainName}`;
  const arnOf = (kind: EdgeKind) =>
    `arn:${Aws.PARTITION}:cloudfront::${Aws.ACCOUNT_ID}:distribution/${cdn[kind].distribution.ref}`;
  publicBucketPolicy(stack, published, {
    site: arnOf("site"),
    staging: arnOf("staging"),
    dashboard: arnOf("dashboard"),
  });

  const environment = {
    ...environmentOf({
      region: Aws.REGION,
      buckets: { state: state.ref, public: published.ref },
      table: items?.ref ?? null,
      urls: { site: urlOf("site"), dashboard: urlOf("dashboard") },
    }),
    TAILBOARD_STAGING_URL: urlOf("staging"),
  };
  const logs = new CfnLogGroup(stack, "ApiLog", { logGroupName: `/aws/lambda/${name}-api`, retentionInDays: 30 });
  logs.cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE;
  const apiOf = (stage: ApiStage) => {
    const ownRole = role(stack, stage, { stateBucket: state, publicBucket: published, table: items, logs });
    const own = stage === "live" ? `${name}-api` : `${name}-api-preview`;
    return apiFunction(stack, stage, { name: own, role: ownRole, logs, environment });
  };
  const functions = { live: apiOf("live"), preview: apiOf("preview") };
  const after = kinds.map((kind) => cdn[kind].distribution);
  for (const stage of ["live", "preview"] as const satisfies ApiStage[]) {
    const { alias } = functions[stage];
    callsToAlias(stack, stage, { api: apis[stage], alias, secrets, after });
    tick(stack, name, stage, alias);
  }
  apiAlarms(stack, {
    name,
    topic: topic(stack, name, config.alarm_email),
    logs,
    publicBucket: published,
    code: functions.live.code,
  });

  const outputs = {
    Name: name,
    Account: Aws.ACCOUNT_ID,
    Region: Aws.REGION,
    StateBucket: state.ref,
    PublicBucket: published.ref,
    Table: items?.ref ?? "none",
    ApiFunction: functions.live.code.ref,
    PreviewApiFunction: functions.preview.code.ref,
  };
  for (const [id, value] of Object.entries(outputs)) addOutput(stack, id, value);
  for (const kind of kinds) addDistributionOutputs(stack, kind, { name, url: urlOf(kind), ...cdn[kind] });
  return stack;
};

const addDistributionOutputs = (
  stack: Stack,
  kind: EdgeKind,
  { name, url, distribution }: { name: string; url: string; distribution: CfnDistribution },
): void => {
  const title = titleOf(kind);
  addOutput(stack, `${title}Id`, distribution.ref);
  addOutput(stack, `${title}Domain`, distribution.attrDomainName);
  addOutput(stack, `${title}Url`, url);
  addOutput(stack, `${title}Function`, `${name}-${kind}`);
};
