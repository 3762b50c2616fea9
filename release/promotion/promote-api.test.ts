import { describe, expect, it } from "vitest";
import { apiHostCases } from "../api/api-host.case.ts";
import type { ApiHost, Revision } from "../api/api-host.ts";
import { publishApi } from "../api/api-pointer.ts";
import { deploy } from "./deploy.ts";
import { FakeApiHost } from "../api/fake-api-host.ts";
import type { FakeCdnOptions } from "../cdn/fake-cdn.ts";
import { lambdaOn, mirroredLambdaOn } from "../api/lambda/lambda-on-fake.ts";
import { sha256Of } from "../artifacts/manifest.ts";
import { ConcurrentUpdate } from "../cdn/live-pointer.ts";
import { promote } from "./promote.ts";
import { takeOverPromotion } from "./run-promotion.ts";
import { rollback } from "./rollback.ts";
import { readStatus } from "./status.ts";
import { FakeClock } from "../../test/harness/fake-clock.ts";
import { contractOf, deployRelease, liveNow, openDeployWorld, smallRelease } from "./release-world.ts";

const all = { release: null, only: null, dryRun: false, manual: true };
const back = { to: null, only: null, dryRun: false };
const everywhere = (id: string | null) => ({ book: id, track: id, dashboard: id });
const zip = (name: string) => new TextEncoder().encode(`zip ${name}`);

apiHostCases("the fake API host", { open: () => Promise.resolve(new FakeApiHost()), zip });
apiHostCases("Lambda, through the real SDK on the fake", {
  open: () => Promise.resolve(lambdaOn(new FakeApiHost())),
  zip,
});

apiHostCases("Lambda with a function of its own for staging", {
  open: () => Promise.resolve(mirroredLambdaOn(new FakeApiHost(), new FakeApiHost())),
  zip,
});

describe("staging with its own function", () => {
  const openWorld = async () => {
    const [live, staging] = [new FakeApiHost(), new FakeApiHost()];
    const { deployer } = await openDeployWorld({ api: mirroredLambdaOn(live, staging) });
    return { live, staging, ann: deployer("ann") };
  };
  const source = { commit: null, dirty: false };

  it("gets the deploy alone; a promotion points the live function at the same code", async () => {
    const { live, staging, ann } = await openWorld();
    const release = await smallRelease("one", { api: "one" });
    expect((await deploy(ann, release, { source, manual: true })).api).toEqual({ version: "2", uploaded: 3 });
    expect(live.state.stages).toMatchObject({ live: { version: "1" }, preview: { version: "1" } });
    expect(staging.state.stages).toMatchObject({ live: { version: "1" }, preview: { version: "2" } });
    await promote(ann, all);
    expect(live.state.stages).toMatchObject({ live: { version: "2" }, preview: { version: "1" } });
    expect(live.state.versions.at(-1)).toBe(staging.state.versions.at(-1));
    const status = await readStatus(ann);
    expect([status.api?.live.version, status.api?.preview.version, status.differences]).toEqual(["2", "2", []]);
  });

  it("uploads again if staging has other code, and version numbers may differ", async () => {
    const { live, staging, ann } = await openWorld();
    await staging.uploadCode(zip("by hand"), staging.state.code.revision as Revision);
    await staging.readCode();
    await staging.publishVersion(sha256Of(zip("by hand")));
    const one = await smallRelease("one", { api: "one" });
    expect((await deploy(ann, one, { source, manual: true })).api).toEqual({ version: "2", uploaded: 3 });
    expect([live.state.versions.length, staging.state.stages.preview.version]).toEqual([2, "3"]);
    expect((await readStatus(ann)).api?.preview.version).toBe("2");
    await staging.uploadCode(zip("by hand"), staging.state.code.revision as Revision);
    expect((await deploy(ann, one, { source, manual: true })).api).toEqual({ version: "2", uploaded: 3 });
  });

  it.each([
    { live: 0, staging: 2 },
    { live: 2, staging: 0 },
  ])("is settled once both functions are: after $live and $staging looks", async ({ live, staging }) => {
    const [first, second] = [new FakeApiHost({ settles: live }), new FakeApiHost({ settles: staging })];
    const api = mirroredLambdaOn(first, second);
    expect(await api.uploadCode(zip("one"), first.state.code.revision as Revision)).toEqual({ outcome: "uploaded" });
    const settled = async () => {
      const code = await api.readCode();
      return code.outcome === "found" && code.sha256 === sha256Of(zip("one")) ? code.settled : code;
    };
    expect([await settled(), await settled(), await settled()]).toEqual([false, false, true]);
  });

  it("status reports a version that a person pointed staging at", async () => {
    const { staging, ann } = await openWorld();
    await deploy(ann, await smallRelease("one", { api: "one" }), { source, manual: true });
    const read = await staging.readStage("preview");
    await staging.pointStage(
      "preview",
      { version: "1", note: read.outcome === "found" ? read.note : "" },
      read.outcome === "found" ? read.revision : ("" as Revision),
    );
    expect((await readStatus(ann)).differences).toContainEqual({
      kind: "api",
      at: "preview",
      text: "Version Lambda tailboard-api-preview:1 of the API is on staging, but version 2 was deployed last.",
    });
  });

  it("deletes versions that staging no longer needs", async () => {
    const { staging, ann } = await openWorld();
    for (const name of ["a", "b", "c", "d", "e"])
      await deploy(ann, await smallRelease(name, { api: name }), { source, manual: true });
    const kept = staging.state.versions.flatMap((sha256, index) => (sha256 === null ? [] : [index + 1]));
    // An alias of the fake keeps version 1.
    expect(kept).toEqual([1, 4, 5, 6]);
  });
});

