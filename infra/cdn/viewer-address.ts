import { CfnFunction } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import { originHeaders } from "../../main/lambda/admit.ts";

/**
 * Tells the API who asks. CloudFront's own header cannot be had beside all of a viewer's headers without Host (decision
 * 0061), so the function writes the address that the edge saw over whatever the viewer sent under that name. It knows no
 * release and never changes with one.
 */
export const viewerAddress = (scope: Construct, name: string): CfnFunction =>
  new CfnFunction(scope, "ViewerAddressFunction", {
    name: `${name}-viewer-address`,
    autoPublish: true,
    functionCode: viewerAddressCode,
    functionConfig: { comment: "Adds the viewer's address to calls.", runtime: "cloudfront-js-2.0" },
  });

export const viewerAddressCode = `function handler(event) {
  var request = event.request;
  request.headers["${originHeaders.address}"] = { value: event.viewer.ip };
  return request;
}
`;
