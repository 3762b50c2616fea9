import { instantOf } from "../../domain/clock.ts";
import { parseEdgeCode, printEdgeCode, type EdgeCode, type EdgeKind } from "../../edge/edge-code.ts";
import type { StageRead } from "../api/api-host.ts";
import type { Change } from "./change.ts";
import type { Etag } from "../cdn/cdn.ts";
import { assertStillServed } from "./assert-still-served.ts";
import { healHeaders } from "../cdn/heal-headers.ts";
import { sha256Of } from "./release-log.ts";
import { moveApi, restoreApi, readApi } from "./move-api.ts";
import { readCode, type LiveReading } from "./plan.ts";
import { ConcurrentUpdate, publish, readFunction, update } from "../cdn/live-pointer.ts";
import {
  endPromotion,
  lockHolder,
  isOwnPromotion,
  type Promotion,
  type Releases,
  type FunctionSnapshot,
  type FunctionSnapshots,
} from "./releases.ts";
import type { Deployer } from "./deployer.ts";
import { pathsToInvalidate, releasesIn, sameFunction } from "../cdn/routing-table.ts";
import { testDevelopment, verify } from "../cdn/verify.ts";

/** Somebody has taken this promotion over, or ended it. What they do counts; this process has stopped. */
export class LockLost extends Error {
  override name = "LockLost";
}

/**
 * Makes an open promotion's change live, as its holder. Fences every function first: from then on no ETag that anyone held
 * is good, so what is read as LIVE afterwards is replaced by nobody but us, or by who takes over and fences in turn.
 * Ends the record when all stands. Throws with the record open and the functions wherever it came to.
 */
export const executePromotion = async (
  deployer: Deployer,
  opened: Promotion,
  change: Change,
  planned: LiveReading,
): Promise<Promotion> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(deployer, opened, change, attempt === 1 ? planned : { functions: {} });
    } catch (error) {
      // Whoever no longer holds the record, and wakes up, may update a function once more. It publishes nothing: it asks
      // the record first, as we do now.
      if (!(error instanceof ConcurrentUpdate) || attempt === 4) throw error;
      await confirmHolder(deployer, opened);
    }
  }
};

const once = async (
  deployer: Deployer,
  opened: Promotion,
  change: Change,
  planned: LiveReading,
): Promise<Promotion> => {
  const { cdn, progress } = deployer;
  const fences: Fenced[] = [];
  for (const kind of opened.kinds) fences.push(await fence(deployer, opened, kind, change, planned.functions[kind]));
  const api = await readApi(deployer, opened, planned.api);
  const { promotion, releases } = await noteFenced(deployer, opened, fences, api);
  await assertStillServed(deployer, releases, promotion, fences);
  if (api !== null) await moveApi(deployer, promotion, api);

  await healHeaders(
    deployer,
    fences.flatMap(({ target }) => shownBy(target)),
  );

  const ready: Fenced[] = [];
  for (const fenced of fences) {
    if (fenced.stands) continue;
    const { kind, target, code } = fenced;
    const etag = fenced.development === code ? fenced.etag : await update(deployer, kind, code, fenced.etag);
    await testDevelopment(deployer, kind, target.table, etag);
    ready.push({ ...fenced, etag });
  }
  for (const { kind, code, etag } of ready) {
    progress(`Publishing ${kind} on ${cdn.name}`);
    await publish(deployer, kind, code, etag);
    progress(`Checking ${kind}`);
    await verify(deployer, kind, parseEdgeCode(code).table);
  }
  // Who takes over finds some published already, and has not seen them with its own eyes.
  for (const { kind, target, stands } of fences) if (stands) await verify(deployer, kind, target.table);

  const uninvalidated = opened.verb === "rollback" ? {} : await invalidateAll(deployer, promotion, fences);
  return await end(deployer, promotion, { step: "done", uninvalidated });
};

interface Fenced {
  kind: EdgeKind;
  etag: Etag;
  /** The code that is in DEVELOPMENT under `etag`. */
  development: string;
  live: EdgeCode;
  liveCode: string;
  target: EdgeCode;
  /** `target` with our id in it. */
  code: string;
  /** LIVE is as intended already. */
  stands: boolean;
}

const fence = async (
  deployer: Deployer,
  opened: Promotion,
  kind: EdgeKind,
  change: Change,
  planned: string | undefined,
): Promise<Fenced> => {
  const { releaseLog, progress } = deployer;
  progress(`Taking hold of the ${kind} function`);
  const holder = lockHolder(opened);
  const expected = planned ?? (await readFunction(deployer, kind, "LIVE")).code;
  // Kept before the first update: there is no way back to code that nobody has.
  await releaseLog.save(expected);
  const before = await readFunction(deployer, kind, "DEVELOPMENT");
  const known = parseEdgeCode(expected);
  // The fence is what is to be published, as far as is known now: if LIVE has not moved, it is the only update.
  const development = stamped(change(kind, known), holder);
  const etag = await update(deployer, kind, development, before.etag);
  const liveCode = (await readFunction(deployer, kind, "LIVE")).code;
  if (liveCode !== expected) await releaseLog.save(liveCode);
  const live = parseEdgeCode(liveCode);
  const target = change(kind, live);
  const stands = sameFunction(target, live);
  return { kind, etag, development, live, liveCode, target, code: stamped(target, holder), stands };
};

const stamped = (code: EdgeCode, holder: string): string => printEdgeCode({ ...code, promotion: holder });

