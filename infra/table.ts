import { CfnDeletionPolicy } from "aws-cdk-lib";
import { CfnTable } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import { tableDefinition } from "../store/adapters/dynamodb/table.ts";

/** The DynamoDB table, which holds all state of a business that has outgrown one document per day. */
export const table = (scope: Construct): CfnTable => {
  const { AttributeDefinitions, KeySchema, BillingMode } = tableDefinition;
  const table = new CfnTable(scope, "StateTable", {
    attributeDefinitions: AttributeDefinitions.map(({ AttributeName, AttributeType }) => ({
      attributeName: AttributeName,
      attributeType: AttributeType,
    })),
    keySchema: KeySchema.map(({ AttributeName, KeyType }) => ({ attributeName: AttributeName, keyType: KeyType })),
    billingMode: BillingMode,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    sseSpecification: { sseEnabled: true },
    deletionProtectionEnabled: true,
  });
  table.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  table.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  return table;
};
