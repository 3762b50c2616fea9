import { CfnParameter, type Stack } from "aws-cdk-lib";
import type { EdgeKind } from "../edge/edge-code.ts";
import type { InfraConfig } from "../main/infra-config.ts";
import { accessLogs } from "./access-log.ts";
import { budget } from "./alarm/budget.ts";
import { cdnAlarms } from "./alarm/cdn-alarms.ts";
import { topic } from "./alarm/topic.ts";
import { titleOf } from "./logical-id.ts";

/** The stack in us-east-1 with the access logs, CloudFront's alarms and the budget. */
export const watchStack = (stack: Stack, { name, alarm_email: email, budget_dollars: dollars }: InfraConfig): Stack => {
  const id = (kind: EdgeKind) =>
    new CfnParameter(stack, `${titleOf(kind)}Id`, {
      description: `The ${kind} distribution`,
      allowedPattern: "E[A-Z0-9]+",
    }).valueAsString;
  const distributions = { site: id("site"), staging: id("staging"), dashboard: id("dashboard") };
  accessLogs(stack, name, distributions);
  cdnAlarms(stack, { name, topic: topic(stack, name, email), distributions });
  budget(stack, name, dollars, email);
  return stack;
};
