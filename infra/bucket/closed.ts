import type { CfnBucketProps } from "aws-cdk-lib/aws-s3";

/** Nobody from outside, whatever a policy or a list says; encrypted with S3's own key; no lists of access at all. */
export const closed = {
  publicAccessBlockConfiguration: {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  },
  ownershipControls: { rules: [{ objectOwnership: "BucketOwnerEnforced" }] },
  bucketEncryption: {
    serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  },
} satisfies CfnBucketProps;

/** What was overwritten or deleted can be had back for `days`, and is gone after that: the stated life of old versions. */
const days = 30;
export const keepsVersions = {
  versioningConfiguration: { status: "Enabled" },
  lifecycleConfiguration: {
    rules: [
      {
        id: "old-versions",
        status: "Enabled",
        noncurrentVersionExpiration: { noncurrentDays: days },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        expiredObjectDeleteMarker: true,
      },
    ],
  },
} satisfies CfnBucketProps;

export const denyPlainHttp = (arn: string) => ({
  Sid: "DenyPlainHttp",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [arn, `${arn}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
