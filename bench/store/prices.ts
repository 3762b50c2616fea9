/**
 * AWS prices in us-east-1, in dollars, on demand and without free tiers. Read in November 2026:
 * - DynamoDB: https://aws.amazon.com/dynamodb/pricing/on-demand/ for the units. The amounts, halved in November 2024, are
 *   from https://airbyte.com/data-engineering-resources/dynamodb-pricing (2025-07-21).
 * - S3 Standard: https://aws.amazon.com/s3/pricing/. The amounts are from
 *   https://devnotes.tech/understanding-aws-s3-pricing-a-complete-cost-breakdown-with-examples. A refused conditional
 *   request costs as much as a request. DELETE and traffic between Lambda and S3 in one region are free.
 * Costs that both stores share (CloudFront, Lambda, logs) are left out.
 */
export const prices = {
  read: "2026-11",
  region: "us-east-1",
  s3: { put_or_list: 0.005 / 1_000, get: 0.0004 / 1_000, gb_month: 0.023 },
  dynamodb: { write_unit: 0.625 / 1_000_000, read_unit: 0.125 / 1_000_000, gb_month: 0.25 },
} as const;
