import type * as Client from "@aws-sdk/client-dynamodb";
import type * as Documents from "@aws-sdk/lib-dynamodb";
import { DynamoDbRefused } from "../adapters/dynamodb/dynamodb-refused.ts";

export type Sdk = Pick<
  typeof Client,
  "CreateTableCommand" | "DescribeTableCommand" | "DynamoDBClient" | "UpdateTimeToLiveCommand"
> &
  Pick<
    typeof Documents,
    | "BatchGetCommand"
    | "DeleteCommand"
    | "DynamoDBDocumentClient"
    | "GetCommand"
    | "PutCommand"
    | "QueryCommand"
    | "TransactWriteCommand"
    | "UpdateCommand"
  >;
export type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
export type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Only when a table is used: it is large, and a folder's owner has not even installed it. */
export const loadSdk = async (): Promise<Sdk> => {
  try {
    const { CreateTableCommand, DescribeTableCommand, DynamoDBClient, UpdateTimeToLiveCommand } =
      await import("@aws-sdk/client-dynamodb");
    const documents = await import("@aws-sdk/lib-dynamodb");
    // Both have commands of the same name; those of `documents` speak of plain values.
    return { ...documents, CreateTableCommand, DescribeTableCommand, DynamoDBClient, UpdateTimeToLiveCommand };
  } catch (cause) {
    throw new DynamoDbRefused(
      "A table needs the AWS SDK, which is not installed; npm start installs it for a dynamodb: store.",
      { cause },
    );
  }
};
