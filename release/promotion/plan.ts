import type { EdgeKind, PageName } from "../../edge/edge-code.ts";
import type { StageReading } from "../api/api-host.ts";
import { readStage } from "../api/api-pointer.ts";
import type { Part } from "../artifacts/manifest.ts";
import { parseLive } from "../cdn/live-code.ts";
import { readFunction } from "../cdn/live-pointer.ts";
import { kindsFor, promotedKinds, releasesIn, sameFunction } from "../cdn/routing-table.ts";
import type { Change } from "./change.ts";
import type { Deployer } from "./deployer.ts";

/** What is live, what will change and what will not. Read from LIVE. */
export interface Plan {
  pages: PlannedPage[];
  /** The functions whose logic changes, not only their routing table. */
  logic: EdgeKind[];
  /** The functions to publish, in order. Empty if no function changes. */
  kinds: EdgeKind[];
  /** The API's versions. Null if the API does not change. */
  api: { from: string; to: string } | null;
  /** What was read for the plan, so that the promotion does not read it again. */
  live: LiveReading;
}

/** The LIVE code of each function and the API's live stage. */
export interface LiveReading {
  functions: Partial<Record<EdgeKind, string>>;
  api?: StageReading;
}

export const changes = ({ kinds, api }: Plan): boolean => kinds.length > 0 || api !== null;

export interface PlannedPage {
  kind: EdgeKind;
  page: PageName;
  from: string | null;
  to: string | null;
}

/** Plans a change. `version` is the API's version to make live, or null to keep the API. */
export const planOf = async (
  deployer: Pick<Deployer, "api" | "cdn" | "clock">,
  change: Change,
  only: Part | null,
  version: string | null,
): Promise<Plan> => {
  const plan: Plan = { pages: [], logic: [], kinds: [], api: null, live: { functions: {} } };
  const changedKinds = kindsFor(only);
  for (const kind of promotedKinds) {
    const { code } = await readFunction(deployer, kind, "LIVE");
    const live = parseLive(kind, code);
    const target = changedKinds.includes(kind) ? change(kind, live) : live;
    const [before, after] = [releasesIn(live.table), releasesIn(target.table)];
    for (const page of Object.keys(before) as PageName[])
      plan.pages.push({ kind, page, from: before[page] ?? null, to: after[page] ?? null });
    if (target.logic !== live.logic) plan.logic.push(kind);
    if (sameFunction(target, live)) continue;
    plan.kinds.push(kind);
    plan.live.functions[kind] = code;
  }
  const { api, clock } = deployer;
  if (version === null || api === null) return plan;
  const stage = await readStage({ api, clock }, "live");
  if (stage.version !== version) {
    plan.api = { from: stage.version, to: version };
    plan.live.api = stage;
  }
  return plan;
};

/** Returns the API's version that will be live after the plan. Null if the API is the server itself. */
export const versionAfter = async (
  { api, clock }: Pick<Deployer, "api" | "clock">,
  plan: Pick<Plan, "api">,
): Promise<string | null> =>
  api === null ? null : (plan.api?.to ?? (await readStage({ api, clock }, "live")).version);
