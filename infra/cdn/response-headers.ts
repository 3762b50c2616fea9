import { CfnResponseHeadersPolicy } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import { objectHeaders } from "../../edge/object-headers.ts";
import { responsePolicy } from "../../edge/response-policy.ts";

/**
 * The headers that the edge of this machine sends, out of the same function, for an object that stands for all that a
 * behaviour serves; and HSTS, since here there is https. A page's own CSP is in its `<meta>`.
 */
export const responseHeaders = (scope: Construct, name: string): Record<Served, CfnResponseHeadersPolicy> => ({
  pages: make(scope, "PagesHeaders", `${name}-pages`, headersOf("track.html")),
  book: make(scope, "BookHeaders", `${name}-book`, headersOf("book.html")),
  assets: make(scope, "AssetsHeaders", `${name}-assets`, headersOf("assets/a.js")),
  views: make(scope, "ViewsHeaders", `${name}-views`, headersOf("t/x")),
  // The App says the rest itself, call by call.
  calls: make(scope, "CallsHeaders", `${name}-calls`, {}),
});

/** What a behaviour serves. Fixed names (`/sw.js`, icons) are served as pages: frame headers too many harm nothing. */
export type Served = "pages" | "book" | "assets" | "views" | "calls";

export const headersOf = (key: string): Record<string, string> => responsePolicy(key, objectHeaders(key).contentType);

const make = (
  scope: Construct,
  id: string,
  name: string,
  { ...headers }: Record<string, string>,
): CfnResponseHeadersPolicy => {
  const take = (header: string): string | undefined => {
    const value = headers[header];
    delete headers[header];
    return value;
  };
  const [nosniff, referrer, frame, csp] = [
    "x-content-type-options",
    "referrer-policy",
    "x-frame-options",
    "content-security-policy",
  ].map(take);
  const override = true;
  return new CfnResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyConfig: {
      name,
      securityHeadersConfig: {
        strictTransportSecurity: { accessControlMaxAgeSec: 31_536_000, includeSubdomains: false, override },
        ...(nosniff === undefined ? {} : { contentTypeOptions: { override } }),
        ...(referrer === undefined ? {} : { referrerPolicy: { referrerPolicy: referrer, override } }),
        ...(frame === undefined ? {} : { frameOptions: { frameOption: frame, override } }),
        ...(csp === undefined ? {} : { contentSecurityPolicy: { contentSecurityPolicy: csp, override } }),
      },
      // CloudFront takes no security header among these, and a policy without any as none at all.
      ...(Object.keys(headers).length === 0
        ? {}
        : {
            customHeadersConfig: {
              items: Object.entries(headers).map(([header, value]) => ({ header, value, override })),
            },
          }),
    },
  });
};
