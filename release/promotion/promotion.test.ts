import { describe, expect, it } from "vitest";
import type { Cdn } from "../cdn/cdn.ts";
import { cloudFrontOn } from "../cdn/cloudfront/cloudfront-on-fake.ts";
import { takeOverPromotion } from "./run-promotion.ts";
import { promote } from "./promote.ts";
import { rollback } from "./rollback.ts";
import { readStatus, listReleases } from "./status.ts";
import { deployRelease, liveNow, openDeployWorld, smallRelease, edgeLogic, portOf } from "./release-world.ts";

const all = { release: null, only: null, dryRun: false, manual: true };
const back = { to: null, only: null, dryRun: false };
const everywhere = (id: string | null) => ({ book: id, track: id, dashboard: id });

describe.each([
  ["the port", (cdn: Cdn) => cdn],
  ["CloudFront, through the SDK", (cdn: Cdn) => cloudFrontOn(cdn)],
])("promote on %s", (_, adapt) => {
  it("makes three pages live in fourteen control-plane calls, with one publish per function, dashboard first", async () => {
    const { cdn, deployer } = await openDeployWorld({ adapt });
    const ann = deployer("ann");
    await promoted(ann, "one");
    const two = await deployRelease(ann, await smallRelease("two"));
    cdn.calls.length = 0;
    const { promotion } = await promote(ann, all);
    expect(promotion).toMatchObject({ step: "done", release: two, who: "ann", uninvalidated: {} });
    expect(cdn.controlCalls.length).toBeLessThanOrEqual(14);
    expect(cdn.calls.filter((call) => call.startsWith("publish"))).toEqual(["publish dashboard", "publish site"]);
    expect(cdn.calls.indexOf("publish site")).toBeGreaterThan(cdn.calls.lastIndexOf("fetch dashboard"));
    expect(await liveNow(ann)).toEqual(everywhere(two));
    expect((await readStatus(ann)).differences).toEqual([]);
  });

  it("changes one entry with --only, and lists what stays", async () => {
    const { cdn, deployer } = await openDeployWorld({ adapt });
    const ann = deployer("ann");
    const one = await promoted(ann, "one");
    const two = await deployRelease(ann, await smallRelease("two", { logic: `${await edgeLogic()}// new logic\n` }));
    cdn.calls.length = 0;
    const { plan } = await promote(ann, { ...all, only: "book" });
    expect(plan.pages).toEqual([
      { kind: "dashboard", page: "dashboard", from: one, to: one },
      { kind: "site", page: "book", from: one, to: two },
      { kind: "site", page: "track", from: one, to: one },
    ]);
    expect(plan.logic).toEqual([]);
    expect(cdn.calls.filter((call) => call.startsWith("publish"))).toEqual(["publish site"]);
    expect(await liveNow(ann)).toEqual({ ...everywhere(one), book: two });
    const { plan: rest } = await promote(ann, all);
    expect([rest.kinds, rest.logic]).toEqual([
      ["dashboard", "site"],
      ["dashboard", "site"],
    ]);
    expect(await liveNow(ann)).toEqual(everywhere(two));
  });

  it("writes nothing in a dry run or without changes", async () => {
    const { cdn, deployer } = await openDeployWorld({ adapt });
    const ann = deployer("ann");
    const one = await promoted(ann, "one");
    await deployRelease(ann, await smallRelease("two"));
    cdn.calls.length = 0;
    const before = await ann.releaseLog.read();
    const { plan, promotion } = await promote(ann, { ...all, dryRun: true });
    expect([plan.kinds, promotion]).toEqual([["dashboard", "site"], null]);
    expect((await promote(ann, { ...all, release: one })).promotion).toBe(null);
    expect(cdn.calls.filter((call) => !call.startsWith("get"))).toEqual([]);
    expect(await ann.releaseLog.read()).toEqual(before);
  });

  it("waits until all locations show it five times in a row", async () => {
    const { cdn, deployer, clock } = await openDeployWorld({ adapt, delay_ms: 30_000 });
    const ann = deployer("ann");
    const began = clock.now();
    const one = await promoted(ann, "one");
    expect(clock.now() - began).toBeGreaterThanOrEqual(90_000);
    expect(await liveNow(ann)).toEqual(everywhere(one));
    // Five polls of the page, then its asset and its worker, and one fetch by status.
    expect(cdn.calls.filter((call) => call === "fetch dashboard")).toHaveLength(8);
  });

  it("restores all functions, site first, if a page never shows its release", async () => {
    const { cdn, deployer, another } = await openDeployWorld({ adapt });
    const ann = deployer("ann");
    const one = await promoted(ann, "one");
    const two = await deployRelease(ann, await smallRelease("two"));
    // A distribution that never finishes deploying.
    const stuck = another({});
    let published = 0;
    const publish = stuck.publishFunction.bind(stuck);
    stuck.publishFunction = (kind, etag) => {
      if (kind === "site") published += 1;
      return publish(kind, etag);
    };
    const deployedAt = stuck.isDeployed.bind(stuck);
    stuck.isDeployed = (kind) =>
      kind === "site" && published === 1 ? Promise.resolve({ outcome: "answered", deployed: false }) : deployedAt(kind);
    await expect(promote(deployer("bob", stuck), all)).rejects.toThrow("What was live before is live again");
    expect(stuck.calls.filter((call) => call.startsWith("publish"))).toEqual([
      "publish dashboard",
      "publish site",
      "publish site",
      "publish dashboard",
    ]);
    const status = await readStatus(ann);
    expect([await liveNow(ann), status.open, status.differences]).toEqual([everywhere(one), null, []]);
    expect((await ann.releaseLog.read()).history.at(-1)).toMatchObject({ step: "put_back", release: two });
    expect(cdn.calls.length).toBeGreaterThan(0);
  });

  it("tests each function on the CDN first, and publishes none if one fails", async () => {
    const failing = { on: false };
    const { cdn, deployer } = await openDeployWorld({
      adapt: (cdn) => ({
        ...portOf(adapt(cdn)),
        testFunction: async (kind, etag, event) =>
          failing.on && kind === "site"
            ? { outcome: "failed", reason: "ReferenceError: Map is not defined" }
            : await cdn.testFunction(kind, etag, event),
      }),
    });
    const ann = deployer("ann");
    const one = await promoted(ann, "one");
    await deployRelease(ann, await smallRelease("two"));
    failing.on = true;
    cdn.calls.length = 0;
    await expect(promote(ann, all)).rejects.toThrow("The site function fails on /book/: ReferenceError");
    expect(cdn.calls.filter((call) => call.startsWith("publish"))).toEqual([]);
    expect(await liveNow(ann)).toEqual(everywhere(one));
  });

  it("does not publish a function that maps a page to another path than its table", async () => {
    const bent = { on: false };
    const { cdn, deployer } = await openDeployWorld({
      adapt: (cdn) => ({
        ...portOf(adapt(cdn)),
        testFunction: async (kind, etag, event) => {
          const result = await cdn.testFunction(kind, etag, event);
          if (!bent.on || result.outcome !== "ran" || !("uri" in result.result)) return result;
          return { ...result, result: { ...result.result, uri: "/elsewhere.html" } };
        },
      }),
    });
    const ann = deployer("ann");
    await promoted(ann, "one");
    await deployRelease(ann, await smallRelease("two"));
    bent.on = true;
    cdn.calls.length = 0;
    await expect(promote(ann, all)).rejects.toThrow("maps / to /elsewhere.html instead of /releases/");
    expect(cdn.calls.filter((call) => call.startsWith("publish"))).toEqual([]);
  });

  it("refuses a release with a missing file", async () => {
    const { deployer, objects } = await openDeployWorld({ adapt });
    const ann = deployer("ann");
    const one = await promoted(ann, "one");
    await deployRelease(ann, await smallRelease("two"));
    await objects.delete("assets/app-two.js");
    await expect(promote(ann, all)).rejects.toThrow("These files are missing: assets/app-two.js");
    expect([await liveNow(ann), (await readStatus(ann)).open]).toEqual([everywhere(one), null]);
    await deployRelease(ann, await smallRelease("two"));
    await promote(ann, all);
  });

  it("reports a failed invalidation, and status repeats it under the same reference", async () => {
    const { deployer, another, cdn } = await openDeployWorld({ adapt });
    const ann = deployer("ann");
    await promoted(ann, "one");
    await deployRelease(ann, await smallRelease("two"));
    const busy = another({ fault: (call) => (call === "invalidate site" ? "throttled" : "none") });
    const { promotion } = await promote(deployer("bob", busy), all);
    expect(promotion).toMatchObject({ step: "done", uninvalidated: { site: ["/book/", "/track/"] } });
    expect((await readStatus(ann)).invalidations).toEqual([{ kind: "site", paths: ["/book/", "/track/"], made: true }]);
    expect((await readStatus(ann)).invalidations).toEqual([]);
    expect(cdn.calls.filter((call) => call.startsWith("invalidate"))).toHaveLength(3);
  });
});

