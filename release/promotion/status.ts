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
  /** The API by stage. Null if the API is the server itself. */
  api: Record<ApiStage, LiveApi> | null;
  /** A promotion that has not ended, and how far it got. */
  open: OpenStatus | null;
  /** Where the live state differs from the release log. */
  differences: Difference[];
  /** The invalidations that had failed. `made` says whether this call's retry succeeded. */
  invalidations: { kind: EdgeKind; paths: string[]; made: boolean }[];
}

export interface LivePage {
  kind: EdgeKind;
  page: PageName;
  release: string | null;
  /** Null if no promotion from here made it live. */
  since: string | null;
  by: string | null;
}

export interface OpenStatus {
  promotion: Promotion;
  /**
   * `nothing_happened`: LIVE has not changed anywhere. `stopped_before_publish`: the same, but a DEVELOPMENT holds the new
   * code. `half`: some distributions have changed. `not_closed`: all have changed, but the lock was not released.
   */
  state: "nothing_happened" | "stopped_before_publish" | "half" | "not_closed";
  changed: (EdgeKind | "api")[];
  unchanged: (EdgeKind | "api")[];
}

export interface LiveApi {
  version: string;
  /** The newest release that was deployed with it. Null if it was not deployed from here. */
  release: string | null;
  since: string | null;
  by: string | null;
}

/** Compares the release log with both stages of each function, the files and the served pages. Changes nothing live. */
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
    // The newest change that made this page show this release. Later changes kept it.
    const last = by.findLastIndex(
      ({ to, from, step }) =>
        step !== "put_back" && to[kind]?.pages[page] === release && from[kind]?.pages[page] !== release,
    );
    const change = by[last];
    return { kind, page, release, since: change?.ended_at ?? change?.started_at ?? null, by: change?.who ?? null };
  });
};

/** Returns the live release of each page. */
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
  const last = history.findLast(({ step, api }) => step === "done" && api !== undefined);
  const isCurrent = last?.api?.to.version === version;
  return { version, release, since: isCurrent ? last.ended_at : null, by: isCurrent ? last.who : null };
};

const openStatus = (open: Promotion, stages: Map<EdgeKind, Stages>, api: StageReading | undefined): OpenStatus => {
  // A function that already was as intended counts as changed, because nothing is left to do.
  const isChanged = (kind: EdgeKind) => {
    const target = open.to[kind];
    const code = stages.get(kind)?.liveCode;
    if (target === undefined || code === undefined) return false;
    return sha256Of(code) === target.sha256 || isOwnPromotion(open, promotionIn(code));
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

/** Retries failed invalidations. Repeating a reference with the same paths is safe. */
const retryInvalidations = async (
  { cdn, releaseLog }: Deployer,
  { history }: Releases,
): Promise<Status["invalidations"]> => {
  const retried: Status["invalidations"] = [];
  for (const { id, uninvalidated } of history) {
    for (const [kind, paths] of Object.entries(uninvalidated) as [EdgeKind, string[]][]) {
      const result = await cdn.invalidate(kind, id, paths);
      const done = result.outcome === "created";
      retried.push({ kind, paths, made: done });
      if (!done) continue;
      await releaseLog.change((releases) => ({
        ...releases,
        history: releases.history.map((promotion) => {
          if (promotion.id !== id) return promotion;
          const { [kind]: _, ...uninvalidated } = promotion.uninvalidated;
          return { ...promotion, uninvalidated };
        }),
      }));
    }
  }
  return retried;
};

/** A release in `release list`: where it is live, since when and by whom. */
export interface ListedRelease {
  id: string;
  commit: string | null;
  dirty: boolean;
  deployed_at: string;
  deployed_by: string;
  bytes: number;
  live: { kind: EdgeKind; page: PageName; since: string | null; by: string | null }[];
}

/** Lists the releases, newest first. */
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
