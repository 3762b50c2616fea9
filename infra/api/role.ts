import { CfnRole } from "aws-cdk-lib/aws-iam";
import type { CfnTable } from "aws-cdk-lib/aws-dynamodb";
import type { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { ApiStage } from "../../main/deployment.ts";
import { previewFolder } from "../../main/preview.ts";

/**
 * What one stage's function may do: its records, the views it publishes, its log. It reads no page and no release. Staging
 * runs code that is not live yet, so its role reaches only what lies under `preview/`: it cannot read or write a live
 * record. It may list the names in both buckets, because S3 answers 403 for an object that is not there otherwise.
 */
export const role = (
  scope: Construct,
  stage: ApiStage,
  { stateBucket, publicBucket, table, logs }: RoleParts,
): CfnRole =>
  new CfnRole(scope, stage === "live" ? "ApiRole" : "PreviewApiRole", {
    assumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    },
    policies: [
      {
        policyName: "work",
        policyDocument: {
          Version: "2012-10-17",
          Statement: [
            ...(table === null ? [documents(stateBucket, stage)] : items(table, stage)),
            {
              Sid: "PublishViews",
              Effect: "Allow",
              Action: ["s3:GetObject", "s3:PutObject"],
              Resource: ["t/*", "brand/*"].map((name) => `${publicBucket.attrArn}/${folderOf(stage)}${name}`),
            },
            {
              Sid: "FindObjects",
              Effect: "Allow",
              Action: "s3:ListBucket",
              Resource: [publicBucket.attrArn, ...(table === null ? [stateBucket.attrArn] : [])],
            },
            {
              Sid: "WriteLog",
              Effect: "Allow",
              Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
              Resource: logs.attrArn,
            },
          ],
        },
      },
    ],
  });

interface RoleParts {
  stateBucket: CfnBucket;
  publicBucket: CfnBucket;
  table: CfnTable | null;
  logs: CfnLogGroup;
}

const folderOf = (stage: ApiStage): string => (stage === "live" ? "" : `${previewFolder}/`);

const documents = (bucket: CfnBucket, stage: ApiStage) => ({
  Sid: "KeepDocuments",
  Effect: "Allow",
  Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
  Resource: `${bucket.attrArn}/${folderOf(stage)}*`,
});

const items = (table: CfnTable, stage: ApiStage) => [
  {
    Sid: "KeepItems",
    Effect: "Allow",
    Action: [
      "dynamodb:BatchGetItem",
      "dynamodb:ConditionCheckItem",
      "dynamodb:DeleteItem",
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:Query",
      "dynamodb:UpdateItem",
    ],
    Resource: table.attrArn,
    // Every partition key of staging's store begins so. A call that names no key is refused.
    ...(stage === "live"
      ? {}
      : {
          Condition: {
            "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${folderOf(stage)}*`] },
            Null: { "dynamodb:LeadingKeys": "false" },
          },
        }),
  },
  { Sid: "KnowTable", Effect: "Allow", Action: "dynamodb:DescribeTable", Resource: table.attrArn },
];
