import { describe, expect, it } from "vitest";
import type { ApiHost } from "../../release/api-host.ts";
import type { Cdn } from "../../release/cdn.ts";
import { cloudFrontOn, lambdaOn } from "../../release/cloudfront/under-test.ts";
import { FakeApiHost } from "../../release/fake-api-host.ts";
import { promote } from "../../release/promote.ts";
import { takeOver } from "../../release/promotion.ts";
import { rollback } from "../../release/rollback.ts";
import { readStatus, type Status } from "../../release/status.ts";
import type { Shipping } from "../../release/shipping.ts";
import { deployed, liveIn, openShippingWorld, shippingOn, smallRelease } from "../../release/under-test.ts";
import { ScheduledObjectStore } from "../../store/objects/wrap/scheduled-object-store.ts";
import { seededRandom } from "../harness/seeded-random.ts";
import { scheduledApi, scheduledCdn } from "./scheduled-cdn.ts";

const all = { release: null, only: null, dryRun: false, byHand: true };
const verbs = {
  promote: async (shipping: Shipping) => void (await promote(shipping, all)),
  rollback: async (shipping: Shipping) => void (await rollback(shipping, { to: null, only: null, dryRun: false })),
  "promote --only api": async (shipping: Shipping) => void (await promote(shipping, { ...all, only: "api" })),
  "promote --only track": async (shipping: Shipping) => void (await promote(shipping, { ...all, only: "track" })),
};

const adapters: Record<string, Adapt> = {
  "the port": { cdn: (cdn) => cdn, api: (api) => api },
  "AWS's wire": { cdn: (cdn) => cloudFrontOn(cdn), api: (api) => lambdaOn(api) },
};
const scenes = Object.entries(adapters).flatMap(([on, adapt]) =>
  Object.entries(verbs).map(([name, act]) => ({ on, adapt, name, act })),
);

describe.each(scenes)("$name on $on, stopped at every step that changes something", ({ name, act, adapt }) => {
  it.each(["kill before", "kill after", "refused", "lost answer"] as const)("%s", async (fault) => {
    let steps = 0;
    for (let at = 1; ; at += 1) {
      const scene = await sceneOf(name, adapt);
      const ended = await actWith(scene, act, fault, at);
      if (ended.reached < at) break;
      steps += 1;
      await assertMended(scene, `${fault} at ${ended.label}`, "resume");
      // The same step, and the other way out.
      const again = await sceneOf(name, adapt);
      await actWith(again, act, fault, at);
      await assertMended(again, `${fault} at ${ended.label}`, "back");
    }
    expect(steps).toBeGreaterThanOrEqual(name === "promote --only api" ? 4 : 6);
  });
});

interface Adapt {
  cdn: (cdn: Cdn) => Cdn;
  api: (api: ApiHost) => ApiHost;
}

interface Scene {
  adapt: Adapt;
  api: FakeApiHost;
  world: Awaited<ReturnType<typeof openShippingWorld>>;
  ann: Shipping;
  before: Record<string, string | null>;
  after: Record<string, string | null>;
}

const sceneOf = async (verb: string, adapt: Scene["adapt"]): Promise<Scene> => {
  const api = new FakeApiHost();
  const world = await openShippingWorld({ adapt: adapt.cdn, api: adapt.api(api) });
  const ann = world.shipping("ann");
  const one = await deployed(ann, await smallRelease("one", { api: "one" }));
  await promote(ann, all);
  const two = await deployed(ann, await smallRelease("two", { api: "two" }));
  if (verb === "rollback") await promote(ann, all);
  const shown = (id: string, version: string) => ({ book: id, track: id, dashboard: id, api: version });
  const before = verb === "rollback" ? shown(two, "3") : shown(one, "2");
  const afters: Record<string, Scene["after"]> = {
    promote: shown(two, "3"),
    // The API serves the release before, so it stays.
    rollback: shown(one, "3"),
    "promote --only track": { ...shown(one, "2"), track: two },
    "promote --only api": shown(one, "3"),
  };
  return { adapt, api, world, ann, before, after: afters[verb] ?? before };
};

