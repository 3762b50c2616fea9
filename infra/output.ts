import { CfnOutput } from "aws-cdk-lib";
import type { Construct } from "constructs";

/** Under exactly this name: another construct of the same name would make the CDK add a hash to it. */
export const output = (scope: Construct, name: string, value: string): void => {
  new CfnOutput(scope, `${name}Output`, { value }).overrideLogicalId(name);
};
