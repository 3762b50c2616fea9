import { CfnBucket, CfnBucketPolicy } from "aws-cdk-lib/aws-s3";
import { CfnDeletionPolicy } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { closed, denyPlainHttp, keepsVersions } from "./closed.ts";

/** The bucket for jobs, settings, people, sessions and the release log. Only the function and the owner can read it. */
export const stateBucket = (scope: Construct): CfnBucket => {
  const bucket = new CfnBucket(scope, "StateBucket", { ...closed, ...keepsVersions });
  // Deleting the stack does not delete the jobs.
  bucket.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  bucket.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  return bucket;
};

export const stateBucketPolicy = (scope: Construct, bucket: CfnBucket): CfnBucketPolicy =>
  new CfnBucketPolicy(scope, "StateBucketPolicy", {
    bucket: bucket.ref,
    policyDocument: { Version: "2012-10-17", Statement: [denyPlainHttp(bucket.attrArn)] },
  });
