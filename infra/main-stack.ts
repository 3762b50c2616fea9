import { Aws, CfnDeletionPolicy, CfnParameter, type Stack } from "aws-cdk-lib";
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
import { titleOf, output } from "./logical-id.ts";
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

  output(stack, "Name", name);
  output(stack, "Account", Aws.ACCOUNT_ID);
  output(stack, "Region", Aws.REGION);
  output(stack, "StateBucket", state.ref);
  output(stack, "PublicBucket", published.ref);
  output(stack, "Table", items?.ref ?? "none");
  output(stack, "ApiFunction", functions.live.code.ref);
  output(stack, "PreviewApiFunction", functions.preview.code.ref);
  for (const kind of kinds) {
    output(stack, `${titleOf(kind)}Id`, cdn[kind].distribution.ref);
    output(stack, `${titleOf(kind)}Domain`, cdn[kind].distribution.attrDomainName);
    output(stack, `${titleOf(kind)}Url`, urlOf(kind));
    output(stack, `${titleOf(kind)}Function`, `${name}-${kind}`);
  }
  return stack;
};
