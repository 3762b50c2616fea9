import { CfnDeletionPolicy } from "aws-cdk-lib";
import { CfnTable } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import { tableDefinition, ttlAttribute } from "../store/dynamodb/table.ts";

/** Everything that is remembered, for a business past what one document a day should hold. */
export const table = (scope: Construct): CfnTable => {
  const { AttributeDefinitions, KeySchema, BillingMode } = tableDefinition;
  const table = new CfnTable(scope, "StateTable", {
    attributeDefinitions: AttributeDefinitions.map((each) => ({
      attributeName: each.AttributeName,
      attributeType: each.AttributeType,
    })),
    keySchema: KeySchema.map((each) => ({ attributeName: each.AttributeName, keyType: each.KeyType })),
    billingMode: BillingMode,
    timeToLiveSpecification: { attributeName: ttlAttribute, enabled: true },
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    sseSpecification: { sseEnabled: true },
    deletionProtectionEnabled: true,
  });
  table.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  table.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  return table;
};
