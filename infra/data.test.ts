import { describe, expect, it } from "vitest";
import { outputNames } from "../main/deployment.ts";
import { at, full, resource, resources, statements, templatesOf, textOf } from "./under-test.ts";

const plainly = templatesOf();
const fully = templatesOf(full);

describe("what is kept", () => {
  it.each(["StateBucket", "PublicBucket"])("%s is closed, encrypted, versioned and stays when the stack goes", (id) => {
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

  it("there are these two buckets, and no website, list of access or rule for other origins on either", () => {
    expect(resources(plainly.main, "AWS::S3::Bucket").map(([id]) => id)).toEqual(["StateBucket", "PublicBucket"]);
    for (const [, { Properties }] of resources(plainly.main, "AWS::S3::Bucket"))
      for (const opened of ["WebsiteConfiguration", "AccessControl", "CorsConfiguration"])
        expect(Properties).not.toHaveProperty(opened);
  });

  it("a table only where it is chosen; then the function reaches no document", () => {
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
        TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
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

describe("what a release needs to know", () => {
  it.each([
    ["plainly", plainly],
    ["with everything chosen", fully],
  ])("%s, the outputs are those that a deployment is read from", (_, { main }) => {
    expect(Object.keys(main.Outputs ?? {}).toSorted()).toEqual([...outputNames].toSorted());
  });

  it("people's addresses are the distributions' own, or the domains", () => {
    expect(textOf(plainly.main.Outputs?.["SiteUrl"]?.Value)).toBe("https://${SiteDistribution.DomainName}");
    expect(fully.main.Outputs?.["StagingUrl"]?.Value).toBe("https://staging.example.com");
  });
});

it("a template goes along in the call itself, as YAML, so the account needs no bootstrapping", () => {
  // CloudFormation takes 51,200 bytes; YAML of these was measured at 1.30 times their JSON.
  for (const templates of [plainly, fully])
    for (const template of Object.values(templates))
      expect(JSON.stringify(template).length * 1.31).toBeLessThan(51_200);
  expect(JSON.stringify([plainly, fully])).not.toMatch(/cdk-hnb659fds|BootstrapVersion/);
});
