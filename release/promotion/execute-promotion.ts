import { parseEdgeCode, printEdgeCode, type EdgeCode, type EdgeKind } from "../../edge/edge-code.ts";
import type { StageReading } from "../api/api-host.ts";
import { sha256Of } from "../artifacts/manifest.ts";
import type { Etag } from "../cdn/cdn.ts";
import { healHeaders } from "../cdn/heal-headers.ts";
import { ConcurrentUpdate, publishLive, readFunction, updateDevelopment } from "../cdn/live-pointer.ts";
import { pathsToInvalidate, releasesIn, sameFunction } from "../cdn/routing-table.ts";
import { testDevelopment, verify } from "../cdn/verify.ts";
import type { Change } from "./change.ts";
import { assertStillServed } from "./check-contracts.ts";
import type { Deployer } from "./deployer.ts";
import { moveApi, readApi } from "./move-api.ts";
import type { LiveReading } from "./plan.ts";
import { confirmLock, ownPromotion, releaseLock } from "./promotion-lock.ts";
import {
  isOwnPromotion,
  lockHolder,
  type FunctionSnapshot,
  type FunctionSnapshots,
  type Promotion,
  type Releases,
} from "./releases.ts";

/** How often a promotion or an abort starts again after another process updated a function. */
export const fenceAttempts = 4;

/**
 * Makes a promotion's change live, as the holder of the lock, and releases the lock. It first fences every function, which
 * makes all earlier ETags stale. From then on only this process, or one that takes the lock over and fences again, can
 * replace LIVE. If it throws, the lock stays held and the functions stay as they are.
 * @throws LockLost, CdnFailed, ConcurrentUpdate, DeployRefused
 */
export const executePromotion = async (
  deployer: Deployer,
  promotion: Promotion,
  change: Change,
  reading: LiveReading,
): Promise<Promotion> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await executeOnce(deployer, promotion, change, attempt === 1 ? reading : { functions: {} });
    } catch (error) {
      // A process that lost the lock may wake up and update a function once more. It does not publish, because it
      // confirms the lock first, as this process does here.
      if (!(error instanceof ConcurrentUpdate) || attempt === fenceAttempts) throw error;
      await confirmLock(deployer, promotion);
    }
  }
};

const executeOnce = async (
  deployer: Deployer,
  started: Promotion,
  change: Change,
  reading: LiveReading,
): Promise<Promotion> => {
  const fences: Fence[] = [];
  for (const kind of started.kinds)
    fences.push(await fenceFunction(deployer, started, kind, change, reading.functions[kind]));
  const api = await readApi(deployer, started, reading.api);
  const { promotion, releases } = await recordFences(deployer, started, fences, api);
  await assertStillServed(deployer, releases, promotion, fences);
  if (api !== null) await moveApi(deployer, promotion, api);

  await healHeaders(
    deployer,
    fences.flatMap(({ target }) => Object.values(releasesIn(target.table))),
  );
  await publishFences(deployer, fences);

  const uninvalidated = started.verb === "rollback" ? {} : await invalidateAll(deployer, promotion, fences);
  return await releaseLock(deployer, promotion, { step: "done", uninvalidated });
};

/** A function whose earlier ETags are stale. */
interface Fence {
  kind: EdgeKind;
  etag: Etag;
  /** The code that is in DEVELOPMENT under `etag`. */
  development: string;
  live: EdgeCode;
  liveCode: string;
  target: EdgeCode;
  /** The code of `target` with our id. */
  code: string;
  /** True if LIVE already equals the target. */
  isLive: boolean;
}

const fenceFunction = async (
  deployer: Deployer,
  promotion: Promotion,
  kind: EdgeKind,
  change: Change,
  readBefore: string | undefined,
): Promise<Fence> => {
  const { releaseLog, progress } = deployer;
  progress(`Fencing the ${kind} function`);
  const holder = lockHolder(promotion);
  const expected = readBefore ?? (await readFunction(deployer, kind, "LIVE")).code;
  // Save the code before the first update. Without the saved code a rollback is impossible.
  await releaseLog.save(expected);
  const before = await readFunction(deployer, kind, "DEVELOPMENT");
  // The fence is the code to publish as far as it is known now. If LIVE has not changed, no other update is needed.
  const development = withHolder(change(kind, parseEdgeCode(expected)), holder);
  const etag = await updateDevelopment(deployer, kind, development, before.etag);
  const liveCode = (await readFunction(deployer, kind, "LIVE")).code;
  if (liveCode !== expected) await releaseLog.save(liveCode);
  const live = parseEdgeCode(liveCode);
  const target = change(kind, live);
  const isLive = sameFunction(target, live);
  return { kind, etag, development, live, liveCode, target, code: withHolder(target, holder), isLive };
};

