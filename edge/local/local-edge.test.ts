import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Clock } from "../../domain/clock.ts";
import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import type { GetOutcome, ObjectHeaders, ObjectStore, Version } from "../../store/port/object-store.ts";
import { buildEdgeFunction } from "../build.ts";
import { emptyRoutingTable, type EdgeKind } from "../edge-code.ts";
import { objectHeaders } from "../object-headers.ts";
import { createLocalEdge, type ApiContext } from "./local-edge.ts";

const lookup = "Zk3mPq8XvR1tYw5NcB7dHQ";
const otherLookup = "-_3mPq8XvR1tYw5NcB7dHA";
const html = (name: string) => `<!doctype html><title>${name}</title>${"<p>The same words again.</p>".repeat(50)}`;

describe("pages", () => {
  it("have their body, content type and the page policy", async () => {
    const { request } = await edgeOf("site");
    const response = await request("/track/some-token?a=1&a=2");
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(html("track"));
    expect(Object.fromEntries(response.headers)).toEqual({
      "cache-control": "public, max-age=0, s-maxage=5, must-revalidate",
      "content-length": String(html("track").length),
      "content-security-policy": "frame-ancestors 'none'",
      "content-type": "text/html; charset=utf-8",
      etag: expect.stringMatching(/^"[\w-]{22}"$/),
      "referrer-policy": "no-referrer",
      vary: "accept-encoding",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "x-request-id": expect.stringMatching(/^[\w-]{12}$/),
      "x-robots-tag": "noindex",
    });
  });

  it("have the headers that are stored with them", async () => {
    const { request, clock, put } = await edgeOf("site");
    const stored = { contentType: "text/html; charset=latin1", cacheControl: "public, max-age=0, s-maxage=9" };
    await put("track.html", html("stored"), stored);
    const headersOf = async () => {
      const { headers } = await request("/track/");
      return [headers.get("content-type"), headers.get("cache-control"), headers.get("x-frame-options")];
    };
    expect(await headersOf()).toEqual([stored.contentType, stored.cacheControl, "DENY"]);
    await put("track.html", html("newer"), stored);
    clock.step(8_999);
    expect(await (await request("/track/")).text()).toBe(html("stored"));
    clock.step(1);
    expect(await (await request("/track/")).text()).toBe(html("newer"));
  });

  it("stored without headers have those of their key", async () => {
    const { request, put } = await edgeOf("site");
    await put("track.html", html("early"), null);
    const { headers } = await request("/track/");
    expect([headers.get("content-type"), headers.get("cache-control")]).toEqual([
      "text/html; charset=utf-8",
      "public, max-age=0, s-maxage=5, must-revalidate",
    ]);
  });

  it("allow search engines on the booking page only", async () => {
    const { request } = await edgeOf("staging");
    expect((await request("/book/")).headers.has("x-robots-tag")).toBe(false);
    expect((await request("/dashboard/jobs")).headers.get("x-robots-tag")).toBe("noindex");
  });

  it("are one cached object for all paths and queries that lead to them", async () => {
    const { request, reads } = await edgeOf("site");
    for (const path of ["/track/", "/track/a", "/track/b?x=1", "/track.html?token=abc"])
      expect((await request(path)).status).toBe(200);
    expect(reads).toEqual(["track.html"]);
  });

  it("are revalidated by version after their TTL", async () => {
    const { request, reads, clock, put } = await edgeOf("site");
    await request("/track/");
    await put("track.html", html("newer"));
    clock.step(4_999);
    expect(await (await request("/track/")).text()).toBe(html("track"));
    clock.step(1);
    expect(await (await request("/track/")).text()).toBe(html("newer"));
    clock.step(5_000);
    expect(await (await request("/track/")).text()).toBe(html("newer"));
    expect(reads).toEqual(["track.html", "track.html", "track.html"]);
  });

  it("are compressed as the viewer accepts", async () => {
    const { request } = await edgeOf("site");
    const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
    const brotli = await request("/book/", { headers: { "accept-encoding": "gzip, deflate, br" } });
    expect(brotli.headers.get("content-encoding")).toBe("br");
    expect(brotli.headers.get("etag")).toMatch(/^W\/"/);
    const bytes = await bytesOf(brotli);
    expect(brotli.headers.get("content-length")).toBe(String(bytes.length));
    expect(brotliDecompressSync(bytes).toString()).toBe(html("book"));
    const gzip = await request("/book/", { headers: { "accept-encoding": "br;q=0, *" } });
    expect(gzip.headers.get("content-encoding")).toBe("gzip");
    expect(gunzipSync(await bytesOf(gzip)).toString()).toBe(html("book"));
    for (const none of ["identity", "br;q=0, gzip;q=0.0", "zstd"])
      expect((await request("/book/", { headers: { "accept-encoding": none } })).headers.has("content-encoding")).toBe(
        false,
      );
  });

  it("return 304 for their ETag, compressed or not, and no body for HEAD", async () => {
    const { request } = await edgeOf("site");
    const plain = (await request("/book/")).headers.get("etag") ?? "";
    const weak = (await request("/book/", { headers: { "accept-encoding": "br" } })).headers.get("etag") ?? "";
    for (const etag of [plain, weak, `"x", ${weak}`, "*"]) {
      const response = await request("/book/", { headers: { "accept-encoding": "br", "if-none-match": etag } });
      expect(response.status).toBe(304);
      expect(await response.text()).toBe("");
      expect(response.headers.get("etag")).toBe(weak);
    }
    expect((await request("/book/", { headers: { "if-none-match": '"x"' } })).status).toBe(200);
    const head = await request("/book/", { method: "HEAD" });
    expect([head.status, await head.text(), head.headers.get("content-length")]).toEqual([
      200,
      "",
      String(html("book").length),
    ]);
  });

  it("return a 404 with the escaped phone number, for customers only", async () => {
    const contact = { name: "O’Brien <b>& Sons</b>", phone: "+16195550142", phone_text: "(619) 555-0142", phone_link: "tel:+16195550142" }; // prettier-ignore
    for (const kind of ["site", "staging"] as const) {
      const { request, put } = await edgeOf(kind);
      await put("brand/contact.json", JSON.stringify(contact));
      const page = await (await request("/nothing")).text();
      expect(page).toContain('<b id="name">O’Brien &#60;b&#62;&#38; Sons&#60;/b&#62;</b>');
      expect(page).toContain('<a id="call" href="tel:+16195550142">Call (619) 555-0142</a>');
    }
    const dashboard = await edgeOf("dashboard");
    await dashboard.put("brand/contact.json", JSON.stringify(contact));
    const staff = await (await dashboard.request("/nothing.js")).text();
    expect(staff).not.toMatch(/555-0142|Book a job/);
    expect(staff).toContain('<a href="/">Open the board</a>');
  });

  it.each([
    ["truncated", '{"name":'],
    ["without a phone", '{"name":"Coastline Hauling","phone":null,"phone_text":null,"phone_link":null}'],
    ["with a script link", '{"name":"Coastline Hauling","phone_text":"x","phone_link":"javascript:alert(1)"}'],
  ])("return a 404 without a phone number if the contact is %s", async (_, contact) => {
    const { request, put } = await edgeOf("site");
    await put("brand/contact.json", contact);
    const page = await (await request("/nothing")).text();
    expect(page).toContain('<a id="call" hidden></a>');
    expect(page).toContain("There’s nothing at this address");
  });

  it("return 404 for unknown paths and never cache it", async () => {
    const { request, reads } = await edgeOf("site");
    for (const path of ["/nothing", "/dashboard/", "/track//x", "/track/%2e%2e/book", "/releases/r1/track.html"]) {
      const response = await request(path, {}, path);
      expect([path, response.status, response.headers.get("cache-control")]).toEqual([path, 404, "no-store"]);
    }
    expect((await request("/book/", { method: "POST" })).status).toBe(405);
    // The 404 page shows the phone number, so the edge reads the contact and nothing else.
    expect(new Set(reads)).toEqual(new Set(["brand/contact.json"]));
    reads.length = 0;
    expect((await request("/assets/gone-1.js")).status).toBe(404);
    expect((await request("/assets/gone-1.js")).status).toBe(404);
    expect(reads).toEqual(["assets/gone-1.js", "assets/gone-1.js"]);
  });

  it("redirect with their query as sent", async () => {
    const { request } = await edgeOf("site");
    const response = await request("/track?b=%2F&a=1&b=2&c");
    expect([response.status, response.headers.get("location")]).toEqual([302, "/track/?b=%2F&a=1&b=2&c"]);
    expect((await request("/")).headers.get("location")).toBe("/book/");
  });

  it("redirect from a loopback address to localhost; API calls and views do not", async () => {
    const { request } = await edgeOf("site");
    for (const host of ["127.0.0.1:4100", "[::1]:4100"]) {
      const response = await request("/track/?token=a&b", {}, undefined, host);
      expect([response.status, response.headers.get("location")]).toEqual([
        302,
        "http://localhost:4100/track/?token=a&b",
      ]);
      expect((await request("/nothing", {}, undefined, host)).status).toBe(404);
      expect((await request("/api/v1/catalog", {}, undefined, host)).status).toBe(200);
      expect((await request(`/t/${lookup}`, {}, undefined, host)).status).toBe(200);
    }
  });

  it("change with the code immediately, without an invalidation", async () => {
    const { request, edge, put } = await edgeOf("site");
    await put("releases/r2/track.html", html("second"));
    await request("/track/");
    edge.replaceCode(
      await buildEdgeFunction({ table: { kind: "site", pages: { track: "/releases/r2/track.html" }, fixed: {} } }),
    );
    expect(await (await request("/track/")).text()).toBe(html("second"));
    expect(await (await request("/book/")).text()).toBe(html("book"));
  });

  it("serve assets as immutable and fixed names as short-lived", async () => {
    const { request, edge, put } = await edgeOf("dashboard");
    await put("assets/board-1a.js", "export {}");
    await put("releases/r1/sw.js", "self");
    edge.replaceCode(
      await buildEdgeFunction({ table: { kind: "dashboard", pages: {}, fixed: { "/sw.js": "/releases/r1/sw.js" } } }),
    );
    const asset = await request("/assets/board-1a.js");
    expect([asset.headers.get("cache-control"), asset.headers.get("content-type")]).toEqual([
      "public, max-age=31536000, immutable",
      "text/javascript; charset=utf-8",
    ]);
    expect((await request("/sw.js")).headers.get("cache-control")).toContain("must-revalidate");
    expect(await (await request("/jobs/261127-7K3Q")).text()).toBe(html("dashboard"));
  });
});

describe("views", () => {
  it("are bytes with an ETag and a TTL of two seconds", async () => {
    const { request, reads, clock, put } = await edgeOf("site");
    const first = await request(`/t/${lookup}?ignored=1`);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      "cache-control": "max-age=0, s-maxage=2",
      "content-type": "application/octet-stream",
      "content-length": "5",
      "x-content-type-options": "nosniff",
    });
    const etag = first.headers.get("etag") ?? "";
    await put(`t/${lookup}`, "later");
    clock.step(1_999);
    expect((await request(`/t/${lookup}`, { headers: { "if-none-match": etag } })).status).toBe(304);
    clock.step(1);
    const second = await request(`/t/${lookup}`, { headers: { "if-none-match": etag } });
    expect([second.status, await second.text()]).toEqual([200, "later"]);
    expect(reads).toEqual([`t/${lookup}`, `t/${lookup}`]);
  });

  it("return an uncached 404 if missing; invalid names never reach the store", async () => {
    const { request, reads, put } = await edgeOf("site");
    const missing = await request(`/t/${otherLookup}`);
    expect([missing.status, missing.headers.get("cache-control")]).toEqual([404, "no-store"]);
    await put(`t/${otherLookup}`, "there");
    expect((await request(`/t/${otherLookup}`)).status).toBe(200);
    reads.length = 0;
    for (const name of [
      "",
      "abc",
      `${lookup}x`,
      "Zk3mPq8XvR1tYw5NcB7dHs",
      "..%2f..%2fdays",
      `${lookup}/..`,
      "%5a" + lookup.slice(1),
    ])
      expect([name, (await request(`/t/${name}`, {}, `/t/${name}`)).status]).toEqual([name, 404]);
    expect((await request(`/t/${lookup}`, { method: "DELETE" })).status).toBe(405);
    expect(reads.filter((key) => key !== "brand/contact.json")).toEqual([]);
  });

  it("return 503 if the store is unavailable", async () => {
    const { request, makeUnavailable } = await edgeOf("site");
    makeUnavailable();
    const response = await request(`/t/${lookup}`);
    expect([response.status, response.headers.get("retry-after"), response.headers.get("cache-control")]).toEqual([
      503,
      "2",
      "no-store",
    ]);
  });

  it("do not exist on the dashboard and come from their own store on staging", async () => {
    const dashboard = await edgeOf("dashboard");
    expect((await dashboard.request(`/t/${lookup}`)).status).toBe(404);
    const views = new MemoryObjectStore(() => 0);
    await views.put(`t/${lookup}`, Buffer.from("preview"), "absent");
    const staging = await edgeOf("staging", { views });
    expect(await (await staging.request(`/t/${lookup}`)).text()).toBe("preview");
  });
});

