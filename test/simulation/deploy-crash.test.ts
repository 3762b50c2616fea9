import { describe, expect, it } from "vitest";
import { deploy } from "../../release/promotion/deploy.ts";
import { FakeApiHost } from "../../release/api/fake-api-host.ts";
import { missingFiles, readManifest } from "../../release/artifacts/artifact-store.ts";
import { promote } from "../../release/promotion/promote.ts";
import type { Deployer } from "../../release/promotion/deployer.ts";
import { readStatus } from "../../release/promotion/status.ts";
import { deployRelease, liveIn, openDeployWorld, smallRelease } from "../../release/promotion/release-world.ts";
import { actWith, adapters, faultsOn, through, type Place } from "./stopped-deploy.ts";

const all = { release: null, only: null, dryRun: false, manual: true };
const source = { commit: "c0ffee", dirty: false };
const late = await smallRelease("late", { api: "late" });
const deployLate = (deployer: Deployer) => deploy(deployer, late, { source, manual: true });

/** One release is live with its API. A deploy of another also removes an expired release. */
const sceneOf = async (adapt: Place["adapt"]) => {
  const api = new FakeApiHost();
  const world = await openDeployWorld({ adapt: adapt.cdn, api: adapt.api(api) });
  const ann = world.deployer("ann");
  const one = await deployRelease(ann, await smallRelease("one", { api: "one" }));
  await promote(ann, all);
  for (let count = 0; count < 10; count += 1)
    await deployRelease(ann, await smallRelease(`r${count}`, { api: `r${count}` }));
  world.clock.advance({ days: 40 });
  const place: Place = { world, api, adapt, changed: () => Promise.resolve() };
  return { place, ann, one };
};

describe.each(Object.entries(adapters))("deploy on %s, stopped at every step that changes something", (on, adapt) => {
  it.each(faultsOn(on))("%s", async (fault) => {
    let steps = 0;
    for (let at = 1; ; at += 1) {
      const { place, ann, one } = await sceneOf(adapt);
      const ended = await actWith(place, deployLate, fault, (step) => step === at, at);
      if (ended.reached < at) break;
      steps += 1;
      const what = `${fault} at ${ended.label}`;
      // Nothing live changed, and status reports no difference.
      const status = await readStatus(ann);
      expect([liveIn(status), status.api?.live.version], what).toEqual([
        { book: one, track: one, dashboard: one },
        "2",
      ]);
      // The next process resumes the stopped removal a minute later.
      place.world.clock.advance({ days: 1 });
      await deployLate(through(place, 1, (_call, send) => send()));
      const { releases, open } = await ann.releaseLog.read();
      const mended = await readStatus(ann);
      expect([open, mended.differences], what).toEqual([null, []]);
      const staging = mended.live.filter(({ kind }) => kind === "staging").map(({ release }) => release);
      expect(new Set(staging), what).toEqual(new Set([late.id]));
      // Kept releases are complete, with their API. The removed one is gone.
      const versions = place.api.state.versions.flatMap((sha256, index) =>
        sha256 === null ? [] : [String(index + 1)],
      );
      for (const { id, api } of releases) {
        const manifest = await readManifest(ann.objects, id);
        expect(manifest === null ? null : await missingFiles(ann.objects, manifest), what).toEqual([]);
        expect(versions, what).toContain(api?.version);
      }
      // Without the right to remove it, the deploy still succeeds and the next removal tries again.
      const stays = what === "refused at remove version 3";
      expect([releases.length, versions.includes("3")], what).toEqual([11, stays]);
      await promote(ann, all);
      expect((await readStatus(ann)).api?.live.version, what).toBe(mended.api?.preview.version);
    }
    expect(steps).toBeGreaterThan(20);
  });
});
