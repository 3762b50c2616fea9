/**
 * The response headers policy of what lies under `key`. A page's own CSP is in its `<meta>`, since its hashes change with a
 * release and these headers are a distribution's; framing can be forbidden by header alone. HSTS is left to where there is
 * https.
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
