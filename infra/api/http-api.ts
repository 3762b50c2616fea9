import { Aws } from "aws-cdk-lib";
import { CfnApi, CfnIntegration, CfnRoute, CfnStage } from "aws-cdk-lib/aws-apigatewayv2";
import { CfnPermission, type CfnAlias } from "aws-cdk-lib/aws-lambda";
import type { CfnResource } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { ApiStage } from "../../main/deployment.ts";
import { secretVariables } from "../../main/lambda/admit.ts";
import type { OriginSecrets } from "./origin-secret.ts";

/** Made before the distributions, which ask it by its name, and before the function, which knows theirs. */
export const httpApi = (scope: Construct, name: string, stage: ApiStage): CfnApi =>
  new CfnApi(scope, stage === "live" ? "LiveApi" : "PreviewApi", {
    name: `${name}-${stage}`,
    description: "Answers through the distributions alone",
    protocolType: "HTTP",
  });

export const apiDomain = (api: CfnApi): string => `${api.ref}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;

/**
 * Calls of one stage to its alias. The secrets that are good are handed over with each event: a function's environment
 * belongs to a version, so a version that was made before a rotation would not know the new one. `after` are the
 * distributions: only when all of them send the new secret is the old one dropped.
 */
export const callsToAlias = (
  scope: Construct,
  stage: ApiStage,
  { api, alias, secrets, after }: { api: CfnApi; alias: CfnAlias; secrets: OriginSecrets; after: CfnResource[] },
): CfnPermission => {
  const id = stage === "live" ? "Live" : "Preview";
  const integration = new CfnIntegration(scope, `${id}Integration`, {
    apiId: api.ref,
    integrationType: "AWS_PROXY",
    integrationUri: alias.ref,
    payloadFormatVersion: "2.0",
  });
  const route = (what: string, routeKey: string) =>
    new CfnRoute(scope, `${id}${what}`, {
      apiId: api.ref,
      routeKey,
      // Who may ask is the App's to say, for each call; and nobody asks but through a distribution.
      authorizationType: "NONE",
      target: `integrations/${integration.ref}`,
    });
  route("Calls", "ANY /api/{proxy+}");
  route("Health", "GET /healthz");
  const [now, next] = secretVariables;
  const deployed = new CfnStage(scope, `${id}Stage`, {
    apiId: api.ref,
    stageName: "$default",
    autoDeploy: true,
    stageVariables: { [now]: secrets.now, [next]: secrets.next },
    // What a small business asks for, a hundred times over; beyond it somebody pays for somebody's mischief.
    defaultRouteSettings: { throttlingRateLimit: 100, throttlingBurstLimit: 200, detailedMetricsEnabled: false },
  });
  for (const distribution of after) deployed.addResourceDependency(distribution);
  return new CfnPermission(scope, `${id}MayCall`, {
    action: "lambda:InvokeFunction",
    functionName: alias.ref,
    principal: "apigateway.amazonaws.com",
    // Any route of this one API: its routes are the two above.
    sourceArn: `arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:${api.ref}/*`,
  });
};