describe.each([
  ["the port", (cdn: Cdn) => cdn],
  ["CloudFront, through the SDK", (cdn: Cdn) => cloudFrontOn(cdn)],
])("rollback on %s", (_, adapt) => {
  it("needs one update and one publish per function, and no upload or invalidation", async () => {
    const { cdn, deployer, calls } = await openDeployWorld({ adapt });
    const ann = deployer("ann");
    const one = await promoted(ann, "one");
    await promoted(ann, "two");
    cdn.calls.length = 0;
    calls.length = 0;
    await rollback(ann, back);
    expect(cdn.calls.filter((call) => /^(?:update|publish|invalidate)/.test(call)).toSorted()).toEqual([
      "publish dashboard",
      "publish site",
      "update dashboard",
      "update site",
    ]);
    expect(calls.filter(({ verb }) => verb === "put")).toEqual([]);
    expect(await liveNow(ann)).toEqual(everywhere(one));
    expect((await readStatus(ann)).differences).toEqual([]);
  });

  it("goes one step further back each time, but not before the first release", async () => {
    const { deployer } = await openDeployWorld({ adapt });
    const ann = deployer("ann");
    const [one, two] = [await promoted(ann, "one"), await promoted(ann, "two")];
    await promoted(ann, "three");
    await rollback(ann, back);
    expect(await liveNow(ann)).toEqual(everywhere(two));
    await rollback(ann, back);
    expect(await liveNow(ann)).toEqual(everywhere(one));
    await expect(rollback(ann, back)).rejects.toThrow("nothing to roll back to");
    expect(await liveNow(ann)).toEqual(everywhere(one));
  });

  it("rolls back one page alone, and to a release by its id", async () => {
    const { deployer } = await openDeployWorld({ adapt });
    const ann = deployer("ann");
    const one = await promoted(ann, "one");
    const two = await promoted(ann, "two");
    await rollback(ann, { ...back, only: "track" });
    expect(await liveNow(ann)).toEqual({ ...everywhere(two), track: one });
    await rollback(ann, { ...back, to: one });
    expect(await liveNow(ann)).toEqual(everywhere(one));
    await expect(rollback(ann, { ...back, to: "000000000000" })).rejects.toThrow("has not been live before");
    await promote(ann, { ...all, release: two, again: true });
    expect(await liveNow(ann)).toEqual(everywhere(two));
  });
});

it("lists where each release is live, since when and by whom", async () => {
  const { deployer } = await openDeployWorld();
  const ann = deployer("ann");
  const one = await promoted(ann, "one");
  await deployRelease(ann, await smallRelease("two"));
  await promote(deployer("bobby"), { ...all, only: "book" });
  const [two, first] = await listReleases(ann);
  expect(first).toMatchObject({ id: one, commit: "c0ffee", deployed_by: "ann" });
  expect(first?.live.map(({ page, by }) => [page, by])).toEqual([
    ["dashboard", "ann"],
    ["track", "ann"],
  ]);
  expect(two?.live.filter(({ kind }) => kind === "site")).toEqual([
    { kind: "site", page: "book", since: expect.stringMatching(/^2026-/), by: "bobby" },
  ]);
});

it("refuses to resume if no promotion is in progress", async () => {
  const { deployer } = await openDeployWorld();
  await expect(takeOverPromotion(deployer("ann"), "resume")).rejects.toThrow("No promotion is in progress");
});

async function promoted(deployer: Parameters<typeof promote>[0], name: string): Promise<string> {
  const id = await deployRelease(deployer, await smallRelease(name));
  await promote(deployer, all);
  return id;
}