const withHolder = (code: EdgeCode, holder: string): string => printEdgeCode({ ...code, promotion: holder });

/** Records the fences in the release log. @throws LockLost if another process took the lock over before the fence */
const recordFences = async (
  deployer: Deployer,
  promotion: Promotion,
  fences: Fence[],
  api: StageReading | null,
): Promise<{ promotion: Promotion; releases: Releases }> => {
  const snapshots = (snapshot: (fence: Fence) => FunctionSnapshot): FunctionSnapshots =>
    Object.fromEntries(fences.map((fence) => [fence.kind, snapshot(fence)]));
  const from = snapshots(({ live, liveCode }) => snapshotOf(liveCode, live));
  const to = snapshots(({ isLive, liveCode, code, target }) => snapshotOf(isLive ? liveCode : code, target));
  const fenced = (open: Promotion): Promotion => ({
    ...open,
    step: "fenced",
    // After a take-over our own promotion may be live. Keep what the first holder found live.
    from: open.step === "begun" ? from : open.from,
    to,
    ...(open.api === undefined || api === null || isOwnPromotion(open, api.note)
      ? {}
      : { api: { ...open.api, from: { version: api.version } } }),
  });
  const releases = await deployer.releaseLog.change((releases) => ({
    ...releases,
    open: fenced(ownPromotion(releases, promotion)),
  }));
  return { promotion: releases.open ?? promotion, releases };
};

const snapshotOf = (code: string, { table }: EdgeCode): FunctionSnapshot => ({
  sha256: sha256Of(code),
  pages: releasesIn(table),
});

/** Updates and tests all functions first, then publishes and verifies them one by one. */
const publishFences = async (deployer: Deployer, fences: Fence[]): Promise<void> => {
  const { cdn, progress } = deployer;
  const ready: Fence[] = [];
  for (const fence of fences) {
    if (fence.isLive) continue;
    const { kind, target, code } = fence;
    const etag = fence.development === code ? fence.etag : await updateDevelopment(deployer, kind, code, fence.etag);
    await testDevelopment(deployer, kind, target.table, etag);
    ready.push({ ...fence, etag });
  }
  for (const { kind, code, etag } of ready) {
    progress(`Publishing ${kind} on ${cdn.name}`);
    await publishLive(deployer, kind, code, etag);
    progress(`Checking ${kind}`);
    await verify(deployer, kind, parseEdgeCode(code).table);
  }
  // After a take-over some functions may already be published, but this process has not verified them.
  for (const { kind, target, isLive } of fences) if (isLive) await verify(deployer, kind, target.table);
};

/** Returns the paths that could not be invalidated. A failure does not abort: `status` repeats the invalidation. */
const invalidateAll = async (
  { cdn, releaseLog, progress }: Deployer,
  promotion: Promotion,
  fences: Fence[],
): Promise<Promotion["uninvalidated"]> => {
  const failed: Promotion["uninvalidated"] = {};
  for (const { kind, target } of fences) {
    const sha256 = promotion.from[kind]?.sha256;
    const before = sha256 === undefined ? null : await releaseLog.saved(sha256);
    const paths = before === null ? [] : pathsToInvalidate(parseEdgeCode(before).table, target.table);
    if (paths.length === 0) continue;
    progress(`Invalidating cached copies of ${paths.join(" ")}`);
    // An unknown outcome counts as failed. `status` then sends the same reference with the same paths, which is safe.
    const result = await cdn.invalidate(kind, promotion.id, paths);
    if (result.outcome !== "created") failed[kind] = paths;
  }
  return failed;
};
