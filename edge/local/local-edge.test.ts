import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Clock } from "../../domain/clock.ts";
import { MemoryObjectStore } from "../../store/objects/memory/memory-object-store.ts";
import type { GetOutcome, ObjectHeaders, ObjectStore, Version } from "../../store/objects/object-store.ts";
import { buildEdgeFunction } from "../build.ts";
import { emptyTable, type EdgeKind } from "../edge-code.ts";
import { objectHeaders } from "../object-headers.ts";
import { createLocalEdge, type ApiContext } from "./local-edge.ts";

const lookup = "Zk3mPq8XvR1tYw5NcB7dHQ";
const otherLookup = "-_3mPq8XvR1tYw5NcB7dHA";
const html = (name: string) => `<!doctype html><title>${name}</title>${"<p>The same words again.</p>".repeat(50)}`;

describe("pages", () => {
  it("come whole, typed, under the page policy", async () => {
    const { ask } = await edgeOf("site");
    const answer = await ask("/track/some-token?a=1&a=2");
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(html("track"));
    expect(Object.fromEntries(answer.headers)).toEqual({
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

  it("come under the headers that are stored with them", async () => {
    const { ask, clock, put } = await edgeOf("site");
    const stored = { contentType: "text/html; charset=latin1", cacheControl: "public, max-age=0, s-maxage=9" };
    await put("track.html", html("stored"), stored);
    const headersOf = async () => {
      const { headers } = await ask("/track/");
      return [headers.get("content-type"), headers.get("cache-control"), headers.get("x-frame-options")];
    };
    expect(await headersOf()).toEqual([stored.contentType, stored.cacheControl, "DENY"]);
    await put("track.html", html("newer"), stored);
    clock.step(8_999);
    expect(await (await ask("/track/")).text()).toBe(html("stored"));
    clock.step(1);
    expect(await (await ask("/track/")).text()).toBe(html("newer"));
  });

  it("that were put before headers were stored come under those of their key", async () => {
    const { ask, put } = await edgeOf("site");
    await put("track.html", html("early"), null);
    const { headers } = await ask("/track/");
    expect([headers.get("content-type"), headers.get("cache-control")]).toEqual([
      "text/html; charset=utf-8",
      "public, max-age=0, s-maxage=5, must-revalidate",
    ]);
  });

  it("let search engines find booking only", async () => {
    const { ask } = await edgeOf("staging");
    expect((await ask("/book/")).headers.has("x-robots-tag")).toBe(false);
    expect((await ask("/dashboard/jobs")).headers.get("x-robots-tag")).toBe("noindex");
  });

  it("are one cached object, whatever path and query led to them", async () => {
    const { ask, asked } = await edgeOf("site");
    for (const path of ["/track/", "/track/a", "/track/b?x=1", "/track.html?token=abc"])
      expect((await ask(path)).status).toBe(200);
    expect(asked).toEqual(["track.html"]);
  });

  it("are asked for again, by version, once their time is over", async () => {
    const { ask, asked, clock, put } = await edgeOf("site");
    await ask("/track/");
    await put("track.html", html("newer"));
    clock.step(4_999);
    expect(await (await ask("/track/")).text()).toBe(html("track"));
    clock.step(1);
    expect(await (await ask("/track/")).text()).toBe(html("newer"));
    clock.step(5_000);
    expect(await (await ask("/track/")).text()).toBe(html("newer"));
    expect(asked).toEqual(["track.html", "track.html", "track.html"]);
  });

  it("are compressed as the viewer takes it", async () => {
    const { ask } = await edgeOf("site");
    const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
    const brotli = await ask("/book/", { headers: { "accept-encoding": "gzip, deflate, br" } });
    expect(brotli.headers.get("content-encoding")).toBe("br");
    expect(brotli.headers.get("etag")).toMatch(/^W\/"/);
    const bytes = await bytesOf(brotli);
    expect(brotli.headers.get("content-length")).toBe(String(bytes.length));
    expect(brotliDecompressSync(bytes).toString()).toBe(html("book"));
    const gzip = await ask("/book/", { headers: { "accept-encoding": "br;q=0, *" } });
    expect(gzip.headers.get("content-encoding")).toBe("gzip");
    expect(gunzipSync(await bytesOf(gzip)).toString()).toBe(html("book"));
    for (const none of ["identity", "br;q=0, gzip;q=0.0", "zstd"])
      expect((await ask("/book/", { headers: { "accept-encoding": none } })).headers.has("content-encoding")).toBe(
        false,
      );
  });

  it("answer 304 to their ETag, encoded or not, and HEAD without a body", async () => {
    const { ask } = await edgeOf("site");
    const plain = (await ask("/book/")).headers.get("etag") ?? "";
    const weak = (await ask("/book/", { headers: { "accept-encoding": "br" } })).headers.get("etag") ?? "";
    for (const etag of [plain, weak, `"x", ${weak}`, "*"]) {
      const answer = await ask("/book/", { headers: { "accept-encoding": "br", "if-none-match": etag } });
      expect(answer.status).toBe(304);
      expect(await answer.text()).toBe("");
      expect(answer.headers.get("etag")).toBe(weak);
    }
    expect((await ask("/book/", { headers: { "if-none-match": '"x"' } })).status).toBe(200);
    const head = await ask("/book/", { method: "HEAD" });
    expect([head.status, await head.text(), head.headers.get("content-length")]).toEqual([
      200,
      "",
      String(html("book").length),
    ]);
  });

  it("are missing under a page that says who to call, for customers alone, and that trusts no markup", async () => {
    const contact = { name: "O’Brien <b>& Sons</b>", phone: "+16195550142", phone_text: "(619) 555-0142", phone_link: "tel:+16195550142" }; // prettier-ignore
    for (const kind of ["site", "staging"] as const) {
      const { ask, put } = await edgeOf(kind);
      await put("brand/contact.json", JSON.stringify(contact));
      const page = await (await ask("/nothing")).text();
      expect(page).toContain('<b id="name">O’Brien &#60;b&#62;&#38; Sons&#60;/b&#62;</b>');
      expect(page).toContain('<a id="call" href="tel:+16195550142">Call (619) 555-0142</a>');
    }
    const dashboard = await edgeOf("dashboard");
    await dashboard.put("brand/contact.json", JSON.stringify(contact));
    const staff = await (await dashboard.ask("/nothing.js")).text();
    expect(staff).not.toMatch(/555-0142|Book a job/);
    expect(staff).toContain('<a href="/">Open the board</a>');
  });

  it.each([
    ["cut off", '{"name":'],
    ["without a phone", '{"name":"Coastline Hauling","phone":null,"phone_text":null,"phone_link":null}'],
    ["with another link", '{"name":"Coastline Hauling","phone_text":"x","phone_link":"javascript:alert(1)"}'],
  ])("are missing without a phone where the contact is %s", async (_, contact) => {
    const { ask, put } = await edgeOf("site");
    await put("brand/contact.json", contact);
    const page = await (await ask("/nothing")).text();
    expect(page).toContain('<a id="call" hidden></a>');
    expect(page).toContain("There’s nothing at this address");
  });

  it("are not what the function does not know, and that is never kept", async () => {
    const { ask, asked } = await edgeOf("site");
    for (const path of ["/nothing", "/dashboard/", "/track//x", "/track/%2e%2e/book", "/releases/r1/track.html"]) {
      const answer = await ask(path, {}, path);
      expect([path, answer.status, answer.headers.get("cache-control")]).toEqual([path, 404, "no-store"]);
    }
    expect((await ask("/book/", { method: "POST" })).status).toBe(405);
    // The 404 page says who to call: that is all that is looked up for it.
    expect(new Set(asked)).toEqual(new Set(["brand/contact.json"]));
    asked.length = 0;
    expect((await ask("/assets/gone-1.js")).status).toBe(404);
    expect((await ask("/assets/gone-1.js")).status).toBe(404);
    expect(asked).toEqual(["assets/gone-1.js", "assets/gone-1.js"]);
  });

  it("redirect with their query as it was sent", async () => {
    const { ask } = await edgeOf("site");
    const answer = await ask("/track?b=%2F&a=1&b=2&c");
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "/track/?b=%2F&a=1&b=2&c"]);
    expect((await ask("/")).headers.get("location")).toBe("/book/");
  });

  it("move from a loopback address to localhost, where one cookie holds; calls and views do not", async () => {
    const { ask } = await edgeOf("site");
    for (const host of ["127.0.0.1:4100", "[::1]:4100"]) {
      const answer = await ask("/track/?token=a&b", {}, undefined, host);
      expect([answer.status, answer.headers.get("location")]).toEqual([302, "http://localhost:4100/track/?token=a&b"]);
      expect((await ask("/nothing", {}, undefined, host)).status).toBe(404);
      expect((await ask("/api/v1/catalog", {}, undefined, host)).status).toBe(200);
      expect((await ask(`/t/${lookup}`, {}, undefined, host)).status).toBe(200);
    }
  });

  it("change with the code, at once and without an invalidation", async () => {
    const { ask, edge, put } = await edgeOf("site");
    await put("releases/r2/track.html", html("second"));
    await ask("/track/");
    edge.replaceCode(
      await buildEdgeFunction({ table: { kind: "site", pages: { track: "/releases/r2/track.html" }, fixed: {} } }),
    );
    expect(await (await ask("/track/")).text()).toBe(html("second"));
    expect(await (await ask("/book/")).text()).toBe(html("book"));
  });

  it("serve assets as immutable, and fixed names of the table as short-lived", async () => {
    const { ask, edge, put } = await edgeOf("dashboard");
    await put("assets/board-1a.js", "export {}");
    await put("releases/r1/sw.js", "self");
    edge.replaceCode(
      await buildEdgeFunction({ table: { kind: "dashboard", pages: {}, fixed: { "/sw.js": "/releases/r1/sw.js" } } }),
    );
    const asset = await ask("/assets/board-1a.js");
    expect([asset.headers.get("cache-control"), asset.headers.get("content-type")]).toEqual([
      "public, max-age=31536000, immutable",
      "text/javascript; charset=utf-8",
    ]);
    expect((await ask("/sw.js")).headers.get("cache-control")).toContain("must-revalidate");
    expect(await (await ask("/jobs/261127-7K3Q")).text()).toBe(html("dashboard"));
  });
});

describe("views", () => {
  it("are bytes with a TTL of two seconds and an ETag", async () => {
    const { ask, asked, clock, put } = await edgeOf("site");
    const first = await ask(`/t/${lookup}?ignored=1`);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      "cache-control": "max-age=0, s-maxage=2",
      "content-type": "application/octet-stream",
      "content-length": "5",
      "x-content-type-options": "nosniff",
    });
    const etag = first.headers.get("etag") ?? "";
    await put(`t/${lookup}`, "later");
    clock.step(1_999);
    expect((await ask(`/t/${lookup}`, { headers: { "if-none-match": etag } })).status).toBe(304);
    clock.step(1);
    const second = await ask(`/t/${lookup}`, { headers: { "if-none-match": etag } });
    expect([second.status, await second.text()]).toEqual([200, "later"]);
    expect(asked).toEqual([`t/${lookup}`, `t/${lookup}`]);
  });

  it("that are missing are 404 and not kept; names that cannot be never reach the store", async () => {
    const { ask, asked, put } = await edgeOf("site");
    const missing = await ask(`/t/${otherLookup}`);
    expect([missing.status, missing.headers.get("cache-control")]).toEqual([404, "no-store"]);
    await put(`t/${otherLookup}`, "there");
    expect((await ask(`/t/${otherLookup}`)).status).toBe(200);
    asked.length = 0;
    for (const name of [
      "",
      "abc",
      `${lookup}x`,
      "Zk3mPq8XvR1tYw5NcB7dHs",
      "..%2f..%2fdays",
      `${lookup}/..`,
      "%5a" + lookup.slice(1),
    ])
      expect([name, (await ask(`/t/${name}`, {}, `/t/${name}`)).status]).toEqual([name, 404]);
    expect((await ask(`/t/${lookup}`, { method: "DELETE" })).status).toBe(405);
    expect(asked.filter((key) => key !== "brand/contact.json")).toEqual([]);
  });

  it("are 503 when the store cannot be asked", async () => {
    const { ask, break_ } = await edgeOf("site");
    break_();
    const answer = await ask(`/t/${lookup}`);
    expect([answer.status, answer.headers.get("retry-after"), answer.headers.get("cache-control")]).toEqual([
      503,
      "2",
      "no-store",
    ]);
  });

  it("have no place on the dashboard, and their own store on staging", async () => {
    const dashboard = await edgeOf("dashboard");
    expect((await dashboard.ask(`/t/${lookup}`)).status).toBe(404);
    const views = new MemoryObjectStore();
    await views.put(`t/${lookup}`, Buffer.from("preview"), "absent");
    const staging = await edgeOf("staging", { views });
    expect(await (await staging.ask(`/t/${lookup}`)).text()).toBe("preview");
  });
});

describe("calls", () => {
  it("reach the API each time, with the kind and the client's address, never the cache", async () => {
    const { ask, calls } = await edgeOf("site");
    for (const token of ["first", "second"]) {
      const answer = await ask("/api/v1/tracking", { headers: { authorization: `Bearer ${token}` } });
      expect(await answer.text()).toBe(`Bearer ${token}`);
    }
    await ask("/healthz");
    await ask("/api/v1/bookings", { method: "POST", body: "{}" });
    expect(calls.map(({ path }) => path)).toEqual([
      "/api/v1/tracking",
      "/api/v1/tracking",
      "/healthz",
      "/api/v1/bookings",
    ]);
    expect(calls[0]?.context).toEqual({ kind: "site", clientAddress: "198.51.100.7" });
  });

  it("are not paths that only a URL parser makes into calls", async () => {
    const { ask, calls } = await edgeOf("site");
    for (const raw of [
      "/book/../api/v1/catalog",
      "/api/../healthz",
      "/api/%2e%2e/healthz",
      "//api/v1/catalog",
      "/api/v1/.%2E/x",
    ])
      expect([raw, (await ask(raw, {}, raw)).status]).toEqual([raw, 404]);
    expect(calls).toEqual([]);
  });
});

it("answers an unknown host with a problem, whatever the path", async () => {
  const { ask, calls } = await edgeOf("site");
  for (const host of ["evil.example", "localhost:4101", "localhost"]) {
    const answer = await ask("/api/v1/catalog", {}, undefined, host);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([421, "application/problem+json"]);
    expect(await answer.json()).toMatchObject({
      type: "/problems/unknown_host",
      code: "unknown_host",
      status: 421,
      request_id: expect.any(String),
    });
  }
  expect(calls).toEqual([]);
});

describe("the cache", () => {
  it("asks once for requests that miss together", async () => {
    const { ask, asked, hold } = await edgeOf("site");
    const release = hold();
    const answers = Array.from({ length: 20 }, () => ask(`/t/${lookup}`));
    await Promise.resolve();
    release();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(asked).toEqual([`t/${lookup}`]);
  });

  it("drops what an invalidation names, and what was asked for before it", async () => {
    const { ask, edge, put, hold } = await edgeOf("site");
    await ask("/track/");
    await ask("/book/");
    await put("track.html", html("newer"));
    await put("book.html", html("newer"));
    edge.invalidate(["/track.html"]);
    expect(await (await ask("/track/")).text()).toBe(html("newer"));
    expect(await (await ask("/book/")).text()).toBe(html("book"));
    edge.invalidate(["/b*"]);
    const release = hold();
    const early = ask("/book/");
    await put("book.html", html("newest"));
    edge.invalidate(["/*"]);
    release();
    await early;
    expect(await (await ask("/book/")).text()).toBe(html("newest"));
  });
});

interface Setup {
  views?: ObjectStore;
}

const edgeOf = async (kind: EdgeKind, { views }: Setup = {}) => {
  const store = new MemoryObjectStore();
  const put = (key: string, text: string, headers: ObjectHeaders | null = objectHeaders(key)) =>
    store.put(key, Buffer.from(text), "any", headers ?? undefined);
  for (const page of ["track", "book", "dashboard"]) await put(`${page}.html`, html(page));
  await put(`t/${lookup}`, "first");

  const asked: string[] = [];
  let broken = false;
  let gate = Promise.resolve();
  const watched: ObjectStore = {
    put: (...args) => store.put(...args),
    delete: (...args) => store.delete(...args),
    list: (...args) => store.list(...args),
    get: async (key: string, options?: { unless?: Version }): Promise<GetOutcome> => {
      asked.push(key);
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
    code: await buildEdgeFunction({ table: emptyTable(kind) }),
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
    asked,
    calls,
    clock,
    put,
    ask: (path: string, init: RequestInit = {}, target?: string, host = "localhost:4100") =>
      edge.fetch(new Request(`http://${host}${path}`, init), {
        clientAddress: "198.51.100.7",
        ...(target !== undefined && { target }),
      }),
    break_: () => void (broken = true),
    /** Reads the store at once, and lets no answer out until the returned function is called. */
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
