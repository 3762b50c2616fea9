import { CfnOutput } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { EdgeKind } from "../edge/edge-code.ts";

/** Returns a kind's name in logical ids and outputs, such as `Site`. */
export const titleOf = (kind: EdgeKind): EdgeTitle => titles[kind];

export type EdgeTitle = "Site" | "Staging" | "Dashboard";

const titles: Record<EdgeKind, EdgeTitle> = { site: "Site", staging: "Staging", dashboard: "Dashboard" };

/** Adds an output under exactly this name. Without the override the CDK may add a hash to it. */
export const addOutput = (scope: Construct, name: string, value: string): void => {
  new CfnOutput(scope, `${name}Output`, { value }).overrideLogicalId(name);
};
