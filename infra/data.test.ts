import { describe, expect, it } from "vitest";
import { outputNames } from "../main/deployment.ts";
import { at, full, resource, resources, statements, templatesOf, textOf } from "./test-templates.ts";

const plainly = templatesOf();
const fully = templatesOf(full);

describe("stored data", () => {
  it.each(["StateBucket", "PublicBucket"])("%s is private, encrypted, versioned and outlives its stack", (id) => {
    const bucket = resource(plainly.main, id);
    expect(bucket.Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
      VersioningConfiguration: { Status: "Enabled" },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
      LifecycleConfiguration: { Rules: [{ Status: "Enabled", NoncurrentVersionExpiration: { NoncurrentDays: 30 } }] },
    });
    expect([bucket.DeletionPolicy, bucket.UpdateReplacePolicy]).toEqual(["Retain", "Retain"]);
    expect(statements(plainly.main)).toContainEqual({
      where: `${id}Policy`,
      statement: expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    });
  });

  it("is in these two buckets, without website, access list or CORS rule", () => {
    expect(resources(plainly.main, "AWS::S3::Bucket").map(([id]) => id)).toEqual(["StateBucket", "PublicBucket"]);
    for (const [, { Properties }] of resources(plainly.main, "AWS::S3::Bucket"))
      for (const property of ["WebsiteConfiguration", "AccessControl", "CorsConfiguration"])
        expect(Properties).not.toHaveProperty(property);
  });

  it("is in a table only if the config says so; then the function cannot reach the state bucket", () => {
    expect(resources(plainly.main, "AWS::DynamoDB::Table")).toEqual([]);
    expect(resource(fully.main, "StateTable")).toMatchObject({
      DeletionPolicy: "Retain",
      Properties: {
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
        AttributeDefinitions: [
          { AttributeName: "pk", AttributeType: "S" },
          { AttributeName: "sk", AttributeType: "S" },
        ],
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        DeletionProtectionEnabled: true,
      },
    });
    const env = (template: typeof plainly) =>
      textOf(at(resource(template.main, "ApiFunction").Properties, "Environment", "Variables", "TAILBOARD_STORE"));
    expect(env(plainly)).toBe("s3://${StateBucket}?region=${AWS::Region}");
    expect(env(fully)).toBe("dynamodb://${StateTable}?region=${AWS::Region}");
    expect(JSON.stringify(resource(fully.main, "ApiRole"))).not.toContain("StateBucket");
  });
});

describe("outputs", () => {
  it.each([
    ["the plain config", plainly],
    ["all options", fully],
  ])("with %s, they are those that a deployment reads", (_, { main }) => {
    expect(Object.keys(main.Outputs ?? {}).toSorted()).toEqual([...outputNames].toSorted());
  });

  it("have the distributions' own URLs, or the custom domains", () => {
    expect(textOf(plainly.main.Outputs?.["SiteUrl"]?.Value)).toBe("https://${SiteDistribution.DomainName}");
    expect(fully.main.Outputs?.["StagingUrl"]?.Value).toBe("https://staging.example.com");
  });
});

it("each template fits into the API call, so the account needs no bootstrapping", () => {
  // CloudFormation allows 51,200 bytes. The CDK sends YAML, which was measured at 1.27 times the JSON.
  for (const templates of [plainly, fully])
    for (const template of Object.values(templates))
      expect(JSON.stringify(template).length * 1.28).toBeLessThan(51_200);
  expect(JSON.stringify([plainly, fully])).not.toMatch(/cdk-hnb659fds|BootstrapVersion/);
});
