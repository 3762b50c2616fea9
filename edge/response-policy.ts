/**
 * Returns the policy headers for the object under `key`. A page's CSP is in its `<meta>`, because its hashes change with
 * each release and these headers belong to the distribution. Only a header can forbid framing. CloudFront adds HSTS.
 */
export const responsePolicy = (key: string, contentType: string): Record<string, string> => {
  const policy: Record<string, string> = { "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" };
  if (contentType.startsWith("text/html")) {
    policy["x-frame-options"] = "DENY";
    policy["content-security-policy"] = "frame-ancestors 'none'";
  }
  if (!/(?:^|\/)book\.html$|^assets\//.test(key)) policy["x-robots-tag"] = "noindex";
  return policy;
};
