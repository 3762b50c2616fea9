import type { ApiStage } from "../api/api-host.ts";
import { readStage } from "../api/api-pointer.ts";
import { attempts, backoff, retryWhileBusy } from "../cdn/live-pointer.ts";
import { versionBefore, type Releases } from "./releases.ts";
import type { Deployer } from "./deployer.ts";

/**
 * Returns the API's versions to delete with the deleted releases: their own, and older ones that nothing refers to. It
 * keeps versions that a stage points at, versions of kept releases, the target of an API rollback, and the newest. Empty
 * if the API is the server itself.
 */
export const findOldVersions = async (
  { api, clock }: Pick<Deployer, "api" | "clock">,
  releases: Releases,
  deleting: string[],
): Promise<string[]> => {
  const ofDeleted = releases.releases.flatMap((entry) =>
    deleting.includes(entry.id) && entry.api !== undefined ? [entry.api.version] : [],
  );
  if (api === null || ofDeleted.length === 0) return [];
  const { versions } = await retryWhileBusy(clock, () => api.listVersions(), "list the API's versions");
  const stages: string[] = [];
  for (const stage of ["live", "preview"] satisfies ApiStage[])
    stages.push((await readStage({ api, clock }, stage)).version);
  return oldVersions({ versions, stages, ofDeleted }, releases, deleting);
};

const oldVersions = (
  { versions, stages, ofDeleted }: { versions: string[]; stages: string[]; ofDeleted: string[] },
  releases: Releases,
  deleting: string[],
): string[] => {
  const kept = new Set(stages);
  for (const version of stages) {
    const before = versionBefore(releases, version);
    if (before !== null) kept.add(before);
  }
  for (const { id, api } of releases.releases) if (api !== undefined && !deleting.includes(id)) kept.add(api.version);
  const newest = Math.max(...versions.map(Number));
  // A concurrent deploy has made a newer version than any of the old releases.
  const upTo = Math.max(...ofDeleted.map(Number));
  return versions.filter((version) => Number(version) <= upTo && Number(version) !== newest && !kept.has(version));
};

/** Deletes versions and returns those that it deleted. It reports the others; the next prune tries them again. */
export const removeVersions = async (
  { api, clock, progress }: Pick<Deployer, "api" | "clock" | "progress">,
  versions: string[],
): Promise<string[]> => {
  const removed: string[] = [];
  if (api === null) return removed;
  for (const version of versions) {
    let why = "a stage points at it";
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if (attempt > 1) await clock.sleep(backoff(attempt));
      const result = await api.removeVersion(version);
      if (result.outcome === "named") break;
      if (result.outcome === "removed") removed.push(version);
      else why = result.outcome === "refused" ? result.reason : String(result.cause);
      // A repeat is safe: a missing version counts as removed.
      if (result.outcome === "removed" || result.outcome === "refused") break;
    }
    if (removed.at(-1) !== version) progress(`Version ${version} of the API could not be deleted: ${why}`);
  }
  return removed;
};
