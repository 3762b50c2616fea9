import { CfnBucketPolicy, type CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { EdgeKind } from "../../edge/edge-code.ts";
import { previewFolder } from "../../main/preview.ts";
import { denyPlainHttp } from "./closed.ts";

/**
 * Lets each distribution read the objects that its pages need. None may list the bucket. S3 returns 403 for a missing
 * object, so a guessed name reveals nothing.
 */
export const publicBucketPolicy = (
  scope: Construct,
  bucket: CfnBucket,
  distributionArns: Record<EdgeKind, string>,
): CfnBucketPolicy =>
  new CfnBucketPolicy(scope, "PublicBucketPolicy", {
    bucket: bucket.ref,
    policyDocument: {
      Version: "2012-10-17",
      Statement: [
        denyPlainHttp(bucket.attrArn),
        ...Object.entries(readable).map(([kind, prefixes]) => ({
          Sid: `Read${kind}`,
          Effect: "Allow",
          Principal: { Service: "cloudfront.amazonaws.com" },
          Action: "s3:GetObject",
          Resource: prefixes.map((prefix) => `${bucket.attrArn}/${prefix}*`),
          Condition: { StringEquals: { "AWS:SourceArn": distributionArns[kind as EdgeKind] } },
        })),
      ],
    },
  });

/** Staging reads the views of the preview store. */
const readable: Record<EdgeKind, string[]> = {
  site: ["assets/", "brand/", "releases/", "t/"],
  staging: ["assets/", "brand/", "releases/", `${previewFolder}/t/`],
  dashboard: ["assets/", "brand/", "releases/"],
};
