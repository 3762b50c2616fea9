import type { Instant } from "../../domain/clock.ts";
import type { EdgeKind, PageName } from "../../edge/edge-code.ts";

/** `releases.json`: which releases there are, who holds the pointers now, and everything that was ever done to them. */
export interface Releases {
  /** In the order they were first deployed. */
  releases: ReleaseEntry[];
  /** While somebody holds it, nobody else may begin. Ends only by its holder, or by who takes it over. */
  open: Promotion | null;
  /** Ended ones, oldest first, the newest `historyLength`. */
  history: Promotion[];
  /** What staging was pointed at last; it is nobody's but the newest deploy's. */
  staging: { promotion: string; release: string; by: string; at: Instant } | null;
  /** The release that the server on this machine was started with: its API answers, whatever staging shows. */
  server?: string;
  /** Somebody has used deploy, promote or rollback here: a start no longer promotes by itself. */
  by_hand: boolean;
}

export interface ReleaseEntry {
  id: string;
  /** Null outside a checkout. */
  commit: string | null;
  /** The tree had changes that no commit has. */
  dirty: boolean;
  deployed_at: Instant;
  deployed_by: string;
  bytes: number;
  /** What it was isOwnPromotion of and the version it is; none where the API is the server itself. */
  api?: ApiSnapshot;
  /** Being removed: it can no longer be promoted. */
  leaving?: true;
}

/** One change of what is live, from intention to end. */
export interface Promotion {
  /** Also the CallerReference of its invalidations. */
  id: string;
  /** What stands in the functions' code: the first is `id`, another for each who took over. The last one holds it. */
  holders: string[];
  verb: "promote" | "rollback" | "prune";
  who: string;
  started_at: Instant;
  ended_at: Instant | null;
  /** Null for prune, and for a rollback to before the first release. */
  release: string | null;
  only: Part | null;
  /** The functions it changes, in the order in which they are published. */
  kinds: EdgeKind[];
  /** A rollback's saved functions, by SHA-256. */
  restores: Partial<Record<EdgeKind, string>>;
  /** The promotion that this rollback takes back. */
  undoes: string | null;
  step: "begun" | "fenced" | "done" | "put_back";
  /** What was live when it was fenced: read off LIVE, never off an argument. */
  from: FunctionSnapshots;
  /** What it makes live. */
  to: FunctionSnapshots;
  /** The API's versions, where it changes. `from` is what answered when it was fenced. */
  api?: { from: { version: string }; to: ApiSnapshot };
  /** Paths to drop, by distribution, that have not been dropped yet. */
  uninvalidated: Partial<Record<EdgeKind, string[]>>;
  /** Why it was put back. */
  reason?: string;
}

/** What a verb's `--only` takes. */
export type Part = PageName | "api";

/** A version of the API, and the SHA-256 of the archive it was isOwnPromotion of. */
export interface ApiSnapshot {
  version: string;
  sha256: string;
}

export type FunctionSnapshots = Partial<Record<EdgeKind, FunctionSnapshot>>;

export interface FunctionSnapshot {
  /** Of the function's code; the private store holds the code of every `from` under it. */
  sha256: string;
  /** Page to release; null is the page at the top of the store. */
  pages: Partial<Record<PageName, string | null>>;
}

export const noReleases = (): Releases => ({ releases: [], open: null, history: [], staging: null, by_hand: false });

export const lockHolder = (promotion: Promotion): string => promotion.holders.at(-1) ?? promotion.id;

/** Whether code with this id in it was isOwnPromotion by this promotion, whoever held it. */
export const isOwnPromotion = (promotion: Promotion, id: string | null): boolean =>
  id !== null && promotion.holders.includes(id);

/** Whose API a version is; null where it was not deployed from here. A release that is deployed again gets another version. */
export const releaseOfApi = ({ releases, history }: Releases, version: string): string | null => {
  const named = releases.findLast(({ api }) => api?.version === version);
  if (named !== undefined) return named.id;
  const sha256 = history.findLast(({ api }) => api?.to.version === version)?.api?.to.sha256;
  return releases.findLast(({ api }) => api !== undefined && api.sha256 === sha256)?.id ?? null;
};

/** What answered before this version was promoted: where the API goes back to. Null where it was not promoted from here. */
export const versionBefore = ({ history }: Releases, version: string): string | null =>
  history.findLast(({ verb, step, api }) => verb === "promote" && step === "done" && api?.to.version === version)?.api
    ?.from.version ?? null;

/** Puts an ended promotion away. */
export const endPromotion = (releases: Releases, ended: Promotion): Releases => ({
  ...releases,
  open: null,
  history: [...releases.history, ended].slice(-historyLength),
});

const historyLength = 200;

/**
 * Promotions that stand, oldest first: a rollback takes the one it undoes off again, so that a second rollback goes one
 * further back and not forth.
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
