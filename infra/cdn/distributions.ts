import type { CfnDistribution, CfnFunction } from "aws-cdk-lib/aws-cloudfront";
import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { EdgeKind } from "../../edge/edge-code.ts";
import type { ApiStage } from "../../main/deployment.ts";
import type { InfraConfig } from "../../main/infra-config.ts";
import { pagesCache, viewsCache } from "./cache-policy.ts";
import { callsToOrigin } from "./calls-to-origin.ts";
import { distribution } from "./distribution.ts";
import { originAccess } from "./origin-access.ts";
import { pointerFunction } from "./pointer-function.ts";
import { responseHeaders } from "./response-headers.ts";
import { viewerAddress } from "./viewer-address.ts";

/** The three distributions and the policies that they share. */
export const distributions = (scope: Construct, parts: CdnParts): Record<EdgeKind, DistributionAndPointer> => {
  const { name, bucket, apiDomains, secret, firewallArn, domains } = parts;
  const headers = responseHeaders(scope, name);
  const shared = {
    name,
    bucket,
    access: originAccess(scope, name).attrId,
    caches: { pages: pagesCache(scope, name).ref, views: viewsCache(scope, name).ref },
    headers: {
      pages: headers.pages.ref,
      book: headers.book.ref,
      assets: headers.assets.ref,
      views: headers.views.ref,
      calls: headers.calls.ref,
    },
    callsToOrigin: callsToOrigin(scope, name).ref,
    firewallArn,
  };
  const address = viewerAddress(scope, name);
  const make = (kind: EdgeKind): DistributionAndPointer => {
    const pointer = pointerFunction(scope, name, kind);
    return {
      pointer,
      distribution: distribution(scope, kind, {
        ...shared,
        functions: { pointer, viewerAddress: address },
        api: { domain: apiDomains[kind === "staging" ? "preview" : "live"], secret },
        domain: domains === null ? null : { name: domains[kind], certificateArn: domains.certificate_arn },
      }),
    };
  };
  return { site: make("site"), staging: make("staging"), dashboard: make("dashboard") };
};

export interface DistributionAndPointer {
  distribution: CfnDistribution;
  pointer: CfnFunction;
}

interface CdnParts {
  name: string;
  bucket: CfnBucket;
  apiDomains: Record<ApiStage, string>;
  secret: string;
  firewallArn: string | null;
  domains: InfraConfig["domains"];
}
