import type { Instant } from "../../domain/clock.ts";
import type { EdgeKind, PageName } from "../../edge/edge-code.ts";
import type { Part } from "../artifacts/manifest.ts";

/** `releases.json`: the releases, the promotion lock, and the history of promotions. Stored, so its names are fixed. */
export interface Releases {
  /** In the order of their first deploy. */
  releases: ReleaseEntry[];
  /** The promotion that holds the lock, or null. Only its holder, or a process that takes it over, may end it. */
  open: Promotion | null;
  /** The newest `historyLength` promotions that ended, oldest first. */
  history: Promotion[];
  /** The last deploy to staging. Staging has no lock: the newest deploy wins. */
  staging: { promotion: string; release: string; by: string; at: Instant } | null;
  /** The release that the server on this machine was started with. Its API serves the calls, on staging too. */
  server?: string;
  /** True after a manual deploy, promote or rollback. From then on a server start does not promote. */
  by_hand: boolean;
}

export interface ReleaseEntry {
  id: string;
  /** Null if it was not built in a checkout. */
  commit: string | null;
  /** True if the checkout had uncommitted changes. */
  dirty: boolean;
  deployed_at: Instant;
  deployed_by: string;
  bytes: number;
  /** The release's version of the API. Absent if the API is the server itself. */
  api?: ApiSnapshot;
  /** The release is being deleted and cannot be promoted. */
  leaving?: true;
}

/** One change of what is live: a promotion, a rollback, or the deletion of old releases. */
export interface Promotion {
  /** Also the CallerReference of its invalidations. */
  id: string;
  /** The ids that its processes write into the functions' code. The first is `id`. The last one holds the lock. */
  holders: string[];
  verb: "promote" | "rollback" | "prune";
  who: string;
  started_at: Instant;
  ended_at: Instant | null;
  /** Null for a prune, and for a rollback to the state before the first release. */
  release: string | null;
  only: Part | null;
  /** The functions that it changes, in the order of publication. */
  kinds: EdgeKind[];
  /** The saved functions that a rollback restores, by SHA-256. */
  restores: Partial<Record<EdgeKind, string>>;
  /** The id of the promotion that this rollback undoes. */
  undoes: string | null;
  step: "begun" | "fenced" | "done" | "put_back";
  /** The functions that were live when it fenced them, as read from LIVE. */
  from: FunctionSnapshots;
  /** The functions that it makes live. */
  to: FunctionSnapshots;
  /** The API's versions if it changes the API. `from` was live when it fenced the API. */
  api?: { from: { version: string }; to: ApiSnapshot };
  /** The paths that still need an invalidation, by distribution. */
  uninvalidated: Partial<Record<EdgeKind, string[]>>;
  /** Why it was aborted. */
  reason?: string;
}

/** A version of the API and the SHA-256 of its archive. */
export interface ApiSnapshot {
  version: string;
  sha256: string;
}

export type FunctionSnapshots = Partial<Record<EdgeKind, FunctionSnapshot>>;

export interface FunctionSnapshot {
  /** SHA-256 of the function's code. The private store keeps the code of every `from` under it. */
  sha256: string;
  /** Page to release. Null means the page at the top of the store. */
  pages: Partial<Record<PageName, string | null>>;
}

export const noReleases = (): Releases => ({ releases: [], open: null, history: [], staging: null, by_hand: false });

/** Returns the id of the process that holds the lock. */
export const lockHolder = (promotion: Promotion): string => promotion.holders.at(-1) ?? promotion.id;

/** Returns whether any holder of this promotion wrote code with this id. */
export const isOwnPromotion = (promotion: Promotion, id: string | null): boolean =>
  id !== null && promotion.holders.includes(id);

/** Returns the release that a version of the API belongs to. Null if it was not deployed from here. */
export const releaseOfApi = ({ releases, history }: Releases, version: string): string | null => {
  const entry = releases.findLast(({ api }) => api?.version === version);
  if (entry !== undefined) return entry.id;
  // A second deploy of a release gives it another version, so also search by the archive.
  const sha256 = history.findLast(({ api }) => api?.to.version === version)?.api?.to.sha256;
  return releases.findLast(({ api }) => api !== undefined && api.sha256 === sha256)?.id ?? null;
};

/** Returns the version that was live before this one was promoted. Null if this one was not promoted from here. */
export const versionBefore = ({ history }: Releases, version: string): string | null =>
  history.findLast(({ verb, step, api }) => verb === "promote" && step === "done" && api?.to.version === version)?.api
    ?.from.version ?? null;

/** Releases the lock and moves the ended promotion to the history. */
export const endPromotion = (releases: Releases, ended: Promotion): Releases => ({
  ...releases,
  open: null,
  history: [...releases.history, ended].slice(-historyLength),
});

const historyLength = 200;

/**
 * Returns the promotions in effect, oldest first. A rollback removes the promotion that it undoes, so a second rollback
 * goes one step further back instead of forward.
 */
export const livePromotions = ({ history }: Releases): Promotion[] => {
  const stack: Promotion[] = [];
  for (const promotion of history) {
    if (promotion.verb === "prune" || promotion.step !== "done") continue;
    const undone = stack.findIndex(({ id }) => id === promotion.undoes);
    if (undone >= 0) stack.splice(undone, 1);
    else stack.push(promotion);
  }
  return stack;
};