describe.each([
  ["the port", (api: ApiHost) => api],
  ["Lambda, through the SDK", (api: ApiHost) => lambdaOn(api)],
])("the API on %s", (_, adapt) => {
  const openWorld = async (options: Partial<FakeCdnOptions> = {}) => {
    const fake = new FakeApiHost();
    const world = await openDeployWorld({ api: adapt(fake), ...options });
    const [ann, bob] = [world.deployer("ann"), world.deployer("bobby")];
    const ship = async (name: string) => {
      const id = await deployRelease(ann, await smallRelease(name, { api: name }));
      await promote(ann, all);
      return id;
    };
    return { ...world, ann, bob, fake, ship };
  };

  it("is deployed to staging only, and uploaded once", async () => {
    const { ann, fake } = await openWorld();
    const release = await smallRelease("one", { api: "one" });
    const source = { commit: null, dirty: false };
    const first = await deploy(ann, release, { source, manual: true });
    expect(first.api).toEqual({ version: "2", uploaded: 3 });
    expect(fake.state.stages).toMatchObject({ live: { version: "1" }, preview: { version: "2" } });
    const again = await deploy(ann, release, { source, manual: true });
    expect([again.api, again.uploaded]).toEqual([
      { version: "2", uploaded: 0 },
      { files: 0, bytes: 0 },
    ]);
    expect(fake.calls.filter((call) => call === "upload code")).toHaveLength(1);
    expect(release.manifest.api?.bytes).toBe(3);
    expect((await smallRelease("one", { api: "other" })).id).not.toBe(release.id);
  });

  it("moves before the pages, within fourteen control-plane calls in all", async () => {
    const { ann, fake, cdn, ship } = await openWorld();
    await ship("one");
    await deployRelease(ann, await smallRelease("two", { api: "two" }));
    const order: string[] = [];
    const publish = cdn.publishFunction.bind(cdn);
    cdn.publishFunction = (kind, etag) => (
      order.push(`publish ${kind} after ${fake.state.stages.live.version}`),
      publish(kind, etag)
    );
    cdn.calls.length = 0;
    fake.calls.length = 0;
    const { promotion, plan } = await promote(ann, all);
    expect(plan.api).toEqual({ from: "2", to: "3" });
    expect(promotion?.api).toMatchObject({ from: { version: "2" }, to: { version: "3" } });
    expect(order).toEqual(["publish dashboard after 3", "publish site after 3"]);
    expect(cdn.controlCalls.length + fake.calls.length).toBeLessThanOrEqual(14);
    const status = await readStatus(ann);
    expect([status.api?.live.version, status.differences]).toEqual(["3", []]);
  });

  it("stays when pages roll back, and rolls back alone, one step further each time", async () => {
    const { ann, fake, ship } = await openWorld();
    const one = await ship("one");
    const two = await ship("two");
    await ship("three");
    await rollback(ann, back);
    expect([await liveNow(ann), fake.state.stages.live.version]).toEqual([everywhere(two), "4"]);
    await rollback(ann, { ...back, only: "api" });
    expect(fake.state.stages.live.version).toBe("3");
    await rollback(ann, { ...back, only: "api" });
    expect(fake.state.stages.live.version).toBe("2");
    // A rollback of the API does not affect the pages' own next rollback.
    await rollback(ann, back);
    expect(await liveNow(ann)).toEqual(everywhere(one));
    await promote(ann, { ...all, only: "api", again: true });
    expect(fake.state.stages.live.version).toBe("4");
    expect((await readStatus(ann)).differences).toEqual([]);
  });

  it("is rolled back if it is not healthy", async () => {
    const world = await openWorld({ health: () => (world.fake.state.stages.live.version === "3" ? 503 : 200) });
    const { ann, fake, cdn, ship } = world;
    const one = await ship("one");
    await deployRelease(ann, await smallRelease("two", { api: "two" }));
    cdn.calls.length = 0;
    await expect(promote(ann, all)).rejects.toThrow("/healthz returns 503");
    expect(cdn.calls.filter((call) => call.startsWith("publish"))).toEqual([]);
    expect([fake.state.stages.live.version, await liveNow(ann)]).toEqual(["2", everywhere(one)]);
    const status = await readStatus(ann);
    expect([status.open, status.differences]).toEqual([null, []]);
  });

  it.each(["resume", "back"] as const)("ignores a promoter that was taken over with --%s and wakes up", async (way) => {
    const { ann, bob, fake, ship } = await openWorld();
    await ship("one");
    await deployRelease(ann, await smallRelease("two", { api: "two" }));
    // Ann pauses just before she moves the API.
    const asleep = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const host = adapt(fake.through(() => "none"));
    const slow: ApiHost = {
      ...host,
      name: host.name,
      readCode: () => host.readCode(),
      readStage: (stage) => host.readStage(stage),
      pointStage: async (stage, to, revision) => {
        reached.resolve();
        await asleep.promise;
        return await host.pointStage(stage, to, revision);
      },
    };
    const sleeping = promote({ ...ann, api: slow }, all);
    const outcome = expect(sleeping).rejects.toThrow("Another process has taken over this promotion");
    await reached.promise;
    await takeOverPromotion(bob, way);
    asleep.resolve();
    await outcome;
    expect(fake.state.stages.live.version).toBe(way === "resume" ? "3" : "2");
    const status = await readStatus(bob);
    expect([status.open, status.differences]).toEqual([null, []]);
  });

  it("succeeds if each call is first throttled or loses its response", async () => {
    for (const fault of ["throttled", "lost-answer"] as const) {
      const fake = new FakeApiHost();
      const { deployer } = await openDeployWorld();
      const api = adapt(fake.through((_, occurrence) => (occurrence === 1 ? fault : "none")));
      const ann = { ...deployer("ann"), api };
      await deployRelease(ann, await smallRelease("one", { api: "one" }));
      await promote(ann, all);
      expect(fake.state.versions).toHaveLength(2);
      expect(fake.state.stages).toMatchObject({ live: { version: "2" }, preview: { version: "2" } });
    }
  });

  it("is refused if another upload is faster", async () => {
    const fake = new FakeApiHost({ settles: 3 });
    const api = adapt(fake);
    const clock = new FakeClock();
    let slept = 0;
    const sleep = clock.sleep.bind(clock);
    clock.sleep = async (ms) => {
      slept += 1;
      if (slept === 1) {
        const code = await fake.readCode();
        if (code.outcome === "found") await fake.uploadCode(zip("other"), code.revision);
      }
      await sleep(ms);
    };
    await expect(publishApi({ api, clock }, zip("mine"), () => undefined)).rejects.toThrow(ConcurrentUpdate);
  });
});

