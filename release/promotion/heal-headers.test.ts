import { describe, expect, it } from "vitest";
import { keys } from "../../store/keys.ts";
import type { ObjectHeaders, ObjectStore } from "../../store/port/object-store.ts";
import { deploy } from "./deploy.ts";
import { healHeaders } from "../cdn/heal-headers.ts";
import type { Cdn } from "../cdn/cdn.ts";
import { listKeys } from "../artifacts/artifact-store.ts";
import { promote } from "./promote.ts";
import { rollback } from "./rollback.ts";
import { readStatus } from "./status.ts";
import { deployRelease, liveNow, openDeployWorld, portOf, smallRelease } from "./release-world.ts";

const all = { release: null, only: null, dryRun: false, manual: true };
const back = { to: null, only: null, dryRun: false };
const source = { commit: "c0ffee", dirty: false };
const everywhere = (id: string) => ({ book: id, track: id, dashboard: id });

const page = {
  contentType: "text/html; charset=utf-8",
  cacheControl: "public, max-age=0, s-maxage=5, must-revalidate",
};
const script = {
  contentType: "text/javascript; charset=utf-8",
  cacheControl: "public, max-age=31536000, immutable",
};
const named = { contentType: "text/javascript; charset=utf-8", cacheControl: page.cacheControl };
const json = { contentType: "application/json", cacheControl: page.cacheControl };

/** The headers of all stored objects, as HEAD returns them. */
const storedIn = async (objects: ObjectStore): Promise<Record<string, ObjectHeaders | undefined>> => {
  const stored: Record<string, ObjectHeaders | undefined> = {};
  for (const key of await listKeys(objects, "")) {
    const got = await objects.get(key);
    if (got.outcome === "found") stored[key] = got.headers;
  }
  return stored;
};

const expectedOf = (id: string, name: string) => ({
  [`assets/app-${name}.js`]: script,
  "assets/shared-1.js": script,
  [`releases/${id}/book.html`]: page,
  [`releases/${id}/track.html`]: page,
  [`releases/${id}/dashboard.html`]: page,
  [`releases/${id}/sw.js`]: named,
  [`releases/${id}/edge-function.js`]: named,
  [`releases/${id}/manifest.json`]: json,
});

/** Stores the same bytes without headers, like an earlier version of Tailboard, or with other headers. */
const strip = async (objects: ObjectStore, prefix: string, headers?: ObjectHeaders): Promise<void> => {
  for (const key of await listKeys(objects, prefix)) {
    const got = await objects.get(key);
    if (got.outcome === "found") await objects.put(key, got.body, { version: got.version }, headers);
  }
};

