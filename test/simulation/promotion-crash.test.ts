import { describe, expect, it } from "vitest";
import { parseEdgeCode } from "../../edge/edge-code.ts";
import { FakeApiHost } from "../../release/api/fake-api-host.ts";
import { promote } from "../../release/promotion/promote.ts";
import { takeOverPromotion } from "../../release/promotion/run-promotion.ts";
import { rollback } from "../../release/promotion/rollback.ts";
import { readStatus, type Status } from "../../release/promotion/status.ts";
import type { Deployer } from "../../release/promotion/deployer.ts";
import { releasesIn } from "../../release/cdn/routing-table.ts";
import {
  contractOf,
  deployRelease,
  liveIn,
  openDeployWorld,
  smallRelease,
} from "../../release/promotion/release-world.ts";
import { actWith, adapters, faultsOn, through, type Adapt, type Place } from "./stopped-deploy.ts";

const all = { release: null, only: null, dryRun: false, manual: true };
const pagesBack = { to: null, only: null, dryRun: false };

const verbs: Record<string, Verb> = {
  promote: {
    act: (deployer) => promote(deployer, all),
    before: ["one", "2"],
    after: ["two", "3"],
  },
  rollback: {
    prepare: ({ ann }) => promote(ann, all),
    act: (deployer) => rollback(deployer, pagesBack),
    before: ["two", "3"],
    // The API serves the previous release, so it stays.
    after: ["one", "3"],
  },
  "promote --only api": {
    act: (deployer) => promote(deployer, { ...all, only: "api" }),
    before: ["one", "2"],
    after: ["one", "3"],
    steps: 4,
  },
  "promote --only track": {
    // Its page needs the new API.
    prepare: ({ ann }) => promote(ann, { ...all, only: "api" }),
    act: (deployer) => promote(deployer, { ...all, only: "track" }),
    before: ["one", "3"],
    after: ["one", "3", "two"],
  },
  "rollback --only api": {
    prepare: async ({ ann }) => {
      await promote(ann, all);
      await rollback(ann, pagesBack);
    },
    act: (deployer) => rollback(deployer, { ...pagesBack, only: "api" }),
    before: ["one", "3"],
    after: ["one", "2"],
    steps: 4,
  },
  "promote of an API that is not well": {
    act: (deployer) => promote(deployer, all),
    before: ["one", "2"],
    after: ["one", "2"],
    isIll: true,
  },
  // The process that takes over may be stopped as well.
  "promote --resume": {
    prepare: (scene) => killedAt(scene, "publish site"),
    act: (deployer) => takeOverPromotion(deployer, "resume"),
    before: ["one", "2"],
    after: ["two", "3"],
  },
  "promote --back": {
    prepare: (scene) => killedAt(scene, "publish site"),
    act: (deployer) => takeOverPromotion(deployer, "back"),
    before: ["one", "2"],
    after: ["two", "3"],
  },
};

/** A release on all pages, the API's version, and track's release if it differs. */
type Shown = [pages: "one" | "two", api: string, track?: "one" | "two"];

interface Verb {
  prepare?: (scene: Scene) => Promise<unknown>;
  act: (deployer: Deployer) => Promise<unknown>;
  before: Shown;
  after: Shown;
  /** The new API answers 503, so resuming ends in the initial state. */
  isIll?: true;
  /** The least number of steps that change something. Default 6. */
  steps?: number;
}

const scenes = Object.entries(adapters).flatMap(([on, adapt]) =>
  Object.entries(verbs).map(([name, verb]) => ({ on, adapt, name, verb })),
);

describe.each(scenes)("$name on $on, stopped at every step that changes something", ({ on, verb, adapt }) => {
  it.each(faultsOn(on))("%s", async (fault) => {
    let steps = 0;
    for (let at = 1; ; at += 1) {
      const scene = await sceneOf(verb, adapt);
      const ended = await actWith(scene, verb.act, fault, (step) => step === at, at);
      if (ended.reached < at) break;
      steps += 1;
      await assertMended(scene, `${fault} at ${ended.label}`, "resume");
      // The same step with the other way out: back instead of resume.
      const again = await sceneOf(verb, adapt);
      await actWith(again, verb.act, fault, (step) => step === at, at);
      await assertMended(again, `${fault} at ${ended.label}`, "back");
    }
    expect(steps).toBeGreaterThanOrEqual(verb.steps ?? 6);
  });
});

