import { parseEdgeCode, type EdgeCode, type EdgeKind, type PageName } from "../edge/edge-code.ts";
import type { Change } from "./change.ts";
import { readFunction } from "./pointer.ts";
import { ShippingRefused, type Shipping } from "./shipping.ts";
import { kindsFor, promotedKinds, releasesIn, sameFunction } from "./table.ts";

/** What is live, what will change and what will not: read off LIVE, never off an argument. */
export interface Plan {
  pages: PlannedPage[];
  /** Functions that get other logic, not only another table. */
  logic: EdgeKind[];
  /** The functions to publish, in order. Empty: there is nothing to do. */
  kinds: EdgeKind[];
  /** Their code as it is now. */
  live: Partial<Record<EdgeKind, string>>;
}

export interface PlannedPage {
  kind: EdgeKind;
  page: PageName;
  from: string | null;
  to: string | null;
}

export const planOf = async (
  shipping: Pick<Shipping, "cdn" | "clock">,
  change: Change,
  only: PageName | null,
): Promise<Plan> => {
  const plan: Plan = { pages: [], logic: [], kinds: [], live: {} };
  const concerned = kindsFor(only);
  for (const kind of promotedKinds) {
    const { code } = await readFunction(shipping, kind, "LIVE");
    const live = parseLive(kind, code);
    const target = concerned.includes(kind) ? change(kind, live) : live;
    const [before, after] = [releasesIn(live.table), releasesIn(target.table)];
    for (const page of Object.keys(before) as PageName[])
      plan.pages.push({ kind, page, from: before[page] ?? null, to: after[page] ?? null });
    if (target.logic !== live.logic) plan.logic.push(kind);
    if (sameFunction(target, live)) continue;
    plan.kinds.push(kind);
    plan.live[kind] = code;
  }
  return plan;
};

export const parseLive = (kind: EdgeKind, code: string): EdgeCode => {
  try {
    return parseEdgeCode(code);
  } catch (error) {
    throw new ShippingRefused(
      `The ${kind} function that is live was not made by Tailboard, so nothing here may replace it.`,
      null,
      error,
    );
  }
};
