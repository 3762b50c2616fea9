import type * as AwsS3 from "@aws-sdk/client-s3";
import { S3Refused } from "./s3-refused.ts";

export type Sdk = typeof AwsS3;
export type { S3Client } from "@aws-sdk/client-s3";

/** Only when a bucket is used: it is large, and a folder's owner has not even installed it. */
export const loadSdk = async (): Promise<Sdk> => {
  try {
    return await import("@aws-sdk/client-s3");
  } catch (cause) {
    throw new S3Refused("A bucket needs the AWS SDK, which is not installed; npm start installs it for an s3: store.", {
      cause,
    });
  }
};
