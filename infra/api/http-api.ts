import { Aws, type CfnResource } from "aws-cdk-lib";
import { CfnApi, CfnIntegration, CfnRoute, CfnStage } from "aws-cdk-lib/aws-apigatewayv2";
import { CfnPermission, type CfnAlias } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { ApiStage } from "../../main/deployment.ts";
import { secretVariables } from "../../main/lambda/verify-origin.ts";
import type { OriginSecrets } from "./origin-secret.ts";

/** The HTTP API of one stage. The distributions need its name, and the function needs theirs, so it is created first. */
export const httpApi = (scope: Construct, name: string, stage: ApiStage): CfnApi =>
  new CfnApi(scope, stage === "live" ? "LiveApi" : "PreviewApi", {
    name: `${name}-${stage}`,
    description: "Answers through the distributions alone",
    protocolType: "HTTP",
  });

export const apiDomain = (api: CfnApi): string => `${api.ref}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;

/**
 * Routes one stage's calls to its alias. Each event carries the valid secrets as stage variables, because a function's
 * environment belongs to a version and an older version would not know a new secret. `after` lists the distributions:
 * the old secret is dropped only after all of them send the new one.
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
      // The app authorizes each call. The origin secret ensures that calls come through a distribution.
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
    // A hundred times the load of a small business. The limit caps what an attack can cost the owner.
    defaultRouteSettings: { throttlingRateLimit: 100, throttlingBurstLimit: 200, detailedMetricsEnabled: false },
  });
  for (const distribution of after) deployed.addResourceDependency(distribution);
  return new CfnPermission(scope, `${id}MayCall`, {
    action: "lambda:InvokeFunction",
    functionName: alias.ref,
    principal: "apigateway.amazonaws.com",
    // All routes of this API, which are the two above.
    sourceArn: `arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:${api.ref}/*`,
  });
};
