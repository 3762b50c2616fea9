import { epochOf, instantOf } from "../../domain/clock.ts";
import { freshId } from "../../domain/random.ts";
import { parseEdgeCode, type EdgeKind } from "../../edge/edge-code.ts";
import { keys } from "../../store/keys.ts";
import { ownPromotion } from "./promotion-lock.ts";
import { listKeys, readManifest } from "../artifacts/artifact-store.ts";
import { readFunction } from "../cdn/live-pointer.ts";
import { findOldVersions, removeVersions } from "./old-versions.ts";
import { endPromotion, livePromotions, type Promotion, type ReleaseEntry, type Releases } from "./releases.ts";
import type { Deployer } from "./deployer.ts";
import { releasesIn } from "../cdn/routing-table.ts";

/** The deleted releases by id, and the API's versions deleted with them. */
export interface Pruned {
  releases: string[];
  versions: string[];
}

/**
 * Deletes old releases, assets that no kept release uses, and old versions of the API. It holds the promotion lock, so no
 * other process promotes or deploys during the deletion. It does nothing if another process holds the lock; the next
 * deploy prunes again.
 */
export const prune = async (deployer: Deployer): Promise<Pruned> => {
  const { releaseLog, clock, random, who } = deployer;
  const before = await releaseLog.read();
  if (before.open !== null || oldReleases(before, clock.now(), new Set()).length === 0) return nothingPruned;
  const live = await liveReleases(deployer);
  const id = freshId(random);
  const locked = await releaseLog.change((newest) => {
    const deleting = oldReleases(newest, clock.now(), live).map(({ id }) => id);
    if (newest.open !== null || deleting.length === 0) return newest;
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
      deleting.includes(entry.id) ? { ...entry, leaving: true as const } : entry,
    );
    return { ...newest, open, releases: marked };
  });
  if (locked.open?.id !== id) return nothingPruned;
  return await deleteMarked(deployer, locked.open, locked);
};

const nothingPruned: Pruned = { releases: [], versions: [] };

/** Returns what `prune` would delete, given this content of the release log. */
export const planPrune = async (deployer: Deployer, releases: Releases): Promise<Pruned> => {
  if (releases.open !== null) return nothingPruned;
  const deleting = oldReleases(releases, deployer.clock.now(), await liveReleases(deployer)).map(({ id }) => id);
  return { releases: deleting, versions: await findOldVersions(deployer, releases, deleting) };
};

/** Takes over and finishes a prune that started more than a minute ago, because its process has probably stopped. */
export const finishStalePrune = async (deployer: Deployer): Promise<void> => {
  const { releaseLog, clock, random } = deployer;
  const { open } = await releaseLog.read();
  if (open?.verb !== "prune" || clock.now() - epochOf(open.started_at) < 60_000) return;
  const holder = freshId(random);
  const locked = await releaseLog.change((newest) =>
    newest.open?.id === open.id
      ? { ...newest, open: { ...newest.open, holders: [...newest.open.holders, holder] } }
      : newest,
  );
  if (locked.open?.id === open.id) await deleteMarked(deployer, locked.open, locked);
};

/** Deletes the releases that are marked as `leaving`, then releases the lock. @throws LockLost */
const deleteMarked = async (deployer: Deployer, open: Promotion, locked: Releases): Promise<Pruned> => {
  const { objects, releaseLog, clock, progress } = deployer;
  const deleting = locked.releases.filter((entry) => entry.leaving).map(({ id }) => id);
  const unused = await unusedAssets(objects, locked, deleting);
  for (const id of deleting) unused.push(...(await listKeys(objects, keys.releaseFolder(id))));
  // A deploy of a pruned release creates its keys again. The network could deliver a delete after that; status then
  // names the missing file, and the next deploy uploads it.
  for (const key of new Set(unused)) await objects.delete(key);
  const versions = await removeVersions(deployer, await findOldVersions(deployer, locked, deleting));
  await releaseLog.change((newest) => {
    const ended = { ...ownPromotion(newest, open), step: "done" as const, ended_at: instantOf(clock.now()) };
    return { ...endPromotion(newest, ended), releases: newest.releases.filter(({ id }) => !deleting.includes(id)) };
  });
  if (deleting.length > 0) progress(`Deleted ${deleting.length} old releases`);
  return { releases: deleting, versions };
};

/** Returns the assets that only deleted releases use. */
const unusedAssets = async (
  objects: Deployer["objects"],
  { releases }: Releases,
  deleting: string[],
): Promise<string[]> => {
  const kept = await Promise.all(releases.filter((entry) => !entry.leaving).map(({ id }) => readManifest(objects, id)));
  // A release without a manifest is still being uploaded, so the assets that it needs are not known yet.
  if (kept.includes(null)) return [];
  const needed = new Set(kept.flatMap((manifest) => manifest?.files.map(({ name }) => name) ?? []));
  const unused: string[] = [];
  for (const id of deleting)
    for (const { name } of (await readManifest(objects, id))?.files ?? [])
      if (name.startsWith(keys.assets) && !needed.has(name)) unused.push(name);
  return unused;
};

/**
 * Returns the releases that were deployed and last live more than 30 days ago. It keeps the last ten, live ones, and those
 * that a rollback would need.
 */
export const oldReleases = (releases: Releases, now: number, live: Set<string>): ReleaseEntry[] => {
  const kept = new Set(live);
  for (const { id } of releases.releases.slice(-keptReleases)) kept.add(id);
  if (releases.staging !== null) kept.add(releases.staging.release);
  if (releases.server !== undefined) kept.add(releases.server);
  const newest = livePromotions(releases).at(-1);
  const snapshots = newest === undefined ? [] : [newest.from, newest.to].flatMap((byKind) => Object.values(byKind));
  for (const { pages } of snapshots)
    for (const release of Object.values(pages)) if (release !== null) kept.add(release);
  return releases.releases.filter(
    (entry) => entry.leaving === true || (!kept.has(entry.id) && now - lastUsed(releases, entry) > keptMs),
  );
};

const lastUsed = ({ history }: Releases, { id, deployed_at }: ReleaseEntry): number =>
  Math.max(
    epochOf(deployed_at),
    ...history
      .filter(({ from }) => Object.values(from).some(({ pages }) => Object.values(pages).includes(id)))
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
