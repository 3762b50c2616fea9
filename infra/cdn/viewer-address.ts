import { CfnFunction } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import { originHeaders } from "../../main/lambda/verify-origin.ts";

/**
 * Sends the viewer's address to the API. CloudFront cannot add its own address header while forwarding all headers except
 * Host (decision 0061). So this function sets the header and overwrites what the viewer sent under that name. It does not
 * depend on any release.
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