describe("API calls", () => {
  it("always reach the API with the kind and the client's address, never the cache", async () => {
    const { request, calls } = await edgeOf("site");
    for (const token of ["first", "second"]) {
      const response = await request("/api/v1/tracking", { headers: { authorization: `Bearer ${token}` } });
      expect(await response.text()).toBe(`Bearer ${token}`);
    }
    await request("/healthz");
    await request("/api/v1/bookings", { method: "POST", body: "{}" });
    expect(calls.map(({ path }) => path)).toEqual([
      "/api/v1/tracking",
      "/api/v1/tracking",
      "/healthz",
      "/api/v1/bookings",
    ]);
    expect(calls[0]?.context).toEqual({ kind: "site", clientAddress: "198.51.100.7" });
  });

  it("are not paths that become API calls only in a URL parser", async () => {
    const { request, calls } = await edgeOf("site");
    for (const raw of [
      "/book/../api/v1/catalog",
      "/api/../healthz",
      "/api/%2e%2e/healthz",
      "//api/v1/catalog",
      "/api/v1/.%2E/x",
    ])
      expect([raw, (await request(raw, {}, raw)).status]).toEqual([raw, 404]);
    expect(calls).toEqual([]);
  });
});

it("returns a 421 problem for an unknown host on any path", async () => {
  const { request, calls } = await edgeOf("site");
  for (const host of ["evil.example", "localhost:4101", "localhost"]) {
    const response = await request("/api/v1/catalog", {}, undefined, host);
    expect([response.status, response.headers.get("content-type")]).toEqual([421, "application/problem+json"]);
    expect(await response.json()).toMatchObject({
      type: "/problems/unknown_host",
      code: "unknown_host",
      status: 421,
      request_id: expect.any(String),
    });
  }
  expect(calls).toEqual([]);
});

