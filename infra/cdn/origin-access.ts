import { CfnOriginAccessControl } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";

/** Makes the distributions sign their requests to the bucket. Requests to the API are not signed. */
export const originAccess = (scope: Construct, name: string): CfnOriginAccessControl =>
  new CfnOriginAccessControl(scope, "OriginAccess", {
    originAccessControlConfig: {
      name: `${name}-bucket`,
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    },
  });
