import type * as AwsS3 from "@aws-sdk/client-s3";
import { S3Refused } from "./s3-refused.ts";

export type Sdk = typeof AwsS3;
export type { S3Client } from "@aws-sdk/client-s3";

/** Loads the SDK on demand, because it takes 150 ms and is not installed for a store in a folder. */
export const loadSdk = async (): Promise<Sdk> => {
  try {
    return await import("@aws-sdk/client-s3");
  } catch (cause) {
    throw new S3Refused(
      "A bucket needs the AWS SDK, which is not installed. Start Tailboard with npm start, which installs it for an s3: store.",
      { cause },
    );
  }
};
