import { CfnBucket, CfnBucketPolicy } from "aws-cdk-lib/aws-s3";
import { CfnDeletionPolicy } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { closed, denyPlainHttp, keepsVersions } from "./closed.ts";

/** Jobs, settings, people, sessions, the ledger of releases: for the function, and for whoever owns the account. */
export const stateBucket = (scope: Construct): CfnBucket => {
  const bucket = new CfnBucket(scope, "StateBucket", { ...closed, ...keepsVersions });
  // Taking the stack down takes no job with it.
  bucket.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  bucket.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  return bucket;
};

export const stateBucketPolicy = (scope: Construct, bucket: CfnBucket): CfnBucketPolicy =>
  new CfnBucketPolicy(scope, "StateBucketPolicy", {
    bucket: bucket.ref,
    policyDocument: { Version: "2012-10-17", Statement: [denyPlainHttp(bucket.attrArn)] },
  });
