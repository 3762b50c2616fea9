import { CfnDeletionPolicy } from "aws-cdk-lib";
import { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { closed, keepsVersions } from "./closed.ts";

/** The bucket for releases, assets and sealed views. Only the distributions can read it: see `publicBucketPolicy`. */
export const publicBucket = (scope: Construct): CfnBucket => {
  const bucket = new CfnBucket(scope, "PublicBucket", {
    ...closed,
    ...keepsVersions,
    // Counts requests for missing views under `t/`, which show guessed links. See alarm/.
    metricsConfigurations: [{ id: viewsMetrics, prefix: "t/" }],
  });
  bucket.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  bucket.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  return bucket;
};

export const viewsMetrics = "views";
