import { CfnOriginAccessControl } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";

/** The distributions sign what they ask the bucket for, whatever the viewer sent. The API is never asked this way. */
export const originAccess = (scope: Construct, name: string): CfnOriginAccessControl =>
  new CfnOriginAccessControl(scope, "OriginAccess", {
    originAccessControlConfig: {
      name: `${name}-bucket`,
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    },
  });