describe("a deploy", () => {
  it("stores every file with its content type and cache lifetime", async () => {
    const { deployer, objects } = await openDeployWorld();
    const id = await deployRelease(deployer("ann"), await smallRelease("one"));
    expect(await storedIn(objects)).toEqual(expectedOf(id, "one"));
  });

  it.each([
    ["no headers", undefined],
    ["other headers", { contentType: "text/plain", cacheControl: "no-cache" }],
  ])("gives files that were uploaded with %s theirs, also those of the release that is live", async (_, other) => {
    const { deployer, objects } = await openDeployWorld();
    const ann = deployer("ann");
    const one = await deployRelease(ann, await smallRelease("one"));
    await promote(ann, all);
    await strip(objects, "", other);
    const two = await smallRelease("two");
    const result = await deploy(ann, two, { source, manual: true });
    expect(result.uploaded.files).toBe(7);
    expect(result.healed).toBe(8);
    expect(await storedIn(objects)).toEqual({ ...expectedOf(one, "one"), ...expectedOf(two.id, "two") });
    expect((await deploy(ann, two, { source, manual: true })).healed).toBe(0);
  });

  it("repairs its own files that were uploaded before, and a dry run does not count them as uploads", async () => {
    const { deployer, objects } = await openDeployWorld();
    const ann = deployer("ann");
    const one = await smallRelease("one");
    await deployRelease(ann, one);
    await strip(objects, "");
    expect(await deploy(ann, one, { source, manual: true })).toMatchObject({ uploaded: { files: 0 }, healed: 8 });
    expect(await storedIn(objects)).toEqual(expectedOf(one.id, "one"));
  });

  it("keeps the bytes, and leaves damaged and missing files to status", async () => {
    const { deployer, objects } = await openDeployWorld();
    const ann = deployer("ann");
    const one = await deployRelease(ann, await smallRelease("one"));
    await promote(ann, all);
    const key = keys.releaseFile(one, "track.html");
    await objects.put(key, new TextEncoder().encode("forged"), "any");
    await healHeaders(ann, [one, null, "000000000000"]);
    expect(await objects.get(key)).toMatchObject({ body: new TextEncoder().encode("forged"), headers: page });
    expect((await readStatus(ann)).differences).toContainEqual({
      kind: "file",
      at: key,
      text: expect.stringContaining("differs from what was uploaded."),
    });
  });

  it("keeps what another deploy writes between its read and its write", async () => {
    const { deployer, objects } = await openDeployWorld();
    const ann = deployer("ann");
    const one = await deployRelease(ann, await smallRelease("one"));
    const key = keys.releaseFile(one, "track.html");
    const newer = new TextEncoder().encode("newer");
    await strip(objects, key);
    let gets = 0;
    const raced: ObjectStore = {
      partBytes: objects.partBytes,
      maxBodyBytes: objects.maxBodyBytes,
      put: (...args) => objects.put(...args),
      delete: (...args) => objects.delete(...args),
      list: (...args) => objects.list(...args),
      get: async (requestedKey, options) => {
        const got = await objects.get(requestedKey, options);
        if (requestedKey !== key) return got;
        gets += 1;
        if (gets === 1) await objects.put(key, newer, "any");
        return got;
      },
    };
    expect(await healHeaders({ ...ann, objects: raced }, [one])).toEqual([key]);
    expect(await objects.get(key)).toMatchObject({ body: newer, headers: page });
    expect(gets).toBe(2);
  });
});

it("repeats an invalidation with an unknown outcome under the same reference", async () => {
  const { deployer, objects, cdn } = await openDeployWorld();
  const ann = deployer("ann");
  const one = await deployRelease(ann, await smallRelease("one"));
  await strip(objects, keys.releaseFile(one, "track.html"));
  const sent: string[] = [];
  const invalidate: Cdn["invalidate"] = async (kind, reference, paths) => {
    sent.push(`${kind} ${reference} ${paths.join(" ")}`);
    const result = await cdn.invalidate(kind, reference, paths);
    return sent.length === 1 ? { outcome: "unknown", cause: new Error("The response was lost") } : result;
  };
  await healHeaders({ ...ann, cdn: { ...portOf(cdn), invalidate } }, [one]);
  expect(sent).toHaveLength(4);
  expect(sent[1]).toBe(sent[0]);
  expect(sent.map((call) => call.split(" ")[0])).toEqual(["site", "site", "staging", "dashboard"]);
});

describe("a promotion", () => {
  it("repairs the release's headers before it is live, and invalidates the cached copies", async () => {
    const { deployer, objects, cdn } = await openDeployWorld();
    const ann = deployer("ann");
    const one = await deployRelease(ann, await smallRelease("one"));
    await strip(objects, "");
    // A location that has cached copies from staging.
    for (const path of ["/book/", "/track/", "/dashboard/", "/sw.js", "/assets/app-one.js"])
      await cdn.fetchPage("staging", path);
    cdn.calls.length = 0;
    await promote(ann, all);
    expect(await storedIn(objects)).toEqual(expectedOf(one, "one"));
    const calls = cdn.calls.filter((call) => /^(?:invalidate|publish)/.test(call));
    expect(calls.slice(0, 4)).toEqual([
      "invalidate site",
      "invalidate staging",
      "invalidate dashboard",
      "publish dashboard",
    ]);
    const { differences } = await readStatus(ann);
    expect(differences).toEqual([]);
    for (const path of ["/book/", "/track/", "/dashboard/", "/sw.js", "/assets/app-one.js"]) {
      const fetched = await cdn.fetchPage("staging", path);
      expect(fetched, path).toMatchObject({ headers: { "cache-control": expect.stringContaining("max-age") } });
    }
  });

  it.each([
    ["/", "content-type", "/ is served with content-type: x/y instead of text/html; charset=utf-8"],
    ["/", "cache-control", `/ is served with cache-control: x/y instead of ${page.cacheControl}`],
    ["/track/", "content-type", "/track/ is served with content-type: x/y instead of text/html; charset=utf-8"],
    ["/book/", "cache-control", `/book/ is served with cache-control: x/y instead of ${page.cacheControl}`],
    ["/sw.js", "content-type", "/sw.js is served with content-type: x/y instead of text/javascript; charset=utf-8"],
    [
      "/assets/app-two.js",
      "cache-control",
      `/assets/app-two.js is served with cache-control: x/y instead of ${script.cacheControl}`,
    ],
  ])("is aborted if %s is served with another %s", async (path, header, result) => {
    const broken = { on: false };
    const { deployer } = await openDeployWorld({
      adapt: (cdn) => ({
        ...portOf(cdn),
        fetchPage: async (kind, asked) => {
          const fetched = await cdn.fetchPage(kind, asked);
          if (!broken.on || asked !== path || fetched.outcome !== "answered") return fetched;
          // The pages that were live before have the right headers.
          if (!fetched.body.includes("two")) return fetched;
          return { ...fetched, headers: { ...fetched.headers, [header]: "x/y" } };
        },
      }),
    });
    const ann = deployer("ann");
    const one = await deployRelease(ann, await smallRelease("one"));
    await promote(ann, all);
    await deployRelease(ann, await smallRelease("two"));
    broken.on = true;
    await expect(promote(ann, all)).rejects.toThrow(result);
    broken.on = false;
    expect(await liveNow(ann)).toEqual(everywhere(one));
  });
});