/** A process of its own whose `at`th changing step goes wrong. A killed one simply never hears anything again. */
const actWith = async (
  { world, adapt, api }: Scene,
  act: (shipping: Shipping) => Promise<void>,
  fault: string,
  at: number,
) => {
  let reached = 0;
  let label = "";
  const killed = Promise.withResolvers<void>();
  const never = new Promise<never>(() => undefined);
  let dead = false;
  const step = async <Told>(
    name: string,
    writes: boolean,
    send: () => Promise<Told>,
    doubtful: unknown,
    refused: unknown,
  ): Promise<Told> => {
    if (dead) return await never;
    if (!writes || ++reached !== at) return await send();
    label = name;
    // The port's own outcomes for such a call.
    if (fault === "refused") return refused as Told;
    if (fault !== "kill before") await send();
    if (fault === "lost answer") return doubtful as Told;
    dead = true;
    killed.resolve();
    return await never;
  };
  const unknown = { outcome: "unknown", cause: new Error("lost") };
  const unavailable = { outcome: "unavailable", cause: new Error("refused") };
  const store = (inner: Shipping["objects"]) =>
    new ScheduledObjectStore(inner, {
      grant: (call) =>
        step(
          `${call.verb} ${call.key}`,
          call.verb === "put" || call.verb === "delete",
          () => call.send(),
          unknown,
          unavailable,
        ),
    });
  const { clock, objects, state, cdn } = world;
  const bob = shippingOn({
    objects: store(objects),
    state: store(state),
    api: adapt.api(
      scheduledApi(api, (call, send) =>
        step(call.label, call.writes, send, unknown, { outcome: "refused", reason: "AccessDenied" }),
      ),
    ),
    cdn: adapt.cdn(
      scheduledCdn(cdn, (call, send) =>
        step(call.label, call.writes, send, unknown, { outcome: "refused", reason: "AccessDenied" }),
      ),
    ),
    clock,
    random: seededRandom(at),
  });
  await Promise.race([act(bob).catch(() => undefined), killed.promise]);
  return { reached, label };
};

const assertMended = async ({ ann, before, after }: Scene, what: string, way: "resume" | "back"): Promise<void> => {
  const status = await readStatus(ann);
  const live = shownIn(status);
  const [isBefore, isAfter] = [before, after].map(
    (pages) => JSON.stringify(sorted(live)) === JSON.stringify(sorted(pages)),
  );
  // Half is never unreported, and what is reported is so.
  if (status.open === null)
    expect(isBefore || isAfter, `${what}: ${JSON.stringify(live)} and nothing under way`).toBe(true);
  if (status.open?.state === "half") expect(isBefore || isAfter, what).toBe(false);
  if (status.open?.state === "not_closed") expect(isAfter, what).toBe(true);
  if (status.open?.state === "nothing_happened" || status.open?.state === "stopped_before_publish")
    expect(isBefore, what).toBe(true);
  if (status.open !== null) {
    await expect(promote(ann, all), what).rejects.toThrow("has not ended");
    await expect(rollback(ann, { to: null, only: null, dryRun: false }), what).rejects.toThrow("has not ended");
    await takeOver(ann, way);
    expect(shownIn(await readStatus(ann)), what).toEqual(way === "resume" ? after : before);
  }
  const mended = await readStatus(ann);
  expect([mended.open, mended.differences, mended.invalidations], what).toEqual([null, [], []]);
};

const shownIn = (status: Status): Record<string, string | null> => ({
  ...liveIn(status),
  api: status.api?.live.version ?? null,
});

const sorted = (pages: Record<string, string | null>) => Object.entries(pages).sort(([a], [b]) => (a < b ? -1 : 1));
