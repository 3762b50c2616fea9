import { expect, it } from "vitest";
import { promote } from "../../release/promotion/promote.ts";
import { changeOf } from "../../release/promotion/change.ts";
import { acquireLock } from "../../release/promotion/promotion-lock.ts";
import { runPromotion, takeOverPromotion } from "../../release/promotion/run-promotion.ts";
import type { ApiSnapshot, Promotion } from "../../release/promotion/releases.ts";
import { rollback } from "../../release/promotion/rollback.ts";
import { sha256Of } from "../../release/artifacts/manifest.ts";
import { contractOf, smallRelease } from "../../release/promotion/release-world.ts";
import { FakeClock } from "../harness/fake-clock.ts";
import { seededRandom } from "../harness/seeded-random.ts";
import type { Actor } from "./actor.ts";
import {
  lookAt,
  PromotionWorld,
  promoting,
  putRelease,
  deployerFor,
  tinyLogic,
  told,
  type Handle,
} from "./promotion-world.ts";
import { searchAll, type Search, type View } from "./search.ts";

// Every order of two people's calls, with promotions that include the API. The dashboard is left out, because a second
// function only multiplies the states.
const [one, two, three] = await Promise.all(
  [["one"], ["one", "two"], ["one", "two", "three"]].map((calls) =>
    smallRelease(calls.at(-1) ?? "", {
      logic: tinyLogic,
      without: ["dashboard.html"],
      api: calls.at(-1) ?? "",
      // Each API version serves what the previous one did, and its pages make one more call.
      contract: contractOf(...calls),
    }),
  ),
);
if (one === undefined || two === undefined || three === undefined) throw new Error("Three releases are made above");
const sides = new Map<string, ApiSnapshot>();

/** All three releases are deployed, and the first is live with its API. */
const setup = async (handle: Handle): Promise<void> => {
  const deployer = deployerFor({ handle, clock: new FakeClock(), random: seededRandom(1) }, "setup");
  for (const release of [one, two, three]) {
    const api = await versionOf(handle, release.api ?? new Uint8Array());
    sides.set(release.id, api);
    await putRelease(handle, deployer, release, api);
  }
  await promote(deployer, promoting(one.id));
};

const versionOf = async ({ api }: Handle, zip: Uint8Array): Promise<ApiSnapshot> => {
  for (;;) {
    const code = await api?.readCode();
    if (api === null || code?.outcome !== "found") throw new Error("No API");
    if (code.sha256 !== sha256Of(zip)) await api.uploadCode(zip, code.revision);
    else if (code.settled) {
      const told = await api.publishVersion(code.sha256);
      if (told.outcome === "published") return { version: told.version, sha256: code.sha256 };
      throw new Error(told.outcome);
    }
  }
};

/** Checks in every state that no page is live with an older API than it needs, and at rest that LIVE is what the release log says. */
const invariant = async ({ handle, ended, crashed, results }: View<Handle>): Promise<void> => {
  const { releaseLog, live, version } = await lookAt(handle);
  const [, ...site] = live;
  for (const release of site)
    if (release !== null)
      expect(Number(version), `the API under pages of ${release}`).toBeGreaterThanOrEqual(
        Number(sides.get(release)?.version),
      );
  if (releaseLog.open !== null) {
    // Only a process that was stopped, or that got an unknown outcome, leaves the promotion open.
    if (ended && crashed.length === 0) expect(Object.values(results)).toContain("refused");
    return;
  }
  const done = releaseLog.history.filter(({ step }) => step === "done");
  const moved = releaseLog.history.findLast(({ api }) => api !== undefined);
  expect(version, "the API is where it was moved last").toBe(
    (moved?.step === "done" ? moved.api?.to : moved?.api?.from)?.version,
  );
  for (const [at, page] of (["book", "track"] as const).entries()) {
    const last = done.findLast(({ to }) => to.site !== undefined)?.to.site?.pages[page];
    expect(site[at], `${page} is what was done last`).toBe(last);
  }
};

