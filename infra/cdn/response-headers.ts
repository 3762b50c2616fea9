import { CfnResponseHeadersPolicy } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import { objectHeaders } from "../../edge/object-headers.ts";
import { responsePolicy } from "../../edge/response-policy.ts";

/**
 * The response headers of each cache behavior. They come from the same function as the local edge's headers, called for
 * one example object per behavior, plus HSTS because CloudFront serves https. A page's CSP is in its `<meta>`.
 */
export const responseHeaders = (scope: Construct, name: string): Record<Served, CfnResponseHeadersPolicy> => ({
  pages: make(scope, "PagesHeaders", `${name}-pages`, headersOf("track.html")),
  book: make(scope, "BookHeaders", `${name}-book`, headersOf("book.html")),
  assets: make(scope, "AssetsHeaders", `${name}-assets`, headersOf("assets/a.js")),
  views: make(scope, "ViewsHeaders", `${name}-views`, headersOf("t/x")),
  // The app sets all other headers of API calls.
  calls: make(scope, "CallsHeaders", `${name}-calls`, {}),
});

/** What a cache behavior serves. Fixed names (`/sw.js`, icons) get the headers of pages; the extra ones do no harm. */
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
      // CloudFront rejects security headers among these, and rejects an empty list.
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
