import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseEdgeCode, pagesOf, printEdgeCode, type EdgeKind } from "../../edge/edge-code.ts";
import type { EdgeEvent } from "../../edge/event.ts";
import { createLocalEdge } from "../../edge/local/local-edge.ts";
import { loadEdgeCode } from "../../edge/local/load-edge-code.ts";
import { edgeTtl, objectHeaders } from "../../edge/object-headers.ts";
import { njsIsInstalled, runUnderNjs } from "../../edge/run-under-njs.ts";
import { buildEdgeFunction } from "../../edge/build.ts";
import { MemoryObjectStore } from "../../store/objects/memory/memory-object-store.ts";
import type { ObjectHeaders } from "../../store/objects/object-store.ts";
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
} from "../under-test.ts";

const kinds = ["site", "staging", "dashboard"] as const satisfies EdgeKind[];
const ids: Record<EdgeKind, string> = { site: "Site", staging: "Staging", dashboard: "Dashboard" };
const { main } = templatesOf();
const fully = templatesOf(full);
const bare = templatesOf({ firewall: false });

const configOf = (kind: EdgeKind, template: TemplateJson = main) =>
  at(resource(template, `${ids[kind]}Distribution`).Properties, "DistributionConfig");
const behaviours = (kind: EdgeKind) => listOf(at(configOf(kind), "CacheBehaviors"));
/** As CloudFront chooses: the first pattern that fits, by what the viewer asked for. */
const behaviourFor = (kind: EdgeKind, path: string): unknown =>
  behaviours(kind).find((each) => {
    const pattern = wordAt(each, "PathPattern");
    return pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
  }) ?? at(configOf(kind), "DefaultCacheBehavior");
const named = (behaviour: unknown, property: string) => resource(main, wordAt(behaviour, property, "Ref")).Properties;
const origin = (kind: EdgeKind, id: unknown) =>
  listOf(at(configOf(kind), "Origins")).find((each) => at(each, "Id") === id);

