import { describe, expect, it } from "vitest";
import type { ApiHost } from "../api/api-host.ts";
import { lambdaOn } from "../api/lambda/lambda-on-fake.ts";
import { deploy, planDeploy } from "./deploy.ts";
import { FakeApiHost } from "../api/fake-api-host.ts";
import { promote } from "./promote.ts";
import { rollback } from "./rollback.ts";
import { readStatus } from "./status.ts";
import type { Deployer } from "./deployer.ts";
import { deployRelease, openDeployWorld, smallRelease } from "./release-world.ts";

const all = { release: null, only: null, dryRun: false, manual: true };
const source = { commit: "c0ffee", dirty: false };

describe.each([
  ["the port", (api: ApiHost) => api],
  ["Lambda, through the SDK", (api: ApiHost) => lambdaOn(api)],
])("old versions of the API on %s", (_, adapt) => {
  /** `zero` is live with version 2. Then versions 3 to 13 were deployed, and a hundred days passed. */
  const openWorld = async () => {
    const fake = new FakeApiHost();
    const world = await openDeployWorld({ api: adapt(fake) });
    const ann = world.deployer("ann");
    const ids = [await deployRelease(ann, await smallRelease("zero", { api: "zero" }))];
    await promote(ann, all);
    for (let count = 0; count < 11; count += 1)
      ids.push(await deployRelease(ann, await smallRelease(`r${count}`, { api: `r${count}` })));
    world.clock.advance({ days: 100 });
    return { ...world, fake, ann, ids };
  };
  const versions = (fake: FakeApiHost): number[] =>
    fake.state.versions.flatMap((sha256, index) => (sha256 === null ? [] : [index + 1]));
  const ship = async (deployer: Deployer, name: string) =>
    await deploy(deployer, await smallRelease(name, { api: name }), { source, manual: true });

  it("are deleted with their release; the live version and the one before it stay", async () => {
    const { ann, fake, ids } = await openWorld();
    const release = await smallRelease("late", { api: "late" });
    const plan = await planDeploy(ann, release);
    // Version 2 is live, and a rollback would need version 1.
    expect(plan.remove).toEqual({ releases: [ids[1], ids[2]], versions: ["3", "4"] });
    expect(versions(fake)).toHaveLength(13);
    const result = await deploy(ann, release, { source, manual: true });
    expect([result.removed, result.removed_versions]).toEqual([
      [ids[1], ids[2]],
      ["3", "4"],
    ]);
    expect(versions(fake)).toEqual([1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    await rollback(ann, { to: null, only: "api", dryRun: false });
    expect(fake.state.stages.live.version).toBe("1");
    expect((await readStatus(ann)).open).toBe(null);
  });

  it("include versions that no release refers to: after a second deploy, or a deploy that stopped early", async () => {
    const { ann, fake, ids, clock } = await openWorld();
    // The release has another version now, and no entry refers to the earlier one.
    await ship(ann, "r5");
    expect(versions(fake)).toContain(14);
    await promote(ann, all);
    clock.advance({ days: 31 });
    for (let count = 20; count < 31; count += 1) await ship(ann, `r${count}`);
    clock.advance({ days: 31 });
    await ship(ann, "late");
    const kept = (await ann.releaseLog.read()).releases;
    expect(kept.map(({ id }) => id)).not.toContain(ids[11]);
    // 14 is live, a rollback would need 2, and the others belong to the last ten releases.
    expect(kept.map(({ api }) => Number(api?.version)).toSorted((a, b) => a - b)).toEqual(versions(fake));
    expect(versions(fake)).toEqual([2, 14, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26]);
  });

  it("that cannot be deleted are reported and stay, and the deploy succeeds", async () => {
    const { ann, fake, clock } = await openWorld();
    const lines: string[] = [];
    const denied: ApiHost = {
      ...pass(ann),
      removeVersion: () => Promise.resolve({ outcome: "refused", reason: "AccessDeniedException" }),
    };
    const result = await ship({ ...ann, api: denied, progress: (line) => void lines.push(line) }, "late");
    expect([result.removed.length, result.removed_versions, versions(fake).length]).toEqual([2, [], 14]);
    expect(lines).toContain("Version 3 of the API could not be deleted: AccessDeniedException");
    expect((await readStatus(ann)).open).toBe(null);
    // A later prune with the permission deletes them.
    clock.advance({ days: 31 });
    expect((await ship(ann, "later")).removed_versions).toEqual(["3", "4", "5"]);
  });

  it("cannot be rolled back to after their deletion", async () => {
    const { ann, fake, ids } = await openWorld();
    await ship(ann, "late");
    await promote(ann, all);
    fake.removeVersion("5").catch(() => undefined);
    await expect(rollback(ann, { to: ids[3] ?? "", only: "api", dryRun: false })).rejects.toThrow(
      "Version 5 of the API is no longer kept.",
    );
    expect((await readStatus(ann)).open).toBe(null);
  });

  const pass = ({ api }: Deployer): ApiHost => {
    if (api === null) throw new Error("There is one");
    return {
      name: api.name,
      readCode: () => api.readCode(),
      uploadCode: (zip, revision) => api.uploadCode(zip, revision),
      publishVersion: (sha256) => api.publishVersion(sha256),
      listVersions: () => api.listVersions(),
      removeVersion: (version) => api.removeVersion(version),
      readStage: (stage) => api.readStage(stage),
      pointStage: (stage, to, revision) => api.pointStage(stage, to, revision),
    };
  };
});
