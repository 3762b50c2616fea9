import { CfnDeletionPolicy } from "aws-cdk-lib";
import { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { closed, keepsVersions } from "./closed.ts";

/** Releases, assets and sealed views. "Public" through the distributions alone: `publicBucketPolicy`. */
export const publicBucket = (scope: Construct): CfnBucket => {
  const bucket = new CfnBucket(scope, "PublicBucket", {
    ...closed,
    ...keepsVersions,
    // Counts what is asked for under `t/` and not there: somebody guesses links. See alarm/.
    metricsConfigurations: [{ id: viewsMetrics, prefix: "t/" }],
  });
  bucket.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  bucket.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  return bucket;
};

export const viewsMetrics = "views";
