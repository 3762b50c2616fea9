/**
 * What the rules find and we keep, and why. `where` is the beginning of a logical id. One that finds nothing any more
 * fails the test, so that none outlives its reason.
 */
export const exceptions: Exception[] = [
  {
    rule: "resource-wildcard",
    where: ["PublicBucketPolicy", "ApiRole", "PreviewApiRole"],
    why: "Objects have no other name than their prefix: each statement names its own, ApiRole the whole of the state bucket, and PreviewApiRole what lies under preview/.",
  },
  {
    rule: "bucket-own-key",
    where: ["StateBucket", "PublicBucket"],
    why: "S3's own key encrypts all the same. A key of the owner's costs $1 a month and each call, and whoever may read the bucket here may use the key too.",
  },
  {
    rule: "bucket-logged",
    where: ["StateBucket", "PublicBucket"],
    why: "A bucket's log writes each key asked for: lookups of links and hashes of sessions. The function's log says who asked what, without them.",
  },
  {
    rule: "cdn-logged",
    where: ["SiteDistribution", "StagingDistribution", "DashboardDistribution"],
    why: "The older log writes path, query and referrer, always. The watch stack delivers the newer one, with chosen fields.",
  },
  {
    rule: "cdn-tls",
    where: ["SiteDistribution", "StagingDistribution", "DashboardDistribution"],
    unless: "domains",
    why: "Under CloudFront's own name its certificate comes with its own policy, which cannot be set. With a domain it is TLS 1.2.",
  },
  {
    rule: "cdn-firewall",
    where: ["SiteDistribution", "StagingDistribution", "DashboardDistribution"],
    unless: "firewall",
    why: "The owner chose none: it is most of a small business's bill. The App's own limits and the API's throttle remain.",
  },
  {
    rule: "api-logged",
    where: ["LiveStage", "PreviewStage"],
    why: "The function writes one line a call, by an allow-list. What API Gateway would add is the address and the path.",
  },
  {
    rule: "api-authorizer",
    where: ["LiveCalls", "LiveHealth", "PreviewCalls", "PreviewHealth"],
    why: "Customers book without an account. The function refuses what lacks the origin's secret before anything else, and the App judges each call.",
  },
  {
    rule: "function-concurrency",
    where: ["ApiFunction", "PreviewApiFunction"],
    why: "A new account has ten at once in all, of which none can be reserved. The API's throttle bounds it.",
  },
  {
    rule: "function-dead-letters",
    where: ["ApiFunction", "PreviewApiFunction"],
    why: "Its only asynchronous event is the tick, which says nothing that the next one does not.",
  },
  {
    rule: "log-own-key",
    where: ["ApiLog", "AccessLog"],
    why: "Encrypted by CloudWatch. By an allow-list neither holds a name, an address, a path or a token.",
  },
  {
    rule: "secret-own-key",
    where: ["OriginSecret"],
    why: "Encrypted by the account's own key for secrets. Its text is also in the distributions' settings, for whoever may read those.",
  },
  {
    rule: "topic-encrypted",
    where: ["AlarmTopic"],
    why: "CloudWatch cannot publish under AWS's own key for topics, and what it publishes ends in a mail: names of alarms.",
  },
];

export interface Exception {
  rule: string;
  where: string[];
  /** It is not needed where this is chosen. */
  unless?: "domains" | "firewall";
  why: string;
}
