import { CfnRule } from "aws-cdk-lib/aws-events";
import { CfnPermission, type CfnAlias } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { ApiStage } from "../../main/deployment.ts";

/** Calls the function each minute to drain the outbox and run scheduled work. Staging's runs every 15 minutes. */
export const tick = (scope: Construct, name: string, stage: ApiStage, alias: CfnAlias): CfnPermission => {
  const id = stage === "live" ? "Live" : "Preview";
  const rule = new CfnRule(scope, `${id}Tick`, {
    name: `${name}-${stage}-tick`,
    description: "Drains the outbox",
    scheduleExpression: stage === "live" ? "rate(1 minute)" : "rate(15 minutes)",
    state: "ENABLED",
    targets: [{ id: "api", arn: alias.ref, input: JSON.stringify({ tailboard: "tick" }) }],
  });
  return new CfnPermission(scope, `${id}TickMayCall`, {
    action: "lambda:InvokeFunction",
    functionName: alias.ref,
    principal: "events.amazonaws.com",
    sourceArn: rule.attrArn,
  });
};
