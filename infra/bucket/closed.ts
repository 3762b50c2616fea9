import type { CfnBucketProps } from "aws-cdk-lib/aws-s3";

/** No public access, even if a policy or an access list grants it. Encrypted with S3's own key. No access lists. */
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

/** Keeps overwritten and deleted objects for `days`, then removes them. */
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
