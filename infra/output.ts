import { CfnOutput } from "aws-cdk-lib";
import type { Construct } from "constructs";

/** Adds an output under exactly this name. Without the override the CDK may add a hash to it. */
export const output = (scope: Construct, name: string, value: string): void => {
  new CfnOutput(scope, `${name}Output`, { value }).overrideLogicalId(name);
};
