import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseEdgeCode, pagesOf, printEdgeCode, type EdgeKind } from "../../edge/edge-code.ts";
import type { EdgeEvent } from "../../edge/event.ts";
import { createLocalEdge } from "../../edge/local/local-edge.ts";
import { loadEdgeCode } from "../../edge/local/load-edge-code.ts";
import { edgeTtl, objectHeaders } from "../../edge/object-headers.ts";
import { njsIsInstalled, runUnderNjs } from "../../edge/run-under-njs.ts";
import { buildEdgeFunction } from "../../edge/build.ts";
import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import type { ObjectHeaders } from "../../store/port/object-store.ts";
import { FakeClock } from "../../test/harness/fake-clock.ts";
import { seededRandom } from "../../test/harness/seeded-random.ts";
import {
  at,
  full,
  listOf,
  resource,
  resources,
  templatesOf,
  textOf,
  wordAt,
  type TemplateJson,
} from "../test-templates.ts";

const kinds = ["site", "staging", "dashboard"] as const satisfies EdgeKind[];
const ids: Record<EdgeKind, string> = { site: "Site", staging: "Staging", dashboard: "Dashboard" };
const { main } = templatesOf();
const fully = templatesOf(full);
const bare = templatesOf({ firewall: false });

const configOf = (kind: EdgeKind, template: TemplateJson = main) =>
  at(resource(template, `${ids[kind]}Distribution`).Properties, "DistributionConfig");
const behaviors = (kind: EdgeKind) => listOf(at(configOf(kind), "CacheBehaviors"));
/** Picks a cache behavior like CloudFront: the first pattern that matches the viewer's path. */
const behaviorFor = (kind: EdgeKind, path: string): unknown =>
  behaviors(kind).find((each) => {
    const pattern = wordAt(each, "PathPattern");
    return pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
  }) ?? at(configOf(kind), "DefaultCacheBehavior");
const named = (behavior: unknown, property: string) => resource(main, wordAt(behavior, property, "Ref")).Properties;
const origin = (kind: EdgeKind, id: unknown) =>
  listOf(at(configOf(kind), "Origins")).find((each) => at(each, "Id") === id);

describe("three distributions", () => {
  it("are the only ones, each with its own function", () => {
    expect(resources(main, "AWS::CloudFront::Distribution").map(([id]) => id)).toEqual(
      kinds.map((kind) => `${ids[kind]}Distribution`),
    );
    for (const kind of kinds) {
      expect(configOf(kind)).toMatchObject({ Enabled: true, HttpVersion: "http2and3", PriceClass: "PriceClass_100" });
      expect(at(configOf(kind), "DefaultCacheBehavior", "FunctionAssociations")).toEqual([
        { EventType: "viewer-request", FunctionARN: { "Fn::Sub": `\${${ids[kind]}Function.FunctionARN}` } },
      ]);
      expect(resource(main, `${ids[kind]}Function`).Properties).toMatchObject({
        Name: `acme-${kind}`,
        FunctionConfig: { Runtime: "cloudfront-js-2.0" },
        AutoPublish: true,
      });
    }
  });

  it("require https, and TLS 1.2 with a custom domain", () => {
    for (const kind of kinds) {
      const all = [...behaviors(kind), at(configOf(kind), "DefaultCacheBehavior")];
      for (const each of all) expect(["https-only", "redirect-to-https"]).toContain(at(each, "ViewerProtocolPolicy"));
      expect(configOf(kind)).not.toHaveProperty("Aliases");
      expect(configOf(kind, fully.main)).toMatchObject({
        Aliases: [at(full.domains, kind)],
        ViewerCertificate: {
          AcmCertificateArn: full.domains?.certificate_arn,
          MinimumProtocolVersion: "TLSv1.2_2021",
          SslSupportMethod: "sni-only",
        },
      });
    }
  });

  it("use the firewall if the config has one", () => {
    for (const kind of kinds) {
      expect(configOf(kind)).toMatchObject({ WebACLId: { Ref: "FirewallArn" } });
      expect(configOf(kind, bare.main)).not.toHaveProperty("WebACLId");
    }
    expect(bare.main.Parameters).toBeUndefined();
    expect(bare.firewall.Resources).toEqual({});
    expect(resource(templatesOf().firewall, "Firewall").Properties).toMatchObject({
      Scope: "CLOUDFRONT",
      DefaultAction: { Allow: {} },
      Rules: [
        {
          Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
          Statement: { RateBasedStatement: { AggregateKeyType: "IP", EvaluationWindowSec: 300, Limit: 2_000 } },
          VisibilityConfig: { SampledRequestsEnabled: false },
        },
      ],
    });
  });
});

