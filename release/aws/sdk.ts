import type * as AwsCloudFront from "@aws-sdk/client-cloudfront";
import type * as AwsLambda from "@aws-sdk/client-lambda";
import { DeployRefused } from "../deploy-refused.ts";

export type CloudFrontSdk = typeof AwsCloudFront;
export type LambdaSdk = typeof AwsLambda;
export type { CloudFrontClient, CloudFrontClientConfig } from "@aws-sdk/client-cloudfront";
export type { LambdaClient } from "@aws-sdk/client-lambda";

/** Loads the AWS SDK. It is installed only for an AWS account, not for a single machine. @throws DeployRefused */
export const loadSdk = async (): Promise<{ cloudFront: CloudFrontSdk; lambda: LambdaSdk }> => {
  try {
    const [cloudFront, lambda] = await Promise.all([
      import("@aws-sdk/client-cloudfront"),
      import("@aws-sdk/client-lambda"),
    ]);
    return { cloudFront, lambda };
  } catch (cause) {
    throw new DeployRefused("The AWS SDK for CloudFront and Lambda is not installed.", "npm install", cause);
  }
};