it("is not promoted if it would break the live pages or those of a rollback", async () => {
  const fake = new FakeApiHost();
  const { deployer } = await openDeployWorld({ api: fake });
  const ann = deployer("ann");
  const ship = async (name: string, calls: string[]) => {
    const id = await deployRelease(ann, await smallRelease(name, { api: name, contract: contractOf(...calls) }));
    return { id, promoting: promote(ann, all) };
  };
  const one = await ship("one", ["/catalog", "/quotes"]);
  await one.promoting;
  const two = await ship("two", ["/catalog"]);
  await expect(two.promoting).rejects.toThrow(
    `The API of ${two.id} does not serve dashboard and book and track of ${one.id}: GET /quotes is gone.`,
  );
  expect([fake.state.stages.live.version, await liveNow(ann), (await readStatus(ann)).open]).toEqual([
    "2",
    everywhere(one.id),
    null,
  ]);
  // Pages that need a call which the live API does not have yet.
  await deployRelease(
    ann,
    await smallRelease("three", { api: "three", contract: contractOf("/catalog", "/quotes", "/more") }),
  );
  await expect(promote(ann, { ...all, only: "track" })).rejects.toThrow("GET /more is gone");
  await promote(ann, all);
  expect(fake.state.stages.live.version).toBe("4");
});

