import { epochOf } from "../../domain/clock.ts";
import type { EdgeKind, PageName } from "../../edge/edge-code.ts";
import { promotionIn, readCode } from "../cdn/live-code.ts";
import { findDrift, kinds, type Difference, type Stages } from "./drift.ts";
import { sha256Of } from "../artifacts/manifest.ts";
import { readStage } from "../api/api-pointer.ts";
import type { ApiStage, StageReading } from "../api/api-host.ts";
import { readFunction } from "../cdn/live-pointer.ts";
import { isOwnPromotion, releaseOfApi, type Promotion, type Releases } from "./releases.ts";
import type { Deployer } from "./deployer.ts";
import { promotedKinds, releasesIn } from "../cdn/routing-table.ts";

export interface Status {
  live: LivePage[];
  /** What answers calls, by stage; null where the API is the server itself. */
  api: Record<ApiStage, LiveApi> | null;
  /** A change that has not ended, and how far it came. */
  open: OpenStatus | null;
  /** Where what is there is not what the release log says. */
  differences: Difference[];
  /** Invalidations that could not be isOwnPromotion before; tried again just now. */
  invalidations: { kind: EdgeKind; paths: string[]; made: boolean }[];
}

export interface LivePage {
  kind: EdgeKind;
  page: PageName;
  release: string | null;
  /** Null where no change of ours isOwnPromotion it live. */
  since: string | null;
  by: string | null;
}

export interface OpenStatus {
  promotion: Promotion;
  /**
   * `nothing_happened`: LIVE is as before everywhere. `stopped_before_publish`: so it is, and some DEVELOPMENT holds what was
   * to come. `half`: some distributions have changed. `not_closed`: all have, and it was not written down.
   */
  state: "nothing_happened" | "stopped_before_publish" | "half" | "not_closed";
  changed: (EdgeKind | "api")[];
  unchanged: (EdgeKind | "api")[];
}

export interface LiveApi {
  version: string;
  /** The newest release that was deployed with it; null where that was not from here. */
  release: string | null;
  since: string | null;
  by: string | null;
}

/** Compares the release log, both stages of each function, the files and the pages as served. Changes nothing that is live. */
export const readStatus = async (deployer: Deployer): Promise<Status> => {
  const releases = await deployer.releaseLog.read();
  const stages = new Map<EdgeKind, Stages>();
  for (const kind of kinds) {
    const [development, live] = [
      await readFunction(deployer, kind, "DEVELOPMENT"),
      await readFunction(deployer, kind, "LIVE"),
    ];
    stages.set(kind, {
      development: readCode(development.code),
      live: readCode(live.code),
      liveCode: live.code,
      developmentCode: development.code,
    });
  }
  const api = await readApis(deployer);
  return {
    live: kinds.flatMap((kind) => livePages(releases, kind, stages.get(kind))),
    api:
      api === null
        ? null
        : { live: liveApi(releases, "live", api.live), preview: liveApi(releases, "preview", api.preview) },
    open:
      releases.open === null || releases.open.verb === "prune" ? null : openStatus(releases.open, stages, api?.live),
    differences: await findDrift(deployer, releases, stages, api),
    invalidations: await retryInvalidations(deployer, releases),
  };
};

const livePages = ({ history, open, staging }: Releases, kind: EdgeKind, stages: Stages | undefined): LivePage[] => {
  const live = stages?.live;
  if (live === null || live === undefined) return [];
  const pages = Object.entries(releasesIn(live.table)) as [PageName, string | null][];
  const by = [...history, ...(open === null ? [] : [open])];
  return pages.map(([page, release]) => {
    if (kind === "staging") return { kind, page, release, since: staging?.at ?? null, by: staging?.by ?? null };
    // The newest change that isOwnPromotion this page show this release, and every later one left it so.
    const last = by.findLastIndex(
      ({ to, from, step }) =>
        step !== "put_back" && to[kind]?.pages[page] === release && from[kind]?.pages[page] !== release,
    );
    const change = by[last];
    return { kind, page, release, since: change?.ended_at ?? change?.started_at ?? null, by: change?.who ?? null };
  });
};

/** What the people see now, page by page. */
export const readLivePages = async (deployer: Deployer): Promise<Record<string, string | null>> => {
  const live: Record<string, string | null> = {};
  for (const kind of promotedKinds) {
    const code = readCode((await readFunction(deployer, kind, "LIVE")).code);
    for (const [page, release] of Object.entries(code === null ? {} : releasesIn(code.table))) live[page] = release;
  }
  return live;
};

