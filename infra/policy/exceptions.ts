/**
 * Findings of the rules that are intended, each with its reason. `where` is the prefix of a logical id. The test fails if
 * an exception no longer matches a finding.
 */
export const exceptions: Exception[] = [
  {
    rule: "resource-wildcard",
    where: ["PublicBucketPolicy", "ApiRole", "PreviewApiRole"],
    why: "Object permissions need a prefix. Each statement names its own: ApiRole the whole state bucket, PreviewApiRole only preview/.",
  },
  {
    rule: "bucket-own-key",
    where: ["StateBucket", "PublicBucket"],
    why: "S3's own key encrypts as well. An own key costs $1 a month plus a fee per call, and all readers of the bucket could use that key anyway.",
  },
  {
    rule: "bucket-logged",
    where: ["StateBucket", "PublicBucket"],
    why: "A bucket's log records each requested key, which includes link lookups and session hashes. The function's log records requests without them.",
  },
  {
    rule: "cdn-logged",
    where: ["SiteDistribution", "StagingDistribution", "DashboardDistribution"],
    why: "The legacy log always records path, query and referrer. The watch stack delivers the newer log with selected fields.",
  },
  {
    rule: "cdn-tls",
    where: ["SiteDistribution", "StagingDistribution", "DashboardDistribution"],
    unless: "domains",
    why: "CloudFront's own domain has a fixed TLS policy, which cannot be set. With a custom domain it is TLS 1.2.",
  },
  {
    rule: "cdn-firewall",
    where: ["SiteDistribution", "StagingDistribution", "DashboardDistribution"],
    unless: "firewall",
    why: "The owner chose no firewall, which would be most of a small business's bill. The app's limits and the API's throttle remain.",
  },
  {
    rule: "api-logged",
    where: ["LiveStage", "PreviewStage"],
    why: "The function logs one line per call with allow-listed fields. API Gateway would add the address and the path.",
  },
  {
    rule: "api-authorizer",
    where: ["LiveCalls", "LiveHealth", "PreviewCalls", "PreviewHealth"],
    why: "Customers book without an account. The function first refuses calls without the origin secret, and the app authorizes each call.",
  },
  {
    rule: "function-concurrency",
    where: ["ApiFunction", "PreviewApiFunction"],
    why: "A new account allows ten concurrent executions in total and cannot reserve any. The API's throttle limits the load.",
  },
  {
    rule: "function-dead-letters",
    where: ["ApiFunction", "PreviewApiFunction"],
    why: "Its only asynchronous event is the tick, and the next tick repeats the work.",
  },
  {
    rule: "log-own-key",
    where: ["ApiLog", "AccessLog"],
    why: "CloudWatch encrypts both. Their fields are allow-listed: no name, address, path or token.",
  },
  {
    rule: "secret-own-key",
    where: ["OriginSecret"],
    why: "The account's own key for secrets encrypts it. People who may read the distributions' settings see the secret there anyway.",
  },
  {
    rule: "topic-encrypted",
    where: ["AlarmTopic"],
    why: "CloudWatch cannot publish with AWS's own key for topics. It publishes only alarm names and descriptions, which end in an email.",
  },
];

export interface Exception {
  rule: string;
  where: string[];
  /** The exception does not apply if this option is chosen. */
  unless?: "domains" | "firewall";
  why: string;
}
