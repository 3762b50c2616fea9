import type * as Client from "@aws-sdk/client-dynamodb";
import { DynamoDbRefused } from "./dynamodb-refused.ts";

export type Sdk = typeof Client;
export type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** Loads the SDK on demand, because it takes 150 ms and is not installed for a store in a folder. */
export const loadSdk = async (): Promise<Sdk> => {
  try {
    return await import("@aws-sdk/client-dynamodb");
  } catch (cause) {
    throw new DynamoDbRefused(
      "A table needs the AWS SDK, which is not installed. Start Tailboard with npm start, which installs it for a dynamodb: store.",
      { cause },
    );
  }
};
