import { describe, expect, it } from "vitest";
import { FakeApiHost } from "../api/fake-api-host.ts";
import { promote } from "./promote.ts";
import { rollback } from "./rollback.ts";
import type { Promotion, FunctionSnapshot } from "./releases.ts";
import { RolledBackBefore, rollbackOf } from "./rolled-back.ts";
import { deployRelease, liveNow, openDeployWorld, smallRelease } from "./release-world.ts";

const all = { release: null, only: null, dryRun: false, manual: true };
const back = { to: null, only: null, dryRun: false };

/** `one` is live again after ann rolled back `two`, which is on staging. */
const rolledBack = async () => {
  const { deployer, clock } = await openDeployWorld();
  const ann = deployer("ann");
  const one = await deployRelease(ann, await smallRelease("one"));
  await promote(ann, all);
  const two = await deployRelease(ann, await smallRelease("two"));
  await promote(ann, all);
  await rollback(ann, back);
  return { ann, one, two, clock };
};

describe("a release that was rolled back", () => {
  it("is not promoted without a confirmation, and nothing live changes", async () => {
    const { ann, one, two } = await rolledBack();
    for (const release of [null, two]) {
      const refused = promote(ann, { ...all, release });
      await expect(refused).rejects.toThrow(RolledBackBefore);
      await expect(refused).rejects.toThrow(
        new RegExp(`^ann rolled back release ${two} at 2\\d{3}-.*Z\\. Promoting it`),
      );
    }
    expect(await liveNow(ann)).toEqual({ book: one, track: one, dashboard: one });
    const { rolled_back, promotion } = await promote(ann, { ...all, dryRun: true });
    expect([rolled_back, promotion]).toEqual([{ by: "ann", at: expect.stringMatching(/Z$/) }, null]);
  });

  it("is promoted with a confirmation, and later without one", async () => {
    const { ann, one, two } = await rolledBack();
    await promote(ann, { ...all, again: true });
    expect(await liveNow(ann)).toEqual({ book: two, track: two, dashboard: two });
    await promote(ann, { ...all, release: one });
    await promote(ann, { ...all, release: two });
    expect(await liveNow(ann)).toEqual({ book: two, track: two, dashboard: two });
  });

  it("still needs a confirmation after other promotions", async () => {
    const { ann, two } = await rolledBack();
    const three = await deployRelease(ann, await smallRelease("three"));
    await promote(ann, all);
    await expect(promote(ann, { ...all, release: two })).rejects.toThrow(RolledBackBefore);
    expect(await liveNow(ann)).toEqual({ book: three, track: three, dashboard: three });
  });

  it("needs it only on the page that was rolled back", async () => {
    const { deployer } = await openDeployWorld();
    const ann = deployer("ann");
    const one = await deployRelease(ann, await smallRelease("one"));
    await promote(ann, all);
    const two = await deployRelease(ann, await smallRelease("two"));
    await promote(ann, { ...all, only: "track" });
    await rollback(ann, { ...back, only: "track" });
    await promote(ann, { ...all, only: "book" });
    await expect(promote(ann, { ...all, only: "track" })).rejects.toThrow(RolledBackBefore);
    expect(await liveNow(ann)).toEqual({ book: two, track: one, dashboard: one });
  });

  it("needs it for its API too", async () => {
    const { deployer } = await openDeployWorld({ api: new FakeApiHost() });
    const ann = deployer("ann");
    for (const name of ["one", "two"]) {
      await deployRelease(ann, await smallRelease(name, { api: name }));
      await promote(ann, { ...all, only: "api" });
    }
    await rollback(ann, { ...back, only: "api" });
    await expect(promote(ann, { ...all, only: "api" })).rejects.toThrow(RolledBackBefore);
    expect((await promote(ann, { ...all, only: "api", again: true })).plan.api).toEqual({ from: "2", to: "3" });
  });
});

describe("an aborted change", () => {
  const side = (release: string): FunctionSnapshot => ({ sha256: release, pages: { dashboard: release } });
  const change = (from: string, to: string, how: Pick<Promotion, "verb" | "step" | "who">): Promotion => ({
    id: `${from}-${to}`,
    holders: [],
    started_at: "2026-01-01T00:00:00.000Z",
    ended_at: "2026-01-01T00:01:00.000Z",
    release: to,
    only: null,
    kinds: ["dashboard"],
    restores: {},
    undoes: null,
    from: { dashboard: side(from) },
    to: { dashboard: side(to) },
    api: { from: { version: `version of ${from}` }, to: { version: `version of ${to}`, sha256: to } },
    uninvalidated: {},
    ...how,
  });
  const none = { pages: [], api: null, logic: [], kinds: [], live: { functions: {} } };
  const page = { ...none, pages: [{ kind: "dashboard" as const, page: "dashboard" as const, from: "one", to: "two" }] };
  const api = { ...none, api: { from: "version of one", to: "version of two" } };
  const undone = change("two", "one", { verb: "rollback", step: "done", who: "ann" });

  it.each([
    ["a page", page],
    ["the API", api],
  ])("rolls back no release of %s, and hides no rollback", (_, plan) => {
    const failed = change("two", "one", { verb: "rollback", step: "put_back", who: "bob" });
    expect(rollbackOf({ history: [failed] }, plan)).toBe(null);
    expect(rollbackOf({ history: [undone, failed] }, plan)).toEqual({ by: "ann", at: "2026-01-01T00:01:00.000Z" });
    const promoting = { verb: "promote", who: "bob" } as const;
    const left = change("two", "three", { ...promoting, step: "put_back" });
    expect(rollbackOf({ history: [undone, left] }, plan)).toEqual({ by: "ann", at: "2026-01-01T00:01:00.000Z" });
    expect(rollbackOf({ history: [undone, { ...left, step: "done" }] }, plan)).toBe(null);
  });
});

describe("the start of a release's id", () => {
  it("is enough for promote and rollback", async () => {
    const { ann, one, two } = await rolledBack();
    expect((await promote(ann, { ...all, release: two.slice(0, 4), again: true })).release).toBe(two);
    await rollback(ann, { ...back, to: one.slice(0, 4) });
    expect(await liveNow(ann)).toEqual({ book: one, track: one, dashboard: one });
  });

  it("is refused with the candidates if several ids match, and if none matches", async () => {
    const { ann } = await rolledBack();
    const ids: string[] = [];
    for (let count = 0; count < 17; count += 1) ids.push(await deployRelease(ann, await smallRelease(`r${count}`)));
    // Seventeen ids share sixteen digits.
    const digit =
      Array.from("0123456789abcdef").find((each) => ids.filter((id) => id.startsWith(each)).length > 1) ?? "";
    const { releases } = await ann.releaseLog.read();
    const candidates = releases.map(({ id }) => id).filter((id) => id.startsWith(digit));
    for (const act of [promote(ann, { ...all, release: digit }), rollback(ann, { ...back, to: digit })])
      await expect(act).rejects.toMatchObject({
        message: `Several releases start with ${digit}.`,
        hint: `Type more of one of these: ${candidates.join(", ")}`,
      });
    await expect(promote(ann, { ...all, release: "zz" })).rejects.toThrow("There is no release zz.");
  });
});
