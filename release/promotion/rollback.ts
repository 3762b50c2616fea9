import type { EdgeKind } from "../../edge/edge-code.ts";
import { changeOf, type PromotionIntent } from "./change.ts";
import { readStage } from "../api/api-pointer.ts";
import { assertServed, rollbackHint } from "./check-contracts.ts";
import { resolveReleaseId } from "../artifacts/resolve-release-id.ts";
import { changes, planOf, versionAfter, type Plan } from "./plan.ts";
import { apiIsTheServer, assertComplete } from "./promote.ts";
import { acquireLock, refusedByLock } from "./promotion-lock.ts";
import { runPromotion } from "./run-promotion.ts";
import {
  releaseOfApi,
  livePromotions,
  versionBefore,
  type ApiSnapshot,
  type Promotion,
  type Releases,
  type FunctionSnapshot,
} from "./releases.ts";
import { type Part } from "../artifacts/manifest.ts";
import { retryWhileBusy } from "../cdn/live-pointer.ts";
import { type Deployer } from "./deployer.ts";
import { DeployRefused } from "../deploy-refused.ts";
import { kindsFor } from "../cdn/routing-table.ts";

export interface RollbackOptions {
  /** A release that was live before. Null means the state before the newest promotion in effect. */
  to: string | null;
  only: Part | null;
  dryRun: boolean;
}

export interface RollbackResult {
  plan: Plan;
  promotion: Promotion | null;
}

/**
 * Publishes saved functions, without uploads or invalidations. The API changes only with `only: "api"`.
 * @throws DeployRefused
 */
export const rollback = async (
  deployer: Deployer,
  { to: typed, only, dryRun }: RollbackOptions,
): Promise<RollbackResult> => {
  const releases = await deployer.releaseLog.read();
  const to = typed === null ? null : resolveReleaseId(releases, typed);
  if (releases.open !== null) throw refusedByLock(releases.open);
  if (only === "api") return await rollbackApi(deployer, releases, { to, dryRun });
  const { restores, undoes, pages } = to === null ? beforeNewest(releases, only) : lastTime(releases, to, only);
  for (const release of pages) await assertComplete(deployer, release);
  const intent: PromotionIntent = { verb: "rollback", release: to ?? [...pages][0] ?? null, only, restores };
  const change = await changeOf(deployer, intent);
  const plan = await planOf(deployer, change, only, null);
  if (changes(plan)) await assertRollbackServed(deployer, releases, plan, only);
  if (dryRun || !changes(plan)) return { plan, promotion: null };
  const opened = await acquireLock(deployer, { ...intent, kinds: plan.kinds, undoes }, true);
  return { plan, promotion: await runPromotion(deployer, opened, change, plan.live) };
};

/** Checks the contracts. If the API is the server itself, it cannot be rolled back, so pages may always be. */
const assertRollbackServed = async (
  deployer: Deployer,
  releases: Releases,
  plan: Plan,
  only: Part | null,
): Promise<void> => {
  if (deployer.api === null) return;
  await assertServed(deployer, releases, plan.pages, await versionAfter(deployer, plan), rollbackHint(only));
};

/** Rolls the API back to the version before the live one was promoted, or to a release's version. */
const rollbackApi = async (
  deployer: Deployer,
  releases: Releases,
  { to, dryRun }: Pick<RollbackOptions, "to" | "dryRun">,
): Promise<RollbackResult> => {
  const { api, clock } = deployer;
  if (api === null) throw new DeployRefused(apiIsTheServer);
  const live = await readStage({ api, clock }, "live");
  const target = to === null ? snapshotBefore(releases, live.version) : versionOf(releases, to);
  const { versions } = await retryWhileBusy(clock, () => api.listVersions(), "list the API's versions");
  if (!versions.includes(target.version))
    throw new DeployRefused(
      `Version ${target.version} of the API is no longer kept.`,
      "Check out the commit that you want, then run tailboard deploy and tailboard promote --only api",
    );
  const release = releaseOfApi(releases, target.version) ?? to;
  const intent: PromotionIntent = { verb: "rollback", release, only: "api", restores: {} };
  const change = await changeOf(deployer, intent);
  const plan = await planOf(deployer, change, "api", target.version);
  if (plan.api !== null) await assertRollbackServed(deployer, releases, plan, "api");
  if (dryRun || plan.api === null) return { plan, promotion: null };
  const moves = { api: { from: { version: plan.api.from }, to: target }, kinds: [], undoes: null };
  const opened = await acquireLock(deployer, { ...intent, ...moves }, true);
  return { plan, promotion: await runPromotion(deployer, opened, change, plan.live) };
};

/** Returns the version before a version's promotion. Rollbacks do not count, so a second rollback goes two steps back. */
const snapshotBefore = (releases: Releases, version: string): ApiSnapshot => {
  const before = versionBefore(releases, version);
  if (before === null)
    throw new DeployRefused(
      `Version ${version} of the API was not promoted from here, so the version before it is unknown.`,
    );
  const sha256 = releases.releases.findLast(({ api }) => api?.version === before)?.api?.sha256 ?? "";
  return { version: before, sha256 };
};

const versionOf = ({ releases }: Releases, release: string): ApiSnapshot => {
  const version = releases.find(({ id }) => id === release)?.api;
  if (version === undefined) throw new DeployRefused(`Release ${release} has no API.`, "tailboard release list");
  return version;
};

interface Target {
  restores: Partial<Record<EdgeKind, string>>;
  undoes: string | null;
  /** The releases whose pages will be live. */
  pages: Set<string>;
}

type PagePart = Exclude<Part, "api">;

const beforeNewest = (releases: Releases, only: PagePart | null): Target => {
  const newest = livePromotions(releases).findLast(({ from, to, kinds }) =>
    only === null ? kinds.length > 0 : kindsFor(only).some((kind) => from[kind]?.pages[only] !== to[kind]?.pages[only]),
  );
  if (newest === undefined) throw new DeployRefused("Nothing has been promoted yet, so there is nothing to roll back.");
  const target: Target = { restores: {}, undoes: only === newest.only ? newest.id : null, pages: new Set() };
  for (const kind of kindsFor(only)) add(target, kind, newest.from[kind], only);
  return target;
};

const lastTime = ({ history }: Releases, release: string, only: PagePart | null): Target => {
  const target: Target = { restores: {}, undoes: null, pages: new Set() };
  for (const kind of kindsFor(only)) {
    // A function is saved when a promotion replaces it. The live one is not saved and not needed here.
    const snapshot = history
      .map(({ from }) => from[kind])
      .findLast((snapshot) => {
        const shown = only === null ? Object.values(snapshot?.pages ?? {}) : [snapshot?.pages[only]];
        return shown.some((page) => page === release) && shown.every((page) => page === release);
      });
    add(target, kind, snapshot, only);
  }
  if (target.pages.size === 0)
    throw new DeployRefused(
      `Release ${release} has not been live before${only === null ? "" : ` on ${only}`}, so it has no saved function.`,
      `tailboard promote --release ${release}`,
    );
  return target;
};

const add = (target: Target, kind: EdgeKind, snapshot: FunctionSnapshot | undefined, only: PagePart | null): void => {
  if (snapshot === undefined) return;
  for (const [page, release] of Object.entries(snapshot.pages)) {
    if (only !== null && page !== only) continue;
    if (release === null)
      throw new DeployRefused(`No release was live on ${page} before this one, so there is nothing to roll back to.`);
    if (release !== undefined) target.pages.add(release);
  }
  target.restores[kind] = snapshot.sha256;
};
