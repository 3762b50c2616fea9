import { expect, it } from "vitest";
import { emptyRoutingTable, parseEdgeCode, printEdgeCode } from "../../../edge/edge-code.ts";
import { createLocalEdge } from "../../../edge/local/local-edge.ts";
import { objectHeaders } from "../../../edge/object-headers.ts";
import { MemoryObjectStore } from "../../../store/adapters/memory/memory-object-store.ts";
import { FakeClock } from "../../../test/harness/fake-clock.ts";
import { seededRandom } from "../../../test/harness/seeded-random.ts";
import { edgeLogic } from "../../promotion/release-world.ts";
import { followLocalCdn } from "./follow-local-cdn.ts";
import { openLocalCdn } from "./local-cdn.ts";
import { readServer } from "./local-state.ts";

/** A server whose clock does not move, so that its cached copies stay fresh. */
const openServer = async () => {
  const objects = new MemoryObjectStore(() => 0);
  const logic = await edgeLogic();
  const cdn = openLocalCdn({
    objects,
    random: seededRandom(1),
    fetch: () => Promise.resolve(null),
    initial: (kind) => Promise.resolve(printEdgeCode({ promotion: null, table: emptyRoutingTable(kind), logic })),
  });
  const initial = await cdn.state();
  if ("outcome" in initial) throw new Error(initial.outcome);
  const edge = createLocalEdge({
    kind: "site",
    code: initial.state.functions.site.live.code,
    store: objects,
    api: () => Promise.resolve(new Response()),
    hosts: ["localhost"],
    clock: new FakeClock(),
    random: seededRandom(2),
  });
  const urls = { site: "http://localhost:1", staging: "http://localhost:2", dashboard: "http://localhost:3" };
  const follower = followLocalCdn({ objects, edges: { site: edge }, urls, links: urls, initial });
  const put = (key: string, text: string) =>
    objects.put(key, new TextEncoder().encode(text), "any", objectHeaders(key));
  const get = async (path: string): Promise<string> =>
    await (await edge.fetch(new Request(`http://localhost${path}`), { clientAddress: "127.0.0.1" })).text();
  return { objects, cdn, follower, put, get };
};

it("a server drops exactly the copies that an invalidation names, and only once", async () => {
  const { cdn, follower, put, get } = await openServer();
  for (const page of ["book.html", "track.html"]) await put(page, "before");
  expect([await get("/book/"), await get("/track/")]).toEqual(["before", "before"]);
  for (const page of ["book.html", "track.html"]) await put(page, "after");
  expect(await cdn.invalidate("dashboard", "p0", ["/book.html"])).toEqual({ outcome: "created" });
  await follower.poll();
  expect(await get("/book/")).toBe("before");
  expect(await cdn.invalidate("site", "p1", ["/book/", "/book.html"])).toEqual({ outcome: "created" });
  expect(await get("/book/")).toBe("before");
  await follower.poll();
  expect([await get("/book/"), await get("/track/")]).toEqual(["after", "before"]);
  await put("book.html", "later");
  await cdn.invalidate("site", "p2", ["/track.html"]);
  await follower.poll();
  expect([await get("/book/"), await get("/track/")]).toEqual(["after", "after"]);
});

it("a server runs published code, records it, and removes its record when it stops", async () => {
  const { cdn, objects, follower, put, get } = await openServer();
  await put("releases/r1/book.html", "released");
  await follower.announce();
  const development = await cdn.getFunction("site", "DEVELOPMENT");
  if (development.outcome !== "found") throw new Error(development.outcome);
  const code = printEdgeCode({
    ...parseEdgeCode(development.code),
    table: { kind: "site", pages: { book: "/releases/r1/book.html" }, fixed: {} },
  });
  const updated = await cdn.updateFunction("site", code, development.etag);
  if (updated.outcome !== "updated") throw new Error(updated.outcome);
  await follower.poll();
  expect(await get("/book/")).not.toBe("released");
  await cdn.publishFunction("site", updated.etag);
  await follower.poll();
  expect(await get("/book/")).toBe("released");
  expect(await cdn.isDeployed("site")).toEqual({ outcome: "answered", deployed: true });
  expect(await cdn.urlOf("site")).toBe("http://localhost:1");
  await follower.withdraw();
  expect(await readServer(objects)).toBeNull();
  expect(await cdn.urlOf("site")).toBeNull();
});
