import { describe, expect, expectTypeOf, it } from "vitest";
import { createApiClient, type ApiClient, type Board, type Job } from "./api-client.ts";
import { createPublicClient, type Answer, type PublicClient, type TrackedJob } from "./client.ts";
import { dashboardOperations, hookOperations, siteOperations, type Operation } from "./operations.ts";
import { routes, type RoutesByName } from "./routes.ts";

interface Sent {
  address: string;
  method: string | undefined;
  headers: Record<string, string>;
  body: unknown;
}

/** A fake network that gives one response to every call and records the requests. */
const networkWith = (response: () => Response) => {
  const sent: Sent[] = [];
  const fetcher: typeof fetch = (address, init) => {
    sent.push({
      address: address instanceof Request ? address.url : address.toString(),
      method: init?.method,
      headers: Object.fromEntries(new Headers(init?.headers)),
      body: typeof init?.body === "string" ? JSON.parse(init.body) : undefined,
    });
    return Promise.resolve(response());
  };
  return { sent, api: createApiClient(fetcher), site: createPublicClient(fetcher) };
};
const json =
  (value: unknown, init: ResponseInit = {}) =>
  () =>
    Response.json(value, init);

describe("the clients and the routes", () => {
  it("have one call for each route", () => {
    expectTypeOf<keyof ApiClient | keyof PublicClient | keyof typeof hookOperations>().toEqualTypeOf<
      keyof RoutesByName
    >();
    const { api, site } = networkWith(json({}));
    expect(Object.keys({ ...site, ...api, ...hookOperations })).toEqual(routes.map(({ name }) => name));
  });

  it("use the method and path of the route", () => {
    const operations: Record<Operation, readonly [string, string]> = {
      ...siteOperations,
      ...dashboardOperations,
      ...hookOperations,
    };
    for (const { name, spec } of routes) expect([spec.method, spec.path]).toEqual(operations[name]);
  });

  it("take and return what the route declares", () => {
    expectTypeOf<ApiClient["patchJob"]>().parameter(0).toMatchObjectType<{ id: string; rev: number }>();
    expectTypeOf<ApiClient["setVisitState"]>().parameter(0).toMatchObjectType<{ id: string; visit_id: string }>();
    expectTypeOf<PublicClient["createBooking"]>().parameter(0).toHaveProperty("key").toEqualTypeOf<string>();
    expectTypeOf<PublicClient["getTracking"]>().parameter(0).toEqualTypeOf<{ token: string }>();
    expectTypeOf<PublicClient["getTracking"]>().returns.resolves.toEqualTypeOf<Answer<TrackedJob>>();
    expectTypeOf<ApiClient["removeUser"]>().returns.resolves.toEqualTypeOf<Answer<null>>();
    const { api, sent } = networkWith(json({}));
    expectTypeOf(api.getBoard({ day: null })).resolves.toEqualTypeOf<Answer<Board>>();
    expectTypeOf(api.getBoard({ etag: null })).resolves.toEqualTypeOf<Answer<Board | "unchanged">>();
    expectTypeOf(api.getJob({ id: "j" })).resolves.toEqualTypeOf<Answer<Job>>();
    // @ts-expect-error A change requires the revision that it is based on.
    void api.patchJob({ id: "j", body: {} });
    // @ts-expect-error No route has this field.
    void api.setVisitState({ id: "j", visit_id: "v1", body: { state: "done", colour: "red" } });
    // @ts-expect-error Reading a job requires its id.
    void api.getJob();
    expect(sent.map(({ address }) => address)).toContain("/api/v1/jobs/j");
  });
});

describe("a call", () => {
  it("fills in the path, encodes it, and sends the rest as headers and JSON", async () => {
    const { api, sent } = networkWith(json({}));
    await api.patchJob({ id: "a/b", rev: 0, body: { notes: "Gate code 12" } });
    await api.setVisitState({ id: "j", visit_id: "v1", body: { state: "done" }, key: "key-1" });
    expect(sent).toEqual([
      {
        address: "/api/v1/jobs/a%2Fb",
        method: "PATCH",
        headers: { "content-type": "application/json", "if-match": '"0"' },
        body: { notes: "Gate code 12" },
      },
      {
        address: "/api/v1/jobs/j/visits/v1/state",
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": "key-1" },
        body: { state: "done" },
      },
    ]);
  });

  it("leaves out query parameters that are absent, null or empty", async () => {
    const { api, site, sent } = networkWith(json({}));
    await api.listJobs({ q: "", status: "booked", crew: undefined, limit: "12" });
    await api.getBoard({ day: null, etag: null });
    await site.getTracking({ token: "secret" });
    expect(sent.map(({ address }) => address)).toEqual([
      "/api/v1/jobs?status=booked&limit=12",
      "/api/v1/board",
      "/api/v1/tracking",
    ]);
    expect(sent[2]?.headers).toEqual({ authorization: "Bearer secret" });
  });

  it("returns the value, its ETag, and whether it was a replay", async () => {
    const { api } = networkWith(json({ id: "j" }, { headers: { etag: '"3"', "idempotency-replayed": "true" } }));
    expect(await api.getJob({ id: "j" })).toEqual({ ok: true, value: { id: "j" }, etag: '"3"', replayed: true });
  });

  it("returns `unchanged` for a 304 and null for a 204", async () => {
    const unchanged = networkWith(() => new Response(null, { status: 304 }));
    expect(await unchanged.api.getBoard({ etag: '"1"' })).toMatchObject({ ok: true, value: "unchanged" });
    expect(unchanged.sent[0]?.headers).toEqual({ "if-none-match": '"1"' });
    const { api } = networkWith(() => new Response(null, { status: 204 }));
    expect(await api.deleteSession()).toMatchObject({ ok: true, value: null });
  });

  it("returns the problem of a refused call", async () => {
    const problem = { code: "not_found", status: 404, title: "Not found" };
    const { api } = networkWith(json(problem, { status: 404 }));
    expect(await api.getJob({ id: "j" })).toEqual({ ok: false, problem });
  });

  it.each([
    ["no network", () => Promise.reject(new TypeError("fetch failed"))],
    ["a page of a proxy", () => Promise.resolve(new Response("<html>", { status: 502 }))],
    ["an empty response", () => Promise.resolve(new Response(null, { status: 200 }))],
    ["a problem of another server", () => Promise.resolve(Response.json({ code: "odd" }, { status: 500 }))],
  ])("returns no problem for %s", async (_, fetcher) => {
    expect(await createApiClient(fetcher).getSettings()).toEqual({ ok: false, problem: null });
  });
});
