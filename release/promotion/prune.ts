import { epochOf, instantOf } from "../../domain/clock.ts";
import { freshId } from "../../domain/random.ts";
import { parseEdgeCode, type EdgeKind } from "../../edge/edge-code.ts";
import { keys } from "../../store/keys.ts";
import { LockLost } from "./promotion-lock.ts";
import { listKeys, readManifest } from "../artifacts/artifact-store.ts";
import { readFunction } from "../cdn/live-pointer.ts";
import { findOldVersions, removeVersions } from "./old-versions.ts";
import {
  endPromotion,
  lockHolder,
  livePromotions,
  type Promotion,
  type ReleaseEntry,
  type Releases,
} from "./releases.ts";
import type { Deployer } from "./deployer.ts";
import { releasesIn } from "../cdn/routing-table.ts";

/** What was removed, or would be: releases by their ids, and the API's versions that went with them. */
export interface Pruned {
  releases: string[];
  versions: string[];
}

/**
 * Removes releases whose time is over, assets that no kept release names and their versions of the API. Takes the record, so
 * nobody promotes or deploys meanwhile. Does nothing while somebody else holds it: there is always a next time.
 */
export const prune = async (deployer: Deployer): Promise<Pruned> => {
  const { releaseLog, clock, random, who } = deployer;
  const before = await releaseLog.read();
  if (before.open !== null || overdue(before, clock.now(), new Set()).length === 0) return nothing;
  const live = await liveReleases(deployer);
  const id = freshId(random);
  const taken = await releaseLog.change((newest) => {
    const leaving = overdue(newest, clock.now(), live).map(({ id }) => id);
    if (newest.open !== null || leaving.length === 0) return newest;
    const open: Promotion = {
      id,
      holders: [id],
      verb: "prune",
      who,
      started_at: instantOf(clock.now()),
      ended_at: null,
      release: null,
      only: null,
      kinds: [],
      restores: {},
      undoes: null,
      step: "begun",
      from: {},
      to: {},
      uninvalidated: {},
    };
    const marked = newest.releases.map((entry) =>
      leaving.includes(entry.id) ? { ...entry, leaving: true as const } : entry,
    );
    return { ...newest, open, releases: marked };
  });
  if (taken.open?.id !== id) return nothing;
  return await finish(deployer, taken.open, taken);
};

const nothing: Pruned = { releases: [], versions: [] };

/** What `prune` would remove if `releases` were so. */
export const planPrune = async (deployer: Deployer, releases: Releases): Promise<Pruned> => {
  if (releases.open !== null) return nothing;
  const leaving = overdue(releases, deployer.clock.now(), await liveReleases(deployer)).map(({ id }) => id);
  return { releases: leaving, versions: await findOldVersions(deployer, releases, leaving) };
};

/** A removal that was stopped half-way is gone on with by whoever comes next, once it is old enough to be dead. */
export const finishStalePrune = async (deployer: Deployer): Promise<void> => {
  const { releaseLog, clock, random } = deployer;
  const { open } = await releaseLog.read();
  if (open?.verb !== "prune" || clock.now() - epochOf(open.started_at) < 60_000) return;
  const holder = freshId(random);
  const taken = await releaseLog.change((newest) =>
    newest.open?.id === open.id
      ? { ...newest, open: { ...newest.open, holders: [...newest.open.holders, holder] } }
      : newest,
  );
  if (taken.open?.id === open.id) await finish(deployer, taken.open, taken);
};

const finish = async (deployer: Deployer, open: Promotion, held: Releases): Promise<Pruned> => {
  const { objects, releaseLog, clock, progress } = deployer;
  const { releases: entries } = held;
  const leaving = entries.filter((entry) => entry.leaving).map(({ id }) => id);
  const kept = await Promise.all(entries.filter((entry) => !entry.leaving).map(({ id }) => readManifest(objects, id)));
  const doomed: string[] = [];
  // A kept release without a manifest is still being uploaded, and nobody knows yet which assets it needs.
  if (!kept.includes(null)) {
    const needed = new Set(kept.flatMap((manifest) => manifest?.files.map(({ name }) => name) ?? []));
    for (const id of leaving) {
      const manifest = await readManifest(objects, id);
      doomed.push(
        ...(manifest?.files ?? [])
          .map(({ name }) => name)
          .filter((name) => name.startsWith(keys.assets) && !needed.has(name)),
      );
    }
  }
  for (const id of leaving) doomed.push(...(await listKeys(objects, keys.releaseFolder(id))));
  for (const key of new Set(doomed)) {
    const got = await objects.get(key);
    if (got.outcome === "found") await objects.delete(key, got.version);
  }
  const versions = await removeVersions(deployer, await findOldVersions(deployer, held, leaving));
  await releaseLog.change((newest) => {
    if (newest.open === null || newest.open.id !== open.id || lockHolder(newest.open) !== lockHolder(open))
      throw new LockLost("Somebody else goes on with the removal.");
    const ended = { ...newest.open, step: "done" as const, ended_at: instantOf(clock.now()) };
    return { ...endPromotion(newest, ended), releases: newest.releases.filter(({ id }) => !leaving.includes(id)) };
  });
  if (leaving.length > 0) progress(`Removed ${leaving.length} old releases`);
  return { releases: leaving, versions };
};

/** Thirty days after it was last live, or deployed; never one of the last ten, nor one that is live or next to go back to. */
export const overdue = (releases: Releases, now: number, live: Set<string>): ReleaseEntry[] => {
  const kept = new Set(live);
  for (const { id } of releases.releases.slice(-keptReleases)) kept.add(id);
  if (releases.staging !== null) kept.add(releases.staging.release);
  if (releases.server !== undefined) kept.add(releases.server);
  const newest = livePromotions(releases).at(-1);
  for (const side of newest === undefined ? [] : [newest.from, newest.to].flatMap((sides) => Object.values(sides)))
    for (const release of Object.values(side.pages)) if (release !== null) kept.add(release);
  return releases.releases.filter(
    (entry) => entry.leaving === true || (!kept.has(entry.id) && now - lastUsed(releases, entry) > keptMs),
  );
};

const lastUsed = ({ history }: Releases, { id, deployed_at }: ReleaseEntry): number =>
  Math.max(
    epochOf(deployed_at),
    ...history
      .filter(({ from }) => Object.values(from).some((side) => Object.values(side.pages).includes(id)))
      .map(({ ended_at }) => (ended_at === null ? 0 : epochOf(ended_at))),
  );

const liveReleases = async (deployer: Deployer): Promise<Set<string>> => {
  const live = new Set<string>();
  for (const kind of ["site", "dashboard", "staging"] satisfies EdgeKind[]) {
    const { table } = parseEdgeCode((await readFunction(deployer, kind, "LIVE")).code);
    for (const release of Object.values(releasesIn(table))) if (typeof release === "string") live.add(release);
  }
  return live;
};

const keptReleases = 10;
const keptMs = 30 * 24 * 60 * 60 * 1000;