const search = (actors: Search<Handle>["actors"], budget: Partial<Search<Handle>> = {}): Search<Handle> => ({
  world: PromotionWorld.withApi(),
  setup,
  actors,
  invariant,
  ...budget,
});

// The search without an API interleaves every call of both. Here one of them promotes in one step.
it("a promotion with an API, and another whole promotion in between", { timeout: 120_000 }, async () => {
  const promoter = (who: string, release: string) => told(who, (deployer) => promote(deployer, promoting(release)));
  const bob: Actor<Handle> = (context) =>
    context.atomically("promote", (handle) => promoter("bob", three.id)({ ...context, handle }));
  await searchAll(search({ ann: promoter("ann", two.id), bob }, { name: "two promoters with an API" }));
});

it(
  "one who promotes a page that needs the new API, and one who takes that API back",
  { timeout: 120_000 },
  async () => {
    await searchAll(
      search(
        {
          ann: told("ann", (deployer) => promote(deployer, { ...promoting(two.id), only: "track" })),
          bob: told("bob", (deployer) => rollback(deployer, { to: null, only: "api", dryRun: false })),
        },
        {
          name: "a page forth, the API back",
          setup: async (handle) => {
            await setup(handle);
            const deployer = deployerFor({ handle, clock: new FakeClock(), random: seededRandom(2) }, "setup");
            await promote(deployer, { ...promoting(two.id), only: "api" });
          },
        },
      ),
    );
  },
);

// Ann has begun, so there is a promotion to take over.
let begun: Promotion | null = null;
const annBegins =
  (only: "api" | null) =>
  async (handle: Handle): Promise<void> => {
    await setup(handle);
    const deployer = deployerFor({ handle, clock: new FakeClock(), random: seededRandom(2) }, "ann");
    const [from, to] = [sides.get(one.id), sides.get(two.id)];
    if (from === undefined || to === undefined) throw new Error("Setup makes versions");
    const intent = { verb: "promote" as const, release: two.id, only, restores: {}, undoes: null };
    begun = await acquireLock(deployer, { ...intent, kinds: only === "api" ? [] : ["site"], api: { from, to } }, true);
  };
const ann = told("ann", async (deployer) => {
  if (begun === null) throw new Error("Setup comes first");
  await runPromotion(deployer, begun, await changeOf(deployer, begun), { functions: {} });
});
const taker = (way: "resume" | "back") => told("bob", (deployer) => takeOverPromotion(deployer, way));
// Each fault and the pages' steps multiply the states. The crash test of every step covers the rest.
const alone = [
  { what: "sleeps at any step", way: "resume", budget: {} },
  { what: "may stop at any step", way: "resume", budget: { crashes: 1 } },
  { what: "loses an answer", way: "resume", budget: { lostAnswers: 1 } },
  { what: "may stop at any step", way: "back", budget: { crashes: 1 } },
  { what: "loses an answer", way: "back", budget: { lostAnswers: 1 } },
  { what: "has a call that lands late", way: "back", budget: { latePuts: 1 } },
] as const;
const withPages = [
  { what: "sleeps at any step", way: "resume", budget: {} },
  { what: "may stop at any step", way: "back", budget: { crashes: 1 } },
] as const;

it.each(alone)(
  "one who takes over with --$way from a promoter of the API that $what",
  { timeout: 120_000 },
  async ({ what, way, budget }) => {
    const name = `the API alone, ${what}, --${way}`;
    await searchAll(search({ ann, bob: taker(way) }, { name, setup: annBegins("api"), ...budget }));
  },
);

it.each(withPages)(
  "one who takes over with --$way from a promoter of API and pages that $what",
  { timeout: 120_000 },
  async ({ what, way, budget }) => {
    const name = `API and pages, ${what}, --${way}`;
    await searchAll(search({ ann, bob: taker(way) }, { name, setup: annBegins(null), ...budget }));
  },
);