describe("the pointer function", () => {
  it("has a pinned text, so that a new template does not overwrite the live pointer", () => {
    const all = kinds.map((kind) => resource(main, `${ids[kind]}Function`).Properties);
    // Never update this hash: a changed text would take every owner's pages down at the next apply.
    const text = JSON.stringify(all.map((each) => Object.entries(each).toSorted(byName)));
    expect(createHash("sha256").update(text).digest("hex")).toBe(pinned);
    expect(kinds.map((kind) => resource(fully.main, `${ids[kind]}Function`).Properties)).toEqual(all);
  });

  it.each(kinds)("on %s is code that promotion can parse, and returns 503 for each page", async (kind) => {
    const code = wordAt(resource(main, `${ids[kind]}Function`).Properties, "FunctionCode");
    const parsed = parseEdgeCode(code);
    expect(parsed).toMatchObject({ promotion: null, table: { kind, pages: {}, fixed: {} } });
    expect(printEdgeCode(parsed)).toBe(code);
    const events = paths(kind).map((path) => eventFor(path));
    const results = [unavailable, ...pagesOf[kind].map(() => unavailable), passed, passed];
    expect(events.map((event) => loadEdgeCode(code)(event))).toEqual(results);
    // Before the first release no page exists, and the real logic would lead to a missing object.
    expect(code).not.toBe(await buildEdgeFunction({ table: parsed.table }));
  });

  it("does not run for API calls, except on staging; another function overwrites the viewer's address", () => {
    const address = resource(main, "ViewerAddressFunction").Properties;
    // Staging may be closed, so its pointer function also guards calls and adds the address: release/preview/preview-gate.test.ts.
    for (const kind of kinds)
      for (const path of ["/api/v1/bookings", "/healthz"])
        expect(at(behaviorFor(kind, path), "FunctionAssociations")).toEqual([
          {
            EventType: "viewer-request",
            FunctionARN: {
              "Fn::Sub": `\${${kind === "staging" ? "StagingFunction" : "ViewerAddressFunction"}.FunctionARN}`,
            },
          },
        ]);
    expect(address).toMatchObject({ AutoPublish: true, FunctionConfig: { Runtime: "cloudfront-js-2.0" } });
    const code = wordAt(address, "FunctionCode");
    const forged = () => eventFor("/api/v1/bookings", { "x-viewer-address": { value: "203.0.113.66" } });
    const overwritten = expect.objectContaining({
      uri: "/api/v1/bookings",
      headers: { "x-viewer-address": { value: "198.51.100.7" } },
    });
    expect(loadEdgeCode(code)(forged())).toEqual(overwritten);
  });

  // A machine without njs reports these as skipped. CI counts a skipped test as a failure.
  const underNjs = it.skipIf(!njsIsInstalled());

  underNjs.each(kinds)("on %s gives the same results under njs and Node", (kind) => {
    const code = wordAt(resource(main, `${ids[kind]}Function`).Properties, "FunctionCode");
    const events = () => paths(kind).map((path) => eventFor(path));
    expect(runUnderNjs(code, events())).toEqual(events().map((event) => loadEdgeCode(code)(event)));
  });

  underNjs("the viewer-address function gives the same results under njs and Node", () => {
    const code = wordAt(resource(main, "ViewerAddressFunction").Properties, "FunctionCode");
    const forged = () => eventFor("/api/v1/bookings", { "x-viewer-address": { value: "203.0.113.66" } });
    expect(runUnderNjs(code, [forged()])).toEqual([loadEdgeCode(code)(forged())]);
  });
});

describe("the bucket", () => {
  it("requires signed requests and lets each distribution read only its own prefixes", () => {
    expect(resources(main, "AWS::CloudFront::OriginAccessControl").map(([, { Properties }]) => Properties)).toEqual([
      {
        OriginAccessControlConfig: {
          Name: "acme-bucket",
          OriginAccessControlOriginType: "s3",
          SigningBehavior: "always",
          SigningProtocol: "sigv4",
        },
      },
    ]);
    const policy = listOf(at(resource(main, "PublicBucketPolicy").Properties, "PolicyDocument", "Statement"));
    const allowed = policy.filter((each) => at(each, "Effect") === "Allow");
    expect(
      allowed.map((each) => ({
        by: at(each, "Principal"),
        may: at(each, "Action"),
        what: listOf(at(each, "Resource")).map(textOf),
        through: textOf(at(each, "Condition", "StringEquals", "AWS:SourceArn")),
      })),
    ).toEqual(
      [
        ["Site", ["assets/*", "brand/*", "releases/*", "t/*"]],
        ["Staging", ["assets/*", "brand/*", "releases/*", "preview/t/*"]],
        ["Dashboard", ["assets/*", "brand/*", "releases/*"]],
      ].map(([title, names]) => ({
        by: { Service: "cloudfront.amazonaws.com" },
        // No ListBucket, so that a missing object looks like a forbidden one.
        may: "s3:GetObject",
        what: listOf(names).map((name) => `\${PublicBucket.Arn}/${String(name)}`),
        through: `arn:\${AWS::Partition}:cloudfront::\${AWS::AccountId}:distribution/\${${String(title)}Distribution}`,
      })),
    );
  });

  it("serves the preview store's views on staging", () => {
    expect(at(origin("staging", "views"), "OriginPath")).toBe("/preview");
    expect(at(origin("site", "views"), "OriginPath")).toBeUndefined();
    expect(origin("dashboard", "views")).toBeUndefined();
  });
});

