import { CfnDistribution, type CfnFunction } from "aws-cdk-lib/aws-cloudfront";
import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { EdgeKind } from "../../edge/edge-code.ts";
import { originHeaders } from "../../main/lambda/verify-origin.ts";
import { previewFolder } from "../../main/preview.ts";
import { neverCached } from "./calls-to-origin.ts";
import type { Served } from "./response-headers.ts";
import { titleOf } from "../logical-id.ts";

/** One of the three distributions. It serves the bucket's pages and views and the API under one name. */
export const distribution = (scope: Construct, kind: EdgeKind, parts: DistributionParts): CfnDistribution => {
  const { name, bucket, access, headers, api, firewallArn, domain } = parts;
  const { pages, calls, views } = behaviorsOf(kind, parts);
  const bucketOrigin = {
    domainName: bucket.attrRegionalDomainName,
    originAccessControlId: access,
    // Required but empty with an origin access control.
    s3OriginConfig: { originAccessIdentity: "" },
  };

  return new CfnDistribution(scope, `${titleOf(kind)}Distribution`, {
    distributionConfig: {
      enabled: true,
      comment: `${name} ${kind}`,
      httpVersion: "http2and3",
      ipv6Enabled: true,
      priceClass: "PriceClass_100",
      ...(domain === null
        ? { viewerCertificate: { cloudFrontDefaultCertificate: true } }
        : {
            aliases: [domain.name],
            viewerCertificate: {
              acmCertificateArn: domain.certificateArn,
              sslSupportMethod: "sni-only",
              minimumProtocolVersion: "TLSv1.2_2021",
            },
          }),
      ...(firewallArn === null ? {} : { webAclId: firewallArn }),
      origins: [
        { id: "pages", ...bucketOrigin },
        ...(kind === "dashboard"
          ? []
          : [{ id: "views", ...bucketOrigin, ...(kind === "staging" ? { originPath: `/${previewFolder}` } : {}) }]),
        {
          id: "api",
          domainName: api.domain,
          customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
          originCustomHeaders: [
            { headerName: originHeaders.secret, headerValue: api.secret },
            { headerName: originHeaders.kind, headerValue: kind },
          ],
        },
      ],
      defaultCacheBehavior: pages,
      cacheBehaviors: [
        { ...calls, pathPattern: "/api/*" },
        { ...calls, pathPattern: "/healthz" },
        ...(kind === "dashboard" ? [] : [views]),
        { ...pages, pathPattern: "/assets/*", responseHeadersPolicyId: headers.assets, allowedMethods: reads },
        ...(kind === "dashboard"
          ? []
          : [{ ...pages, pathPattern: "/book*", responseHeadersPolicyId: headers.book, allowedMethods: reads }]),
      ],
      // Never cache an error, so that a new upload or booking is visible immediately. No error has its own page, because
      // that page would also replace the API's responses.
      customErrorResponses: [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((errorCode) => ({
        errorCode,
        errorCachingMinTtl: 0,
      })),
    },
  });
};

/** The cache behaviors of pages, API calls and views. */
const behaviorsOf = (kind: EdgeKind, { caches, headers, functions, callsToOrigin }: DistributionParts) => {
  const pages = {
    targetOriginId: "pages",
    cachePolicyId: caches.pages,
    responseHeadersPolicyId: headers.pages,
    viewerProtocolPolicy: "redirect-to-https",
    // The function returns 405 for other methods than GET and HEAD. Only the API can write to the bucket.
    allowedMethods: all,
    compress: true,
    functionAssociations: [onRequest(functions.pointer)],
  };
  const calls = {
    targetOriginId: "api",
    cachePolicyId: neverCached,
    originRequestPolicyId: callsToOrigin,
    responseHeadersPolicyId: headers.calls,
    // A call over plain http has already exposed its token. A redirect would encourage it.
    viewerProtocolPolicy: "https-only",
    allowedMethods: all,
    // Staging may be closed, so its pointer function also guards calls and views, and adds the viewer's address itself.
    functionAssociations: [onRequest(kind === "staging" ? functions.pointer : functions.viewerAddress)],
  };
  const views = {
    pathPattern: "/t/*",
    targetOriginId: "views",
    cachePolicyId: caches.views,
    responseHeadersPolicyId: headers.views,
    viewerProtocolPolicy: "https-only",
    allowedMethods: reads,
    ...(kind === "staging" ? { functionAssociations: [onRequest(functions.pointer)] } : {}),
  };
  return { pages, calls, views };
};

export interface DistributionParts {
  name: string;
  bucket: CfnBucket;
  /** The id of the origin access control. */
  access: string;
  caches: Record<"pages" | "views", string>;
  headers: Record<Served, string>;
  callsToOrigin: string;
  functions: Record<"pointer" | "viewerAddress", CfnFunction>;
  api: { domain: string; secret: string };
  firewallArn: string | null;
  domain: { name: string; certificateArn: string } | null;
}

const reads = ["GET", "HEAD"];
const all = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"];

const onRequest = (code: CfnFunction) => ({ eventType: "viewer-request", functionArn: code.attrFunctionArn });
