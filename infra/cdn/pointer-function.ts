import { CfnFunction } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import { emptyRoutingTable, printEdgeCode, type EdgeKind } from "../../edge/edge-code.ts";
import { titleOf } from "../logical-id.ts";

/** The function of one distribution. Publishing a function changes every distribution that uses it, so each has its own. */
export const pointerFunction = (scope: Construct, name: string, kind: EdgeKind): CfnFunction =>
  new CfnFunction(scope, `${titleOf(kind)}Function`, {
    name: `${name}-${kind}`,
    autoPublish: true,
    functionCode: bootstrapCode(kind),
    functionConfig: { comment: "What is live. Changed by promote and rollback.", runtime: "cloudfront-js-2.0" },
  });

/**
 * The code of a distribution's function before its first promotion. The LIVE code is the live pointer, and CloudFormation
 * overwrites it whenever this text in the template changes. So this text must never change, even if the function's real
 * logic does: only promotion ships that. A test pins its hash. The function's other properties are pinned too, because
 * CloudFormation sends the code along when any of them changes.
 */
export const bootstrapCode = (kind: EdgeKind): string =>
  printEdgeCode({ promotion: null, table: emptyRoutingTable(kind), logic: nothingLive });

const nothingLive = `function handler(event) {
  var request = event.request;
  if (request.uri === "/healthz" || request.uri.indexOf("/api/") === 0) return request;
  return {
    statusCode: 503,
    statusDescription: "Service Unavailable",
    headers: { "content-type": { value: "text/plain; charset=utf-8" }, "cache-control": { value: "no-store" } },
    body: "Nothing is live here yet.\\n",
  };
}
`;
