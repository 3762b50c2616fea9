import { CfnRole } from "aws-cdk-lib/aws-iam";
import type { CfnTable } from "aws-cdk-lib/aws-dynamodb";
import type { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { ApiStage } from "../../main/deployment.ts";
import { previewFolder } from "../../main/preview.ts";

/**
 * The permissions of one stage's function: its records, the views it publishes and its log. It cannot read pages or
 * releases. Staging runs code that is not live yet, so its role reaches only `preview/` and no live record. Both may list
 * the names in the buckets, because S3 returns 403 instead of 404 for a missing object otherwise.
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
    Action: ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
    Resource: table.attrArn,
    // Every partition key of staging's store starts with this prefix. AWS denies a call without a key.
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
