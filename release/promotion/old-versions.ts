import type { ApiStage } from "../api/api-host.ts";
import { readStage } from "../api/api-pointer.ts";
import { attempts, backoff, retryWhileBusy } from "../cdn/live-pointer.ts";
import { versionBefore, type Releases } from "./releases.ts";
import type { Deployer } from "./deployer.ts";

/**
 * Versions of the API that go with the releases that leave: theirs, and every older one that nothing names any more. Kept
 * are what a stage points at, what a kept release was deployed with, what the API would go back to, and the newest. None
 * where the API is the server itself.
 */
export const findOldVersions = async (
  { api, clock }: Pick<Deployer, "api" | "clock">,
  releases: Releases,
  leaving: string[],
): Promise<string[]> => {
  const ofLeaving = releases.releases.flatMap((entry) =>
    leaving.includes(entry.id) && entry.api !== undefined ? [entry.api.version] : [],
  );
  if (api === null || ofLeaving.length === 0) return [];
  const { versions } = await retryWhileBusy(clock, () => api.listVersions(), "list the API's versions");
  const stages: string[] = [];
  for (const stage of ["live", "preview"] satisfies ApiStage[])
    stages.push((await readStage({ api, clock }, stage)).version);
  return oldVersions({ versions, stages, ofLeaving }, releases, leaving);
};

const oldVersions = (
  { versions, stages, ofLeaving }: { versions: string[]; stages: string[]; ofLeaving: string[] },
  releases: Releases,
  leaving: string[],
): string[] => {
  const kept = new Set(stages);
  for (const version of stages) {
    const before = versionBefore(releases, version);
    if (before !== null) kept.add(before);
  }
  for (const { id, api } of releases.releases) if (api !== undefined && !leaving.includes(id)) kept.add(api.version);
  const newest = Math.max(...versions.map(Number));
  // A deploy that is under way has made a newer one than any release whose time is over.
  const upTo = Math.max(...ofLeaving.map(Number));
  return versions.filter((version) => Number(version) <= upTo && Number(version) !== newest && !kept.has(version));
};

/** Returns those that are gone. What cannot be removed is result and left: the next release that leaves takes it along. */
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
      // Once more does no harm: what is gone is removed.
      if (result.outcome === "removed" || result.outcome === "refused") break;
    }
    if (removed.at(-1) !== version) progress(`Version ${version} of the API was not removed: ${why}`);
  }
  return removed;
};