describe("caches", () => {
  it("have no minimum TTL, and no query string, header or cookie in their keys", () => {
    const policies = resources(main, "AWS::CloudFront::CachePolicy");
    expect(policies).toHaveLength(2);
    for (const [, { Properties }] of policies)
      expect(Properties["CachePolicyConfig"]).toMatchObject({
        MinTTL: 0,
        ParametersInCacheKeyAndForwardedToOrigin: {
          QueryStringsConfig: { QueryStringBehavior: "none" },
          HeadersConfig: { HeaderBehavior: "none" },
          CookiesConfig: { CookieBehavior: "none" },
        },
      });
    for (const kind of kinds)
      for (const path of ["/", "/book/", "/track/x", "/assets/a.js"])
        expect(behaviorFor(kind, path)).not.toHaveProperty("OriginRequestPolicyId");
  });

  it.each(kinds)("never keep API calls on %s, which are forwarded with all headers except Host", (kind) => {
    for (const path of ["/api/v1/bookings", "/api/", "/healthz"]) {
      const behavior = behaviorFor(kind, path);
      // AWS's own policy: CachingDisabled.
      expect(at(behavior, "CachePolicyId")).toBe("4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
      expect(at(behavior, "TargetOriginId")).toBe("api");
      expect(listOf(at(behavior, "AllowedMethods"))).toHaveLength(7);
      expect(named(behavior, "OriginRequestPolicyId")["OriginRequestPolicyConfig"]).toMatchObject({
        HeadersConfig: { HeaderBehavior: "allExcept", Headers: ["Host"] },
        CookiesConfig: { CookieBehavior: "all" },
        QueryStringsConfig: { QueryStringBehavior: "all" },
      });
    }
  });

  it("keep each object exactly as long as the local edge", () => {
    for (const [path, key] of [
      ["/track/x", "releases/r1/track.html"],
      ["/book/", "releases/r1/book.html"],
      ["/assets/a-1.js", "assets/a-1.js"],
      ["/t/Zk3mPq8XvR1tYw5NcB7dHQ", "t/Zk3mPq8XvR1tYw5NcB7dHQ"],
    ] as const) {
      const policy = named(behaviorFor("site", path), "CachePolicyId")["CachePolicyConfig"];
      const { cacheControl } = objectHeaders(key);
      expect(cacheControl).toMatch(/max-age/);
      expect(Number(at(policy, "MaxTTL")), path).toBeGreaterThanOrEqual(edgeTtl(cacheControl));
    }
    const pages = named(behaviorFor("site", "/track/"), "CachePolicyId")["CachePolicyConfig"];
    expect(at(pages, "DefaultTTL")).toBe(edgeTtl(""));
  });

  it("keep views for at most a minute and only with a lifetime, pages as long as their lifetime", () => {
    const times = (path: string) => {
      const policy = named(behaviorFor("site", path), "CachePolicyId")["CachePolicyConfig"];
      return ["MinTTL", "DefaultTTL", "MaxTTL"].map((name) => Number(at(policy, name)));
    };
    expect(times("/t/Zk3mPq8XvR1tYw5NcB7dHQ")).toEqual([0, 0, 60]);
    for (const path of ["/track/x", "/book/", "/assets/a-1.js"]) expect(times(path)).toEqual([0, 86_400, 31_536_000]);
  });

  it("never keep errors or replace their bodies", () => {
    for (const kind of kinds) {
      const errors = listOf(at(configOf(kind), "CustomErrorResponses"));
      for (const code of [403, 404, 500, 502, 503, 504])
        expect(errors).toContainEqual({ ErrorCode: code, ErrorCachingMinTTL: 0 });
      for (const each of errors)
        expect(Object.keys(each as object).toSorted()).toEqual(["ErrorCachingMinTTL", "ErrorCode"]);
    }
  });
});

describe("headers equal the object's and the local edge's, plus HSTS", () => {
  it.each([
    ["site", "/track/", "track.html"],
    ["site", "/track/anything", "track.html"],
    ["site", "/book/", "book.html"],
    ["site", "/book.html", "book.html"],
    ["site", "/assets/a-1.js", "assets/a-1.js"],
    ["site", "/t/Zk3mPq8XvR1tYw5NcB7dHQ", "t/Zk3mPq8XvR1tYw5NcB7dHQ"],
    ["staging", "/dashboard/", "dashboard.html"],
    ["staging", "/book/", "book.html"],
    ["dashboard", "/", "dashboard.html"],
    ["dashboard", "/board/2026-11-27", "dashboard.html"],
  ] as const)("%s %s", async (kind, path, key) => {
    const { "strict-transport-security": hsts, ...deployed } = policyHeaders(
      named(behaviorFor(kind, path), "ResponseHeadersPolicyId"),
    );
    expect(hsts).toBe("max-age=31536000");
    // CloudFront passes the bucket's headers on, and its policy does not change them.
    const { contentType, cacheControl } = storedWith(key);
    const stored = { "content-type": contentType, "cache-control": cacheControl };
    expect({ ...deployed, ...stored }).toEqual({ ...stored, ...deployed });
    expect({ ...stored, ...deployed }).toEqual(await localHeaders(kind, path));
  });

  it("a 404 of the function has the policy of a page", async () => {
    const { "strict-transport-security": _, ...deployed } = policyHeaders(
      named(behaviorFor("site", "/nothing"), "ResponseHeadersPolicyId"),
    );
    expect(await localHeaders("site", "/nothing")).toEqual({
      ...deployed,
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
    });
  });

  it("API calls set their own headers; the edge adds only HSTS", () => {
    for (const kind of kinds)
      expect(policyHeaders(named(behaviorFor(kind, "/api/v1/catalog"), "ResponseHeadersPolicyId"))).toEqual({
        "strict-transport-security": "max-age=31536000",
      });
  });

  /** The headers of the real local edge, without those that it derives from the bytes. */
  const localHeaders = async (kind: EdgeKind, path: string) => {
    const store = new MemoryObjectStore(() => 0);
    const names = ["track.html", "book.html", "dashboard.html", "assets/a-1.js", "t/Zk3mPq8XvR1tYw5NcB7dHQ"];
    for (const name of names) await store.put(name, new Uint8Array([1]), "absent", storedWith(name));
    const edge = createLocalEdge({
      kind,
      code: await buildEdgeFunction({ table: { kind, pages: {}, fixed: {} } }),
      store,
      api: () => Promise.resolve(new Response()),
      hosts: ["localhost"],
      clock: new FakeClock(),
      random: seededRandom(1),
    });
    const { headers } = await edge.fetch(new Request(`http://localhost${path}`), { clientAddress: "127.0.0.1" });
    const own = /^(?:etag|x-request-id|content-(?:length|encoding)|vary)$/;
    return Object.fromEntries([...headers].filter(([name]) => !own.test(name)));
  };
});

/** Lifetimes that no key has by default, so that they appear only if the stored headers are sent. */
const storedWith = (key: string): ObjectHeaders => ({
  contentType: objectHeaders(key).contentType,
  cacheControl: `max-age=${key.length}, s-maxage=1`,
});

const policyHeaders = (properties: Record<string, unknown>): Record<string, string> => {
  const config = at(properties, "ResponseHeadersPolicyConfig");
  const headers: Record<string, string> = {};
  const add = (name: string, from: unknown, ...path: string[]) => {
    if (at(from, ...path) !== undefined) headers[name] = wordAt(from, ...path);
  };
  const security = at(config, "SecurityHeadersConfig");
  headers["strict-transport-security"] =
    `max-age=${wordAt(security, "StrictTransportSecurity", "AccessControlMaxAgeSec")}`;
  if (at(security, "ContentTypeOptions") !== undefined) headers["x-content-type-options"] = "nosniff";
  add("referrer-policy", security, "ReferrerPolicy", "ReferrerPolicy");
  add("x-frame-options", security, "FrameOptions", "FrameOption");
  add("content-security-policy", security, "ContentSecurityPolicy", "ContentSecurityPolicy");
  for (const item of listOf(at(config, "CustomHeadersConfig", "Items"))) add(wordAt(item, "Header"), item, "Value");
  return headers;
};

const eventFor = (uri: string, headers: EdgeEvent["request"]["headers"] = {}): EdgeEvent => ({
  version: "1.0",
  context: { eventType: "viewer-request" },
  viewer: { ip: "198.51.100.7" },
  request: { method: "GET", uri, querystring: {}, headers, cookies: {} },
});
const paths = (kind: EdgeKind) => ["/", ...pagesOf[kind].map((page) => `/${page}/`), "/api/v1/catalog", "/healthz"];
const unavailable = expect.objectContaining({ statusCode: 503 });
const passed = expect.objectContaining({
  method: "GET",
  uri: expect.stringMatching(/^\/(?:api\/v1\/catalog|healthz)$/),
});

const pinned = "22611b0999f06c78e3d4608564ad9836f33509ddf53726e05eade0fc02290b56";

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
