import { CfnFunction } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import type { EdgeKind } from "../../edge/edge-code.ts";
import { bootstrapCode } from "./bootstrap-code.ts";
import { titleOf } from "./title.ts";

/** The function of one distribution. Publishing a function changes every distribution that uses it, so each has its own. */
export const pointerFunction = (scope: Construct, name: string, kind: EdgeKind): CfnFunction =>
  new CfnFunction(scope, `${titleOf(kind)}Function`, {
    name: `${name}-${kind}`,
    autoPublish: true,
    functionCode: bootstrapCode(kind),
    functionConfig: { comment: "What is live. Changed by promote and rollback.", runtime: "cloudfront-js-2.0" },
  });
