import { freshId, type Random } from "../../domain/random.ts";
import type { EdgeKind } from "../../edge/edge-code.ts";
import { objectHeaders } from "../../edge/object-headers.ts";
import { StoreUnavailable } from "../../store/job-store.ts";
import { keys } from "../../store/keys.ts";
import { sameHeaders, type ObjectStore } from "../../store/port/object-store.ts";
import { readManifest } from "../artifacts/artifact-store.ts";
import { manifestName, pagesIn, type Manifest } from "../artifacts/manifest.ts";
import { retryWhileBusy, type CdnAccess } from "./live-pointer.ts";
import { viewerPath } from "./routing-table.ts";

interface Access extends CdnAccess {
  objects: ObjectStore;
  random: Random;
  progress: (line: string) => void;
}

/**
 * Stores every file of these releases whose headers differ from `objectHeaders` again, with the same bytes, and
 * invalidates its cached copies. Earlier versions of Tailboard uploaded files without headers, so browsers download such
 * pages instead of showing them. Returns the keys that it stored again.
 * @throws StoreUnavailable, CdnFailed
 */
export const healHeaders = async (access: Access, releases: Iterable<string | null>): Promise<string[]> => {
  const healed = new Set<string>();
  const stalePaths = new Set<string>();
  for (const release of new Set(releases)) {
    const manifest = release === null ? null : await readManifest(access.objects, release);
    if (manifest === null) continue;
    for (const name of [...manifest.files.map(({ name }) => name), manifestName]) {
      const key = keys.releaseFile(manifest.id, name);
      if (!(await healOne(access, key))) continue;
      healed.add(key);
      for (const path of pathsOf(manifest, name)) stalePaths.add(path);
    }
  }
  if (healed.size > 0) await invalidateOnAll(access, [...stalePaths].toSorted());
  return [...healed];
};

/** Returns true if it stored the object again. Missing and damaged objects stay as they are; verification finds them. */
const healOne = async ({ objects, progress }: Access, key: string): Promise<boolean> => {
  const headers = objectHeaders(key);
  let cause: unknown = null;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const got = await objects.get(key);
    if (got.outcome !== "found" || sameHeaders(got.headers, headers)) return attempt > 1;
    if (attempt === 1) progress(`Storing ${key} with its content type and cache lifetime`);
    const put = await objects.put(key, got.body, { version: got.version }, headers);
    if (put.outcome === "stored") return true;
    if ("cause" in put) cause = put.cause;
  }
  throw new StoreUnavailable(cause);
};

const invalidateOnAll = async ({ cdn, clock, random }: Access, paths: string[]): Promise<void> => {
  const reference = freshId(random);
  // Repeating a reference with the same paths is safe, so an unknown outcome is retried like an unavailable CDN.
  const invalidate = async (kind: EdgeKind) => {
    const result = await cdn.invalidate(kind, reference, paths);
    return result.outcome === "unknown" ? { ...result, outcome: "unavailable" as const } : result;
  };
  for (const kind of kinds) await retryWhileBusy(clock, () => invalidate(kind), `invalidate cached copies on ${kind}`);
};

/** Returns a file's path after the function's rewrite and the paths that viewers request. */
const pathsOf = (manifest: Manifest, name: string): string[] => {
  const own = `/${keys.releaseFile(manifest.id, name)}`;
  const page = pagesIn(manifest).find((page) => name === `${page}.html`);
  if (page !== undefined) return [own, ...kinds.map((kind) => viewerPath(kind, page))];
  return name.startsWith(keys.assets) ? [own] : [own, `/${name}`];
};

const kinds = ["site", "staging", "dashboard"] as const satisfies EdgeKind[];
const attempts = 3;
