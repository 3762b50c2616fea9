import { expect, it } from "vitest";
import { promote } from "../../release/promotion/promote.ts";
import { changeOf } from "../../release/promotion/change.ts";
import { acquireLock } from "../../release/promotion/promotion-lock.ts";
import { runPromotion, takeOverPromotion } from "../../release/promotion/run-promotion.ts";
import type { Promotion } from "../../release/promotion/releases.ts";
import { DeployRefused } from "../../release/deploy-refused.ts";
import { smallRelease } from "../../release/promotion/release-world.ts";
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

const [one, two, three, four, five] = await Promise.all([
  releaseNamed("one"),
  releaseNamed("two"),
  releaseNamed("three"),
  releaseNamed("four", ["dashboard.html"]),
  releaseNamed("five", ["dashboard.html"]),
]);

const setup = async (handle: Handle): Promise<void> => {
  const deployer = deployerFor({ handle, clock: new FakeClock(), random: seededRandom(1) }, "setup");
  for (const release of [one, two, three, four, five]) await putRelease(handle, deployer, release);
  await promote(deployer, promoting(one.id));
};

function releaseNamed(name: string, without: string[] = []) {
  return smallRelease(name, { logic: tinyLogic, without });
}

const promoter = (who: string, release: string) => told(who, (deployer) => promote(deployer, promoting(release)));
const taker = (who: string, way: "resume" | "back") => told(who, (deployer) => takeOverPromotion(deployer, way));

/** Checks in every state that a half-done promotion is reported, and at rest that LIVE is what the release log says. */
const invariant = async ({ handle, ended, results }: View<Handle>): Promise<void> => {
  const { releaseLog, live } = await lookAt(handle);
  if (releaseLog.open !== null) return;
  // One publish changes track and book, so they never differ. The dashboard stays if a release has none.
  const [dashboard, ...site] = live;
  const done = releaseLog.history.filter(({ step }) => step === "done");
  expect(site, "track and book are what was done last").toEqual(Array(2).fill(done.at(-1)?.release));
  expect(dashboard, "the dashboard too").toBe(done.findLast(({ kinds }) => kinds.includes("dashboard"))?.release);
  if (!ended) return;
  for (const [who, said] of Object.entries(results)) {
    if (said !== "done") continue;
    // A promotion that reported "done" is in the release log as done. A takeover ends the promotion under its own id.
    expect(
      releaseLog.history.some((each) => each.who === who && each.step !== "begun"),
      `${who} was told done`,
    ).toBe(true);
  }
};

type Budget = Partial<Search<Handle>> & { looks?: boolean };

const search = (
  name: string,
  actors: Search<Handle>["actors"],
  { looks = false, ...budget }: Budget = {},
): Search<Handle> => ({
  name,
  world: new PromotionWorld(looks),
  setup,
  actors,
  invariant,
  ...budget,
});

it("two promoters of all pages", { timeout: 120_000 }, async () => {
  await searchAll(
    search("two promoters", { ann: promoter("ann", two.id), bob: promoter("bob", three.id) }, { looks: true }),
  );
});

it("two promoters of one page each keep the other's page", { timeout: 120_000 }, async () => {
  const onePage = (who: string, release: string, only: "track" | "book") =>
    told(who, (deployer) => promote(deployer, { ...promoting(release), only }));
  await searchAll({
    ...search("a page each", { ann: onePage("ann", two.id, "track"), bob: onePage("bob", three.id, "book") }),
    invariant: async ({ handle, ended, results }) => {
      if (!ended) return;
      const { live } = await lookAt(handle);
      const [book, track] = [
        results["bob"] === "done" ? three.id : one.id,
        results["ann"] === "done" ? two.id : one.id,
      ];
      expect(live).toEqual([one.id, book, track]);
    },
  });
});

// With one function, because two only multiply the states; the crash test of every step covers both.
// Ann has begun, so there is a promotion to take over.
const ann = {
  ann: told("ann", async (deployer) => {
    if (begun === null) throw new Error("Setup comes first");
    await runPromotion(deployer, begun, await changeOf(deployer, begun), { functions: {} });
  }),
};
let begun: Promotion | null = null;
const annBegins = async (handle: Handle): Promise<void> => {
  await setup(handle);
  const deployer = deployerFor({ handle, clock: new FakeClock(), random: seededRandom(2) }, "ann");
  const intent = { verb: "promote" as const, release: four.id, only: null, restores: {}, undoes: null };
  begun = await acquireLock(deployer, { ...intent, kinds: ["site"] }, true);
};

// The crash test of every step covers a promotion that stops for good and is then finished.
it("a promoter that sleeps at any step, and another that finishes", { timeout: 120_000 }, async () => {
  await searchAll(search("promote and resume", { ...ann, bob: taker("bob", "resume") }, { setup: annBegins }));
});

it("a promoter that may stop, and another that rolls back", { timeout: 120_000 }, async () => {
  await searchAll(
    search("promote and back, a crash", { ...ann, bob: taker("bob", "back") }, { setup: annBegins, crashes: 1 }),
  );
});

it(
  "a promoter whose answer is lost, or whose call lands late, and one who puts back",
  { timeout: 120_000 },
  async () => {
    const actors = { ...ann, bob: taker("bob", "back") };
    await searchAll(search("promote and back, a lost answer", actors, { setup: annBegins, lostAnswers: 1 }));
    await searchAll(search("promote and back, a late call", actors, { setup: annBegins, latePuts: 1 }));
  },
);

it(
  "a promoter that sleeps while another takes over and goes on to the next release",
  { timeout: 120_000 },
  async () => {
    const bob: Actor<Handle> = async (context) => {
      await takeOverPromotion(deployerFor(context, "bob"), "back").catch((error: unknown) => {
        if (!(error instanceof DeployRefused)) throw error;
      });
      return await context.atomically("the next release", (handle) =>
        told("bob", (deployer) => promote(deployer, promoting(five.id)))({ ...context, handle }),
      );
    };
    await searchAll(search("an old promoter wakes up", { ...ann, bob }, { setup: annBegins }));
  },
);
