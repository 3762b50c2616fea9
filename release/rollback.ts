import type { EdgeKind, PageName } from "../edge/edge-code.ts";
import { changeOf, type Intention } from "./change.ts";
import { planOf, type Plan } from "./plan.ts";
import { assertComplete } from "./promote.ts";
import { begin, refusedByOpen, run } from "./promotion.ts";
import { standing, type Promotion, type Releases, type Side } from "./releases.ts";
import { ShippingRefused, type Shipping } from "./shipping.ts";
import { kindsFor } from "./table.ts";

export interface RollingBack {
  /** A release that was live once. Null: what was live before the newest promotion that stands. */
  to: string | null;
  only: PageName | null;
  dryRun: boolean;
}

export interface RolledBack {
  plan: Plan;
  promotion: Promotion | null;
}

/** Publishes the functions that were saved: no upload, no invalidation. */
export const rollback = async (shipping: Shipping, { to, only, dryRun }: RollingBack): Promise<RolledBack> => {
  const releases = await shipping.ledger.read();
  if (releases.open !== null) throw refusedByOpen(releases.open);
  const { restores, undoes, pages } = to === null ? beforeNewest(releases, only) : lastTime(releases, to, only);
  for (const release of pages) await assertComplete(shipping, release);
  const intention: Intention = { verb: "rollback", release: to ?? [...pages][0] ?? null, only, restores };
  const change = await changeOf(shipping, intention);
  const plan = await planOf(shipping, change, only);
  if (dryRun || plan.kinds.length === 0) return { plan, promotion: null };
  const opened = await begin(shipping, { ...intention, kinds: plan.kinds, undoes }, true);
  return { plan, promotion: await run(shipping, opened, change, plan.live) };
};

interface Target {
  restores: Partial<Record<EdgeKind, string>>;
  undoes: string | null;
  /** Releases whose pages will be live. */
  pages: Set<string>;
}

const beforeNewest = (releases: Releases, only: PageName | null): Target => {
  const newest = standing(releases).findLast(
    ({ from, to }) => only === null || kindsFor(only).some((kind) => from[kind]?.pages[only] !== to[kind]?.pages[only]),
  );
  if (newest === undefined)
    throw new ShippingRefused("Nothing has been promoted yet, so there is nothing to go back to.");
  const target: Target = { restores: {}, undoes: only === newest.only ? newest.id : null, pages: new Set() };
  for (const kind of kindsFor(only)) add(target, kind, newest.from[kind], only);
  return target;
};

const lastTime = ({ history }: Releases, release: string, only: PageName | null): Target => {
  const target: Target = { restores: {}, undoes: null, pages: new Set() };
  for (const kind of kindsFor(only)) {
    // Only what was replaced has been saved; what is live now needs no way back.
    const side = history
      .map(({ from }) => from[kind])
      .findLast((side) => {
        const shown = only === null ? Object.values(side?.pages ?? {}) : [side?.pages[only]];
        return shown.some((page) => page === release) && shown.every((page) => page === release);
      });
    add(target, kind, side, only);
  }
  if (target.pages.size === 0)
    throw new ShippingRefused(
      `Release ${release} has not been live before${only === null ? "" : ` on ${only}`}, so there is no function to go back to.`,
      `tailboard promote --release ${release}`,
    );
  return target;
};

const add = (target: Target, kind: EdgeKind, side: Side | undefined, only: PageName | null): void => {
  if (side === undefined) return;
  for (const [page, release] of Object.entries(side.pages)) {
    if (only !== null && page !== only) continue;
    if (release === null)
      throw new ShippingRefused(`Before this, no release was live on ${page}: there is nothing to go back to.`);
    if (release !== undefined) target.pages.add(release);
  }
  target.restores[kind] = side.sha256;
};