describe("three distributions", () => {
  it("are the only ones, each with a function of its own", () => {
    expect(resources(main, "AWS::CloudFront::Distribution").map(([id]) => id)).toEqual(
      kinds.map((kind) => `${ids[kind]}Distribution`),
    );
    for (const kind of kinds) {
      expect(at(configOf(kind), "DefaultCacheBehavior", "FunctionAssociations")).toEqual([
        { EventType: "viewer-request", FunctionARN: { "Fn::GetAtt": [`${ids[kind]}Function`, "FunctionARN"] } },
      ]);
      expect(resource(main, `${ids[kind]}Function`).Properties).toMatchObject({
        Name: `acme-${kind}`,
        FunctionConfig: { Runtime: "cloudfront-js-2.0" },
        AutoPublish: true,
      });
    }
  });

  it("speak https, and with a domain nothing older than TLS 1.2", () => {
    for (const kind of kinds) {
      const all = [...behaviours(kind), at(configOf(kind), "DefaultCacheBehavior")];
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

  it("stand behind the firewall, where one is wanted", () => {
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

describe("the function is the pointer", () => {
  it("its text in the template is the same for ever: a new template must not write over what is live", () => {
    const all = kinds.map((kind) => resource(main, `${ids[kind]}Function`).Properties);
    // Not to be brought up to date: whoever changes this takes every page of every owner down at the next apply.
    const text = JSON.stringify(all.map((each) => Object.entries(each).toSorted(byName)));
    expect(createHash("sha256").update(text).digest("hex")).toBe(pinned);
    expect(kinds.map((kind) => resource(fully.main, `${ids[kind]}Function`).Properties)).toEqual(all);
  });

  it.each(kinds)("on %s it is code that promotion reads, points nowhere, and says so", async (kind) => {
    const code = wordAt(resource(main, `${ids[kind]}Function`).Properties, "FunctionCode");
    const parsed = parseEdgeCode(code);
    expect(parsed).toMatchObject({ promotion: null, table: { kind, pages: {}, fixed: {} } });
    expect(printEdgeCode(parsed)).toBe(code);
    const events = ["/", ...pagesOf[kind].map((page) => `/${page}/`), "/api/v1/catalog", "/healthz"].map((path) =>
      ask(path),
    );
    const answers = [unavailable, ...pagesOf[kind].map(() => unavailable), passed, passed];
    expect(events.map((event) => loadEdgeCode(code)(event))).toEqual(answers);
    // Until there is a release there is nothing to fall back to either: the real logic would say 404 to everybody.
    expect(code).not.toBe(await buildEdgeFunction({ table: parsed.table }));
  });

  it("calls do not pass it; another, that knows no release, writes who asks over whatever was sent", () => {
    const address = resource(main, "ViewerAddressFunction").Properties;
    // On staging, which may be closed, the pointer guards calls and writes who asks itself: release/preview-gate.test.ts.
    for (const kind of kinds)
      for (const path of ["/api/v1/bookings", "/healthz"])
        expect(at(behaviourFor(kind, path), "FunctionAssociations")).toEqual([
          {
            EventType: "viewer-request",
            FunctionARN: {
              "Fn::GetAtt": [kind === "staging" ? "StagingFunction" : "ViewerAddressFunction", "FunctionARN"],
            },
          },
        ]);
    expect(address).toMatchObject({ AutoPublish: true, FunctionConfig: { Runtime: "cloudfront-js-2.0" } });
    const code = wordAt(address, "FunctionCode");
    const forged = () => ask("/api/v1/bookings", { "x-viewer-address": { value: "203.0.113.66" } });
    const seen = expect.objectContaining({
      uri: "/api/v1/bookings",
      headers: { "x-viewer-address": { value: "198.51.100.7" } },
    });
    expect(loadEdgeCode(code)(forged())).toEqual(seen);
  });

  // A machine without njs reports these as skipped. CI counts a skipped test as a failure.
  const underNjs = it.skipIf(!njsIsInstalled());

  underNjs.each(kinds)("on %s it answers under njs as under Node", (kind) => {
    const code = wordAt(resource(main, `${ids[kind]}Function`).Properties, "FunctionCode");
    const answers = paths(kind).map((path) => loadEdgeCode(code)(ask(path)));
    expect(
      runUnderNjs(
        code,
        paths(kind).map((path) => ask(path)),
      ),
    ).toEqual(answers);
  });

  underNjs("it writes who asks under njs as under Node", () => {
    const code = wordAt(resource(main, "ViewerAddressFunction").Properties, "FunctionCode");
    const forged = () => ask("/api/v1/bookings", { "x-viewer-address": { value: "203.0.113.66" } });
    expect(runUnderNjs(code, [forged()])).toEqual([loadEdgeCode(code)(forged())]);
  });
});

describe("the bucket", () => {
  it("is signed for at each request, and lets each distribution read what its pages are made of, by name", () => {
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
        // And so not ListBucket: what is not there cannot be told from what is.
        may: "s3:GetObject",
        what: listOf(names).map((name) => `\${PublicBucket.Arn}/${String(name)}`),
        through: `arn:\${AWS::Partition}:cloudfront::\${AWS::AccountId}:distribution/\${${String(title)}Distribution}`,
      })),
    );
  });

  it("staging shows the preview store's views", () => {
    expect(at(origin("staging", "views"), "OriginPath")).toBe("/preview");
    expect(at(origin("site", "views"), "OriginPath")).toBeUndefined();
    expect(origin("dashboard", "views")).toBeUndefined();
  });
});

describe("caches", () => {
  it("no least time anywhere, and no query string, header or cookie in any key", () => {
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
        expect(behaviourFor(kind, path)).not.toHaveProperty("OriginRequestPolicyId");
  });

  it.each(kinds)("calls on %s are never kept, and all of them arrives but the Host", (kind) => {
    for (const path of ["/api/v1/bookings", "/api/", "/healthz"]) {
      const behaviour = behaviourFor(kind, path);
      // AWS's own policy: CachingDisabled.
      expect(at(behaviour, "CachePolicyId")).toBe("4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
      expect(at(behaviour, "TargetOriginId")).toBe("api");
      expect(listOf(at(behaviour, "AllowedMethods"))).toHaveLength(7);
      expect(named(behaviour, "OriginRequestPolicyId")["OriginRequestPolicyConfig"]).toMatchObject({
        HeadersConfig: { HeaderBehavior: "allExcept", Headers: ["Host"] },
        CookiesConfig: { CookieBehavior: "all" },
        QueryStringsConfig: { QueryStringBehavior: "all" },
      });
    }
  });

  it("keep each object exactly as long as the edge of this machine does", () => {
    for (const [path, key] of [
      ["/track/x", "releases/r1/track.html"],
      ["/book/", "releases/r1/book.html"],
      ["/assets/a-1.js", "assets/a-1.js"],
      ["/t/Zk3mPq8XvR1tYw5NcB7dHQ", "t/Zk3mPq8XvR1tYw5NcB7dHQ"],
    ] as const) {
      const policy = named(behaviourFor("site", path), "CachePolicyId")["CachePolicyConfig"];
      const { cacheControl } = objectHeaders(key);
      expect(cacheControl).toMatch(/max-age/);
      expect(Number(at(policy, "MaxTTL")), path).toBeGreaterThanOrEqual(edgeTtl(cacheControl));
    }
    const pages = named(behaviourFor("site", "/track/"), "CachePolicyId")["CachePolicyConfig"];
    expect(at(pages, "DefaultTTL")).toBe(edgeTtl(""));
  });

  it("keep views for a minute at most, and not at all where they say nothing; pages as long as they say", () => {
    const times = (path: string) => {
      const policy = named(behaviourFor("site", path), "CachePolicyId")["CachePolicyConfig"];
      return ["MinTTL", "DefaultTTL", "MaxTTL"].map((name) => Number(at(policy, name)));
    };
    expect(times("/t/Zk3mPq8XvR1tYw5NcB7dHQ")).toEqual([0, 0, 60]);
    for (const path of ["/track/x", "/book/", "/assets/a-1.js"]) expect(times(path)).toEqual([0, 86_400, 31_536_000]);
  });

  it("keep no error, and give none another body", () => {
    for (const kind of kinds) {
      const errors = listOf(at(configOf(kind), "CustomErrorResponses"));
      for (const code of [403, 404, 500, 502, 503, 504])
        expect(errors).toContainEqual({ ErrorCode: code, ErrorCachingMinTTL: 0 });
      for (const each of errors)
        expect(Object.keys(each as object).toSorted()).toEqual(["ErrorCachingMinTTL", "ErrorCode"]);
    }
  });
});

describe("headers are those of the object and of the edge of this machine, and HSTS", () => {
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
      named(behaviourFor(kind, path), "ResponseHeadersPolicyId"),
    );
    expect(hsts).toBe("max-age=31536000");
    // CloudFront hands on what the bucket answers, and its policy changes none of that.
    const { contentType, cacheControl } = storedWith(key);
    const stored = { "content-type": contentType, "cache-control": cacheControl };
    expect({ ...deployed, ...stored }).toEqual({ ...stored, ...deployed });
    expect({ ...stored, ...deployed }).toEqual(await localHeaders(kind, path));
  });

  it("what the function refuses has the policy of a page", async () => {
    const { "strict-transport-security": _, ...deployed } = policyHeaders(
      named(behaviourFor("site", "/nothing"), "ResponseHeadersPolicyId"),
    );
    expect(await localHeaders("site", "/nothing")).toEqual({
      ...deployed,
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
    });
  });

  it("calls say theirs themselves; the edge adds HSTS alone", () => {
    for (const kind of kinds)
      expect(policyHeaders(named(behaviourFor(kind, "/api/v1/catalog"), "ResponseHeadersPolicyId"))).toEqual({
        "strict-transport-security": "max-age=31536000",
      });
  });

  /** What the real local edge says, less what it works out of the bytes; and what is stored with each object. */
  const localHeaders = async (kind: EdgeKind, path: string) => {
    const store = new MemoryObjectStore();
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

/** No key says these lifetimes by itself: they are seen only where what is stored is what is sent. */
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

const ask = (uri: string, headers: EdgeEvent["request"]["headers"] = {}): EdgeEvent => ({
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
