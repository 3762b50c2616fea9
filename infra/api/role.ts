import { CfnRole } from "aws-cdk-lib/aws-iam";
import type { CfnTable } from "aws-cdk-lib/aws-dynamodb";
import type { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { previewFolder } from "../../main/preview.ts";

/** What the function may do: its records, the views it publishes, its log. It reads no page and no release. */
export const role = (scope: Construct, { stateBucket, publicBucket, table, logs }: RoleParts): CfnRole =>
  new CfnRole(scope, "ApiRole", {
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
            ...(table === null ? documents(stateBucket) : [items(table)]),
            {
              Sid: "PublishViews",
              Effect: "Allow",
              Action: ["s3:GetObject", "s3:PutObject"],
              Resource: ["", `${previewFolder}/`].flatMap((folder) =>
                ["t/*", "brand/*"].map((name) => `${publicBucket.attrArn}/${folder}${name}`),
              ),
            },
            // Without it a view that is not there is 403 instead of 404, and a bucket cannot be told from none.
            { Sid: "FindViews", Effect: "Allow", Action: "s3:ListBucket", Resource: publicBucket.attrArn },
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

const documents = (bucket: CfnBucket) => [
  {
    Sid: "KeepDocuments",
    Effect: "Allow",
    Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
    Resource: `${bucket.attrArn}/*`,
  },
  { Sid: "FindDocuments", Effect: "Allow", Action: "s3:ListBucket", Resource: bucket.attrArn },
];

const items = (table: CfnTable) => ({
  Sid: "KeepItems",
  Effect: "Allow",
  Action: [
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
  ],
  Resource: table.attrArn,
});
