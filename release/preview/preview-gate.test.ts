import { describe, expect, it } from "vitest";
import { buildEdgeFunction } from "../../edge/build.ts";
import { emptyRoutingTable } from "../../edge/edge-code.ts";
import type { EdgeEvent } from "../../edge/event.ts";
import { createLocalEdge } from "../../edge/local/local-edge.ts";
import { loadEdgeCode } from "../../edge/local/load-edge-code.ts";
import { previewCookies, previewHash, previewHeader, previewSecret } from "../../edge/preview-link.ts";
import { njsIsInstalled, runUnderNjs } from "../../edge/run-under-njs.ts";
import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import { FakeClock } from "../../test/harness/fake-clock.ts";
import { seededRandom } from "../../test/harness/seeded-random.ts";
import { deploy } from "../promotion/deploy.ts";
import { promote } from "../promotion/promote.ts";
import { readStatus } from "../promotion/status.ts";
import { openDeployWorld, smallRelease } from "../promotion/release-world.ts";

const secret = previewSecret(seededRandom(1).bytes(32));
const source = { commit: null, dirty: false };
const all = { release: null, only: null, dryRun: false, manual: true };
const paths = [
  "/",
  "/book/",
  "/track/x",
  "/dashboard/",
  "/sw.js",
  "/assets/a-1.js",
  "/api/v1/catalog",
  "/healthz",
  "/nothing",
];

const eventFor = (uri: string, cookies: EdgeEvent["request"]["cookies"]): EdgeEvent => ({
  version: "1.0",
  context: { eventType: "viewer-request" },
  viewer: { ip: "198.51.100.7" },
  request: { method: "GET", uri, querystring: {}, headers: {}, cookies },
});

/** A machine without njs reports these tests as skipped. CI counts a skipped test as a failure. */
const underNjs = it.skipIf(!njsIsInstalled());

describe("closed staging", () => {
  const code = () => buildEdgeFunction({ table: { ...emptyRoutingTable("staging"), preview: previewHash(secret) } });

  const strangers: EdgeEvent["request"]["cookies"][] = [{}, previewCookies("wrong"), { other: { value: secret } }];
  const events = strangers.flatMap((cookies) => paths.map((path) => eventFor(path, cookies)));
  const answersUnderNode = async () => {
    const run = loadEdgeCode(await code());
    return events.map((event) => run(structuredClone(event)));
  };

  it("returns the same page for every path without the link", async () => {
    const answers = await answersUnderNode();
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ statusCode: 404, headers: { "cache-control": { value: "no-store" } } });
  });

  underNjs("returns the same under njs and Node", async () => {
    expect(runUnderNjs(await code(), events)).toEqual(JSON.parse(JSON.stringify(await answersUnderNode())));
  });

  it("accepts only the whole hash of the secret", async () => {
    const hash = previewHash(secret);
    const event = eventFor("/book/", previewCookies(secret));
    const opens = async (preview: string) => {
      const code = await buildEdgeFunction({ table: { ...emptyRoutingTable("staging"), preview } });
      return "uri" in loadEdgeCode(code)(structuredClone(event));
    };
    expect(await opens(hash)).toBe(true);
    for (const other of [hash.slice(0, 8) + "0".repeat(56), "0".repeat(56) + hash.slice(56)])
      expect(await opens(other), other).toBe(false);
  });

  it("passes requests with the link, and sends the API the viewer's address", async () => {
    const events = paths.map((path) => eventFor(path, previewCookies(secret)));
    const run = loadEdgeCode(await code());
    const answers = events.map((event) => run(structuredClone(event)));
    expect(answers.map((answer) => ("uri" in answer ? answer.uri : answer.statusCode))).toEqual([
      302,
      "/book.html",
      "/track.html",
      "/dashboard.html",
      404,
      "/assets/a-1.js",
      "/api/v1/catalog",
      "/healthz",
      404,
    ]);
    expect(answers[6]).toMatchObject({ headers: { "x-viewer-address": { value: "198.51.100.7" } } });
  });

  underNjs("lets in who has the link under njs as under Node", async () => {
    const events = paths.map((path) => eventFor(path, previewCookies(secret)));
    const run = loadEdgeCode(await code());
    const answers = events.map((event) => run(structuredClone(event)));
    expect(runUnderNjs(await code(), events)).toEqual(JSON.parse(JSON.stringify(answers)));
  });

  it("has only the secret's hash in its code, and only staging's table has a lock", async () => {
    expect(await code()).not.toContain(secret);
    await expect(
      buildEdgeFunction({ table: { ...emptyRoutingTable("site"), preview: previewHash(secret) } }),
    ).rejects.toThrow("Only staging has a preview");
    await expect(buildEdgeFunction({ table: { ...emptyRoutingTable("staging"), preview: secret } })).rejects.toThrow(
      "SHA-256",
    );
  });

  it("also guards API calls and views on the local edge", async () => {
    const requests: string[] = [];
    const edge = createLocalEdge({
      kind: "staging",
      code: await code(),
      store: new MemoryObjectStore(() => 0),
      api: (request) => (requests.push(request.url), Promise.resolve(new Response("{}"))),
      hosts: ["localhost:1"],
      clock: new FakeClock(),
      random: seededRandom(2),
    });
    const get = (path: string, headers: Record<string, string>) =>
      edge.fetch(new Request(`http://localhost:1${path}`, { headers }), { clientAddress: "192.0.2.1" });
    const closed = await get("/book/", {});
    expect([closed.status, await closed.text()]).toEqual([404, expect.stringContaining("Open the preview link")]);
    for (const path of ["/api/v1/catalog", "/healthz", "/t/Zk3mPq8XvR1tYw5NcB7dHQ"])
      expect((await get(path, {})).status).toBe(404);
    expect(requests).toEqual([]);
    expect((await get("/api/v1/catalog", previewHeader(secret))).status).toBe(200);
  });
});

describe("deploy", () => {
  it("closes staging, returns its link, and keeps it closed until a deploy opens it", async () => {
    const { deployer, cdn, another } = await openDeployWorld({ previewSecret: secret });
    const ann = { ...deployer("ann"), preview: { secret, closed: true } };
    const first = await deploy(ann, await smallRelease("one"), { source, manual: true });
    expect(first.look).toEqual({ closed: true, link: `https://staging.example/#preview=${secret}` });
    const stranger = another({ previewSecret: "nothing" });
    expect(await stranger.fetchPage("staging", "/book/")).toMatchObject({ status: 404 });
    expect(await cdn.fetchPage("staging", "/book/")).toMatchObject({ status: 200 });
    await promote(ann, all);
    expect(await stranger.fetchPage("site", "/book/")).toMatchObject({ status: 200 });
    expect((await readStatus(ann)).differences).toEqual([]);

    const keep = { ...ann, preview: { secret, closed: null } };
    expect((await deploy(keep, await smallRelease("two"), { source, manual: true })).look.closed).toBe(true);
    const opens = { ...ann, preview: { secret, closed: false } };
    expect((await deploy(opens, await smallRelease("two"), { source, manual: true })).look).toEqual({
      closed: false,
      link: "https://staging.example",
    });
    expect(await stranger.fetchPage("staging", "/book/")).toMatchObject({ status: 200 });
  });
});