/** Also asks, after the fence, whether the record is still ours: if so, who takes it over fences after us. */
const noteFenced = async (
  deployer: Deployer,
  opened: Promotion,
  fences: Fenced[],
  api: StageRead | null,
): Promise<{ promotion: Promotion; releases: Releases }> => {
  const sides = (side: (fenced: Fenced) => FunctionSnapshot): FunctionSnapshots =>
    Object.fromEntries(fences.map((fenced) => [fenced.kind, side(fenced)]));
  const from = sides(({ live, liveCode }) => snapshotOf(liveCode, live));
  const to = sides(({ stands, liveCode, code, target }) => snapshotOf(stands ? liveCode : code, target));
  const fenced = (open: Promotion): Promotion => ({
    ...open,
    step: "fenced",
    // Who takes over may find its own promotion live: what was there before is what the first one noted.
    from: open.step === "begun" ? from : open.from,
    to,
    ...(open.api === undefined || api === null || isOwnPromotion(open, api.note)
      ? {}
      : { api: { ...open.api, from: { version: api.version } } }),
  });
  const releases = await deployer.releaseLog.change((releases) => ({
    ...releases,
    open: fenced(ownOf(releases, opened)),
  }));
  return { promotion: releases.open ?? opened, releases };
};

const snapshotOf = (code: string, { table }: EdgeCode): FunctionSnapshot => ({
  sha256: sha256Of(code),
  pages: releasesIn(table),
});

/** Never a reason to go back: what could not be dropped is noted, and `status` tries again. */
const invalidateAll = async (
  { cdn, releaseLog, progress }: Deployer,
  promotion: Promotion,
  fences: Fenced[],
): Promise<Promotion["uninvalidated"]> => {
  const left: Promotion["uninvalidated"] = {};
  for (const { kind, target } of fences) {
    const sha256 = promotion.from[kind]?.sha256;
    const before = sha256 === undefined ? null : await releaseLog.saved(sha256);
    const paths = before === null ? [] : pathsToInvalidate(parseEdgeCode(before).table, target.table);
    if (paths.length === 0) continue;
    progress(`Dropping cached copies of ${paths.join(" ")}`);
    // `unknown` as well: the same reference with the same paths is the same invalidation.
    const result = await cdn.invalidate(kind, promotion.id, paths);
    if (result.outcome !== "created") left[kind] = paths;
  }
  return left;
};

/**
 * Puts back what was live, in reverse, only where LIVE is still ours; then ends the record. Every DEVELOPMENT is updated
 * first, so that a publish of ours which is still under way comes too late.
 */
export const abortPromotion = async (deployer: Deployer, opened: Promotion, reason: string): Promise<Promotion> => {
  const promotion = await confirmHolder(deployer, opened);
  for (const kind of promotion.kinds.toReversed()) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await restoreFunction(deployer, promotion, kind);
        break;
      } catch (error) {
        if (!(error instanceof ConcurrentUpdate) || attempt === 4) throw error;
      }
    }
  }
  let api: Promotion["api"];
  for (let attempt = 1; ; attempt += 1) {
    try {
      api = await restoreApi(deployer, promotion);
      break;
    } catch (error) {
      if (!(error instanceof ConcurrentUpdate) || attempt === 4) throw error;
      await confirmHolder(deployer, promotion);
    }
  }
  return await end(deployer, promotion, { step: "put_back", reason, ...(api === undefined ? {} : { api }) });
};

const restoreFunction = async (deployer: Deployer, promotion: Promotion, kind: EdgeKind): Promise<void> => {
  const sha256 = promotion.from[kind]?.sha256;
  const before = await readFunction(deployer, kind, "DEVELOPMENT");
  if (sha256 === undefined) {
    // Stopped before its fence was noted, and only after that does anyone publish.
    if (!isOwnPromotion(promotion, promotionIn(before.code))) return;
    const { code } = await readFunction(deployer, kind, "LIVE");
    await update(deployer, kind, code, before.etag);
    return;
  }
  const saved = await deployer.releaseLog.saved(sha256);
  if (saved === null) throw new Error(`The saved ${kind} function ${sha256} is not there`);
  const etag = await update(deployer, kind, saved, before.etag);
  await confirmHolder(deployer, promotion);
  const live = await readFunction(deployer, kind, "LIVE");
  if (!isOwnPromotion(promotion, promotionIn(live.code))) return;
  deployer.progress(`Putting ${kind} back`);
  await healHeaders(deployer, shownBy(parseEdgeCode(saved)));
  await publish(deployer, kind, saved, etag);
  await verify(deployer, kind, parseEdgeCode(saved).table);
};

const shownBy = ({ table }: EdgeCode): (string | null)[] => Object.values(releasesIn(table));

/** Null for code that is not ours. */
export const promotionIn = (code: string): string | null => readCode(code)?.promotion ?? null;

const confirmHolder = ({ releaseLog }: Deployer, opened: Promotion): Promise<Promotion> =>
  releaseLog.read().then((releases) => ownOf(releases, opened));

const end = async ({ releaseLog, clock }: Deployer, opened: Promotion, how: Partial<Promotion>): Promise<Promotion> => {
  const ended_at = instantOf(clock.now());
  const next = await releaseLog.change((releases) =>
    endPromotion(releases, { ...ownOf(releases, opened), ...how, ended_at }),
  );
  return next.history.at(-1) ?? opened;
};

/** @throws LockLost unless this process holds it. */
const ownOf = ({ open }: Releases, opened: Promotion): Promotion => {
  if (open?.id === opened.id && lockHolder(open) === lockHolder(opened)) return open;
  throw new LockLost("Somebody else has taken this over. What they do counts; see tailboard status.");
};