describe("the cache", () => {
  it("reads the store once for concurrent misses", async () => {
    const { request, reads, hold } = await edgeOf("site");
    const release = hold();
    const responses = Array.from({ length: 20 }, () => request(`/t/${lookup}`));
    await Promise.resolve();
    release();
    expect((await Promise.all(responses)).map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(reads).toEqual([`t/${lookup}`]);
  });

  it("drops the copies that an invalidation names, and pending reads of them", async () => {
    const { request, edge, put, hold } = await edgeOf("site");
    await request("/track/");
    await request("/book/");
    await put("track.html", html("newer"));
    await put("book.html", html("newer"));
    edge.invalidate(["/track.html"]);
    expect(await (await request("/track/")).text()).toBe(html("newer"));
    expect(await (await request("/book/")).text()).toBe(html("book"));
    edge.invalidate(["/b*"]);
    const release = hold();
    const early = request("/book/");
    await put("book.html", html("newest"));
    edge.invalidate(["/*"]);
    release();
    await early;
    expect(await (await request("/book/")).text()).toBe(html("newest"));
  });
});

interface Setup {
  views?: ObjectStore;
}

const edgeOf = async (kind: EdgeKind, { views }: Setup = {}) => {
  const store = new MemoryObjectStore(() => 0);
  const put = (key: string, text: string, headers: ObjectHeaders | null = objectHeaders(key)) =>
    store.put(key, Buffer.from(text), "any", headers ?? undefined);
  for (const page of ["track", "book", "dashboard"]) await put(`${page}.html`, html(page));
  await put(`t/${lookup}`, "first");

  const reads: string[] = [];
  let broken = false;
  let gate = Promise.resolve();
  const watched: ObjectStore = {
    partBytes: store.partBytes,
    maxBodyBytes: store.maxBodyBytes,
    put: (...args) => store.put(...args),
    delete: (...args) => store.delete(...args),
    list: (...args) => store.list(...args),
    get: async (key: string, options?: { unless?: Version }): Promise<GetOutcome> => {
      reads.push(key);
      const got = await store.get(key, options);
      await gate;
      return broken ? { outcome: "unavailable", cause: "broken" } : got;
    },
  };
  const calls: { path: string; context: ApiContext }[] = [];
  const clock = steppedClock();
  let drawn = 0;
  const edge = createLocalEdge({
    kind,
    code: await buildEdgeFunction({ table: emptyRoutingTable(kind) }),
    store: watched,
    ...(views && { views }),
    api: async (request, context) => {
      calls.push({ path: new URL(request.url).pathname, context });
      return new Response(request.headers.get("authorization") ?? "", { headers: { "cache-control": "max-age=60" } });
    },
    hosts: ["localhost:4100", "127.0.0.1:4100", "[::1]:4100"],
    clock,
    random: { bytes: (count) => new Uint8Array(count).fill(drawn++), fraction: () => 0 },
  });
  return {
    edge,
    reads,
    calls,
    clock,
    put,
    request: (path: string, init: RequestInit = {}, target?: string, host = "localhost:4100") =>
      edge.fetch(new Request(`http://${host}${path}`, init), {
        clientAddress: "198.51.100.7",
        ...(target !== undefined && { target }),
      }),
    makeUnavailable: () => void (broken = true),
    /** Holds back what the store returns until the returned function is called. */
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
  };
};

const steppedClock = (): Clock & { step(ms: number): void } => {
  let now = Date.UTC(2026, 10, 27);
  return { now: () => now, sleep: async () => {}, step: (ms) => void (now += ms) };
};