it("an aborted promotion repairs the earlier release's headers before it publishes it", async () => {
  const { deployer, objects, cdn } = await openDeployWorld({
    adapt: (cdn) => ({
      ...portOf(cdn),
      fetchPage: async (kind, path) => {
        const fetched = await cdn.fetchPage(kind, path);
        if (kind === "staging" || fetched.outcome !== "answered" || !fetched.body.includes("two")) return fetched;
        return { ...fetched, status: 500 };
      },
    }),
  });
  const ann = deployer("ann");
  const one = await deployRelease(ann, await smallRelease("one"));
  await promote(ann, all);
  await deployRelease(ann, await smallRelease("two"));
  await strip(objects, `releases/${one}/`);
  cdn.calls.length = 0;
  await expect(promote(ann, all)).rejects.toThrow("/ returns 500");
  expect(await liveNow(ann)).toEqual(everywhere(one));
  expect(await storedIn(objects)).toMatchObject(expectedOf(one, "one"));
  expect(cdn.calls.filter((call) => /^(?:invalidate|publish)/.test(call))).toEqual([
    "publish dashboard",
    "invalidate site",
    "invalidate staging",
    "invalidate dashboard",
    "publish dashboard",
  ]);
});

it("a rollback repairs the headers of its target", async () => {
  const { deployer, objects } = await openDeployWorld();
  const ann = deployer("ann");
  const one = await deployRelease(ann, await smallRelease("one"));
  await promote(ann, all);
  const two = await deployRelease(ann, await smallRelease("two"));
  await promote(ann, all);
  await strip(objects, "");
  await rollback(ann, back);
  expect(await liveNow(ann)).toEqual(everywhere(one));
  expect(await storedIn(objects)).toMatchObject(expectedOf(one, "one"));
  expect((await storedIn(objects))[keys.releaseFile(two, "book.html")]).toBeUndefined();
});

it("status reports live files without headers, and the pages served without them", async () => {
  const { deployer, objects, cdn } = await openDeployWorld();
  const ann = deployer("ann");
  const one = await deployRelease(ann, await smallRelease("one"));
  await promote(ann, all);
  await strip(objects, keys.releaseFile(one, "track.html"));
  for (const kind of ["site", "staging"] as const)
    await cdn.invalidate(kind, "no copies", [`/${keys.releaseFile(one, "track.html")}`]);
  const { differences } = await readStatus(ann);
  expect(differences.map(({ text }) => text)).toEqual([
    `track.html of release ${one}, which is live, is stored without its content type or cache lifetime. tailboard deploy adds them.`,
    "site /track/ is served with content-type: binary/octet-stream instead of text/html; charset=utf-8.",
    `site /track/ is served without cache-control instead of ${page.cacheControl}.`,
    "staging /track/ is served with content-type: binary/octet-stream instead of text/html; charset=utf-8.",
    `staging /track/ is served without cache-control instead of ${page.cacheControl}.`,
  ]);
});
