import { parseEdgeCode, type EdgeCode, type EdgeKind, type PageName } from "../../edge/edge-code.ts";
import { readStage } from "../api/api-pointer.ts";
import type { StageRead } from "../api/api-host.ts";
import type { Change } from "./change.ts";
import { readFunction } from "../cdn/live-pointer.ts";
import type { Part } from "./releases.ts";
import { DeployRefused, type Deployer } from "./deployer.ts";
import { kindsFor, promotedKinds, releasesIn, sameFunction } from "../cdn/routing-table.ts";

/** What is live, what will change and what will not: read off LIVE, never off an argument. */
export interface Plan {
  pages: PlannedPage[];
  /** Functions that get other logic, not only another table. */
  logic: EdgeKind[];
  /** The functions to publish, in order. Empty: there is nothing to do. */
  kinds: EdgeKind[];
  /** Versions of the API, where it changes. */
  api: { from: string; to: string } | null;
  /** What was read for it, so that it need not be read again. */
  live: LiveReading;
}

/** LIVE of each function as it was read, and the API's live stage. */
export interface LiveReading {
  functions: Partial<Record<EdgeKind, string>>;
  api?: StageRead;
}

export const changes = ({ kinds, api }: Plan): boolean => kinds.length > 0 || api !== null;

export interface PlannedPage {
  kind: EdgeKind;
  page: PageName;
  from: string | null;
  to: string | null;
}

export const planOf = async (
  deployer: Pick<Deployer, "api" | "cdn" | "clock">,
  change: Change,
  only: Part | null,
  version: string | null,
): Promise<Plan> => {
  const plan: Plan = { pages: [], logic: [], kinds: [], api: null, live: { functions: {} } };
  const concerned = kindsFor(only);
  for (const kind of promotedKinds) {
    const { code } = await readFunction(deployer, kind, "LIVE");
    const live = parseLive(kind, code);
    const target = concerned.includes(kind) ? change(kind, live) : live;
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

/** Of the API that answers once the plan is carried out; null where that is the server itself. */
export const versionAfter = async (
  { api, clock }: Pick<Deployer, "api" | "clock">,
  plan: Pick<Plan, "api">,
): Promise<string | null> =>
  api === null ? null : (plan.api?.to ?? (await readStage({ api, clock }, "live")).version);

/** Null for code that Tailboard did not make. */
export const readCode = (code: string): EdgeCode | null => {
  try {
    return parseEdgeCode(code);
  } catch {
    return null;
  }
};

export const parseLive = (kind: EdgeKind, code: string): EdgeCode => {
  try {
    return parseEdgeCode(code);
  } catch (error) {
    throw new DeployRefused(
      `The ${kind} function that is live was not made by Tailboard, so nothing here may replace it.`,
      null,
      error,
    );
  }
};