interface Scene extends Place {
  verb: Verb;
  ann: Deployer;
  before: Record<string, string | null>;
  after: Record<string, string | null>;
  /** The oldest API version that serves a release's pages. */
  needs: Record<string, number>;
  /** Breaks of that rule, checked after each change of any process. */
  unserved: string[];
}

const sceneOf = async (verb: Verb, adapt: Adapt): Promise<Scene> => {
  const api = new FakeApiHost();
  const health = () => (verb.isIll === true && api.state.stages.live.version === "3" ? 503 : 200);
  const world = await openDeployWorld({ adapt: adapt.cdn, api: adapt.api(api), health });
  const ann = world.deployer("ann");
  const one = await deployRelease(ann, await smallRelease("one", { api: "one", contract: contractOf("/catalog") }));
  await promote(ann, all);
  // Only the second release's API serves the extra call of its pages.
  const two = await deployRelease(
    ann,
    await smallRelease("two", { api: "two", contract: contractOf("/catalog", "/more") }),
  );
  const shown = ([pages, version, track = pages]: Shown) => {
    const ids = { one, two };
    return { book: ids[pages], track: ids[track], dashboard: ids[pages], api: version };
  };
  const needs = { [one]: 2, [two]: 3 };
  const scene: Scene = {
    changed: (name) => noteUnserved(scene, name),
    adapt,
    verb,
    api,
    world,
    ann,
    before: shown(verb.before),
    after: shown(verb.after),
    needs,
    unserved: [],
  };
  await verb.prepare?.(scene);
  return scene;
};

/** A promotion that was killed right before this call. */
const killedAt = async (scene: Scene, label: string): Promise<void> => {
  const { reached } = await actWith(
    scene,
    (bob) => promote(bob, { ...all, again: true }),
    "kill before",
    (_, name) => name === label,
    99,
  );
  expect(reached).toBeGreaterThan(1);
};

/** Records each page that is live with an older API than it needs. */
const noteUnserved = async ({ world, api, needs, unserved }: Scene, after: string): Promise<void> => {
  const version = Number(api.state.stages.live.version);
  for (const kind of ["site", "dashboard"] as const) {
    const told = await world.another({}).getFunction(kind, "LIVE");
    if (told.outcome !== "found") throw new Error(told.outcome);
    for (const [page, release] of Object.entries(releasesIn(parseEdgeCode(told.code).table)))
      if (typeof release === "string" && version < (needs[release] ?? 0))
        unserved.push(`${page} of ${release} with version ${version} of the API, after ${after}`);
  }
};

const assertMended = async (scene: Scene, what: string, way: "resume" | "back"): Promise<void> => {
  const { ann, verb, before, after, unserved } = scene;
  const status = await readStatus(ann);
  const live = shownIn(status);
  const [isBefore, isAfter] = [before, after].map(
    (pages) => JSON.stringify(sorted(live)) === JSON.stringify(sorted(pages)),
  );
  // A half-done promotion is always reported, and every report is true.
  if (status.open === null)
    expect(isBefore || isAfter, `${what}: ${JSON.stringify(live)} and nothing under way`).toBe(true);
  if (status.open?.state === "half") expect(isBefore || isAfter, what).toBe(false);
  if (status.open?.state === "not_closed") expect(isAfter, what).toBe(true);
  if (status.open?.state === "nothing_happened" || status.open?.state === "stopped_before_publish")
    expect(isBefore, what).toBe(true);
  if (status.open !== null) {
    await expect(promote(ann, all), what).rejects.toThrow("has not ended");
    await expect(rollback(ann, pagesBack), what).rejects.toThrow("has not ended");
    const mending = takeOverPromotion(
      through(scene, 1, (_, send) => send()),
      way,
    );
    if (verb.isIll === true && way === "resume") await expect(mending, what).rejects.toThrow("is live again");
    else await mending;
    expect(shownIn(await readStatus(ann)), what).toEqual(way === "resume" ? after : before);
  }
  const mended = await readStatus(ann);
  expect([mended.open, mended.differences, mended.invalidations], what).toEqual([null, [], []]);
  expect(unserved, what).toEqual([]);
};

const shownIn = (status: Status): Record<string, string | null> => ({
  ...liveIn(status),
  api: status.api?.live.version ?? null,
});

const sorted = (pages: Record<string, string | null>) => Object.entries(pages).toSorted(([a], [b]) => (a < b ? -1 : 1));