const readApis = async ({ api, clock }: Deployer): Promise<Record<ApiStage, StageReading> | null> => {
  if (api === null) return null;
  return { live: await readStage({ api, clock }, "live"), preview: await readStage({ api, clock }, "preview") };
};

const liveApi = (releases: Releases, stage: ApiStage, { version }: StageReading): LiveApi => {
  const { history, staging } = releases;
  const release = releaseOfApi(releases, version);
  if (stage === "preview") return { version, release, since: staging?.at ?? null, by: staging?.by ?? null };
  const moved = history.findLast(({ step, api }) => step === "done" && api !== undefined);
  const isLast = moved?.api?.to.version === version;
  return { version, release, since: isLast ? moved.ended_at : null, by: isLast ? moved.who : null };
};

const openStatus = (open: Promotion, stages: Map<EdgeKind, Stages>, api: StageReading | undefined): OpenStatus => {
  // By what it is, not by whose: a kind that was as intended before counts as changed, since nothing is left to do.
  const isChanged = (kind: EdgeKind) => {
    const side = open.to[kind];
    const code = stages.get(kind)?.liveCode;
    if (side === undefined || code === undefined) return false;
    return sha256Of(code) === side.sha256 || isOwnPromotion(open, promotionIn(code));
  };
  const parts: (EdgeKind | "api")[] = [...(open.api === undefined ? [] : ["api" as const]), ...open.kinds];
  const changed = parts.filter((part) => (part === "api" ? api?.version === open.api?.to.version : isChanged(part)));
  const unchanged = parts.filter((part) => !changed.includes(part));
  const waiting = open.kinds.some((kind) => {
    const stage = stages.get(kind);
    return (
      stage !== undefined &&
      isOwnPromotion(open, promotionIn(stage.developmentCode)) &&
      stage.developmentCode !== stage.liveCode
    );
  });
  const state =
    unchanged.length === 0
      ? "not_closed"
      : changed.length > 0
        ? "half"
        : waiting
          ? "stopped_before_publish"
          : "nothing_happened";
  return { promotion: open, state, changed, unchanged };
};

/** The same reference and the same paths are the same invalidation, so a repeat can do no harm. */
const retryInvalidations = async (
  { cdn, releaseLog }: Deployer,
  { history }: Releases,
): Promise<Status["invalidations"]> => {
  const tried: Status["invalidations"] = [];
  for (const { id, uninvalidated } of history) {
    for (const [kind, paths] of Object.entries(uninvalidated) as [EdgeKind, string[]][]) {
      const result = await cdn.invalidate(kind, id, paths);
      const done = result.outcome === "created";
      tried.push({ kind, paths, made: done });
      if (!done) continue;
      await releaseLog.change((releases) => ({
        ...releases,
        history: releases.history.map((each) => {
          if (each.id !== id) return each;
          const { [kind]: _, ...left } = each.uninvalidated;
          return { ...each, uninvalidated: left };
        }),
      }));
    }
  }
  return tried;
};

/** How a release stands: where it is, since when, by whom; newest first. */
export interface ListedRelease {
  id: string;
  commit: string | null;
  dirty: boolean;
  deployed_at: string;
  deployed_by: string;
  bytes: number;
  live: { kind: EdgeKind; page: PageName; since: string | null; by: string | null }[];
}

export const listReleases = async (deployer: Deployer): Promise<ListedRelease[]> => {
  const releases = await deployer.releaseLog.read();
  const pages: LivePage[] = [];
  for (const kind of [...promotedKinds, "staging"] satisfies EdgeKind[]) {
    const { code } = await readFunction(deployer, kind, "LIVE");
    pages.push(
      ...livePages(releases, kind, { live: readCode(code), development: null, developmentCode: "", liveCode: code }),
    );
  }
  return releases.releases
    .filter(({ leaving }) => leaving !== true)
    .toSorted((a, b) => epochOf(b.deployed_at) - epochOf(a.deployed_at))
    .map(({ id, commit, dirty, deployed_at, deployed_by, bytes }) => ({
      id,
      commit,
      dirty,
      deployed_at,
      deployed_by,
      bytes,
      live: pages
        .filter(({ release }) => release === id)
        .map(({ kind, page, since, by }) => ({ kind, page, since, by })),
    }));
};