it("does not roll back under pages that need it, and pages do not roll back to calls that it lacks", async () => {
  const fake = new FakeApiHost();
  const { deployer } = await openDeployWorld({ api: fake });
  const ann = deployer("ann");
  const ship = async (name: string, ...calls: string[]) => {
    const id = await deployRelease(ann, await smallRelease(name, { api: name, contract: contractOf(...calls) }));
    await promote(ann, all);
    return id;
  };
  const one = await ship("one", "/old", "/same");
  const two = await ship("two", "/old", "/same", "/new");
  for (const dryRun of [true, false])
    await expect(rollback(ann, { ...back, only: "api", dryRun })).rejects.toThrow(
      `The API of ${one} does not serve dashboard and book and track of ${two}: GET /new is gone.`,
    );
  expect([fake.state.stages.live.version, (await readStatus(ann)).open]).toEqual(["3", null]);
  await rollback(ann, back);
  await rollback(ann, { ...back, only: "api" });
  expect([fake.state.stages.live.version, await liveNow(ann)]).toEqual(["2", everywhere(one)]);
  // Remove a call from the pages first and from the API later.
  const three = await deployRelease(ann, await smallRelease("three", { api: "three", contract: contractOf("/same") }));
  for (const only of ["dashboard", "track", "book", "api"] as const) await promote(ann, { ...all, only });
  await expect(rollback(ann, { ...back, only: "track" })).rejects.toMatchObject({
    message: `The API of ${three} does not serve track of ${one}: GET /old is gone.`,
    hint: "First roll back the API: tailboard rollback --only api",
  });
  await rollback(ann, { ...back, only: "api" });
  await rollback(ann, { ...back, only: "track" });
  expect(await liveNow(ann)).toEqual({ ...everywhere(three), track: one });
});

it("cannot be promoted alone if it is the server itself", async () => {
  const { deployer } = await openDeployWorld();
  await deployRelease(deployer("ann"), await smallRelease("one"));
  await expect(promote(deployer("ann"), { ...all, only: "api" })).rejects.toThrow("the server itself");
  await expect(rollback(deployer("ann"), { ...back, only: "api" })).rejects.toThrow("the server itself");
});

describe("a release that reads an older form of stored jobs", () => {
  const source = { commit: null, dirty: false };
  const opened = async (reads: number) => {
    const { deployer } = await openDeployWorld({ api: new FakeApiHost() });
    const ann = deployer("ann");
    const made = await smallRelease("one", { api: "one" });
    const release = { ...made, manifest: { ...made.manifest, data_version: reads } };
    await deploy(ann, release, { source, manual: true });
    return { ann, id: release.id };
  };
  const needs = (version: number) => ({ ...all, storeNeeds: () => Promise.resolve(version) });

  it("is not promoted over a store that needs a newer one", async () => {
    const { ann } = await opened(1);
    await expect(promote(ann, needs(2))).rejects.toThrow(/reads data version 1, and the store has rentals/);
    await expect(promote(ann, { ...needs(2), dryRun: true })).rejects.toThrow(/needs? version 2/);
  });

  it("is promoted while the store has no such jobs, and a present release always is", async () => {
    const old = await opened(1);
    expect((await promote(old.ann, needs(1))).release).toBe(old.id);
    const present = await opened(2);
    expect((await promote(present.ann, needs(2))).release).toBe(present.id);
  });
});
