import { CfnBucketPolicy, type CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { EdgeKind } from "../../edge/edge-code.ts";
import { previewFolder } from "../../main/preview.ts";
import { denyPlainHttp } from "./closed.ts";

/**
 * Each distribution reads what its pages are made of. None may list: what is not there is 403, as what is, so a name that
 * nobody has is worth nothing.
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

/** Staging shows candidate pages over the preview store's views. */
const readable: Record<EdgeKind, string[]> = {
  site: ["assets/", "brand/", "releases/", "t/"],
  staging: ["assets/", "brand/", "releases/", `${previewFolder}/t/`],
  dashboard: ["assets/", "brand/", "releases/"],
};
