import { pagesOf, parseEdgeCode, type EdgeCode, type EdgeKind } from "../../edge/edge-code.ts";
import { versionAfter, type PlannedPage } from "./plan.ts";
import { readFunction } from "../cdn/live-pointer.ts";
import type { Promotion, Releases } from "./releases.ts";
import type { Deployer } from "./deployer.ts";
import { promotedKinds, releasesIn } from "../cdn/routing-table.ts";
import { assertServed, hintBack } from "./assert-served.ts";

/**
 * Once more what was asked before anything began: between that and the record somebody else may have promoted and ended. From
 * here on nobody moves a page or the API but who holds the record. Where the API is the server itself there is nothing to ask.
 */
export const assertStillServed = async (
  deployer: Deployer,
  releases: Releases,
  promotion: Promotion,
  fences: { kind: EdgeKind; live: EdgeCode; target: EdgeCode }[],
): Promise<void> => {
  if (deployer.api === null) return;
  const pages: PlannedPage[] = [];
  const add = (kind: EdgeKind, live: EdgeCode, target: EdgeCode): void => {
    const [from, to] = [releasesIn(live.table), releasesIn(target.table)];
    for (const page of pagesOf[kind]) pages.push({ kind, page, from: from[page] ?? null, to: to[page] ?? null });
  };
  for (const { kind, live, target } of fences) add(kind, live, target);
  for (const kind of promotedKinds) {
    // Pages that stay are concerned where the API does not.
    if (promotion.api === undefined || promotion.kinds.includes(kind)) continue;
    const live = parseEdgeCode((await readFunction(deployer, kind, "LIVE")).code);
    add(kind, live, live);
  }
  const { api, verb, only } = promotion;
  const version = await versionAfter(deployer, {
    api: api === undefined ? null : { from: api.from.version, to: api.to.version },
  });
  await assertServed(deployer, releases, pages, version, verb === "rollback" ? hintBack(only) : undefined);
};
