import { instantOf } from "../../domain/clock.ts";
import { freshId } from "../../domain/random.ts";
import {
  emptyRoutingTable,
  parseEdgeCode,
  printEdgeCode,
  type EdgeCode,
  type RoutingTable,
} from "../../edge/edge-code.ts";
import type { EdgeEvent, EdgeFields } from "../../edge/event.ts";
import { expectedOutcome, outcomeOf, readFixtures } from "../../edge/fixture.ts";
import { loadEdgeCode } from "../../edge/local/load-edge-code.ts";
import { previewCookies, previewHash } from "../../edge/preview-link.ts";
import type { Release } from "../artifacts/build-release.ts";
import { edgeFunctionName } from "../artifacts/manifest.ts";
import { parseLive } from "../cdn/live-code.ts";
import { ConcurrentUpdate, publishLive, readFunction, updateDevelopment } from "../cdn/live-pointer.ts";
import { pointAtRelease, sameFunction } from "../cdn/routing-table.ts";
import { testDevelopment, verify } from "../cdn/verify.ts";
import { DeployRefused } from "../deploy-refused.ts";
import type { Deployer } from "./deployer.ts";

/** Points staging at a release and verifies it. Returns the release that staging showed before. Staging has no lock. */
export const pointStaging = async (
  deployer: Deployer,
  { id, files, manifest }: Release,
): Promise<{ from: string | null; closed: boolean }> => {
  const { releaseLog, clock, random, who, progress } = deployer;
  const live = parseLive("staging", (await readFunction(deployer, "staging", "LIVE")).code);
  const logic = new TextDecoder().decode(files.get(edgeFunctionName));
  const { secret, closed } = deployer.preview;
  const isClosed = closed ?? live.table.preview !== undefined;
  const bare: RoutingTable = {
    ...emptyRoutingTable("staging"),
    ...(isClosed ? { preview: previewHash(secret) } : {}),
  };
  const target = { logic, table: pointAtRelease(bare, manifest, null), promotion: freshId(random) };
  const before = (await releaseLog.read()).staging;
  const isLive = sameFunction(live, target);
  if (!isLive) {
    testFixtures(printEdgeCode(target), secret);
    progress(`Pointing staging at ${id}`);
    await publishStaging(deployer, target);
  }
  await verify(deployer, "staging", target.table);
  const promotion = isLive ? live.promotion : target.promotion;
  await releaseLog.change((releases) =>
    releases.staging?.release === id && releases.staging.promotion === promotion
      ? releases
      : { ...releases, staging: { promotion: promotion ?? "", release: id, by: who, at: instantOf(clock.now()) } },
  );
  return { from: before?.release ?? null, closed: isClosed };
};

/** @throws DeployRefused if another deploy was first */
export const publishStaging = async (deployer: Deployer, target: EdgeCode): Promise<void> => {
  const { etag } = await readFunction(deployer, "staging", "DEVELOPMENT");
  const code = printEdgeCode(target);
  try {
    const updated = await updateDevelopment(deployer, "staging", code, etag);
    await testDevelopment(deployer, "staging", target.table, updated);
    await publishLive(deployer, "staging", code, updated);
  } catch (error) {
    if (error instanceof ConcurrentUpdate) throw stagingTaken(error);
    throw error;
  }
};

export const stagingTaken = (cause: ConcurrentUpdate): DeployRefused =>
  new DeployRefused("Another deploy was faster and has changed staging.", "tailboard deploy", cause);

/**
 * Runs all fixtures on this machine. On the CDN each event is a call of its own, so `testDevelopment` runs only a few there.
 * @throws DeployRefused if one fails
 */
const testFixtures = (code: string, secret: string): void => {
  const run = loadEdgeCode(code);
  const { table } = parseEdgeCode(code);
  const cookies = table.preview === undefined ? {} : previewCookies(secret);
  for (const fixture of readFixtures("staging")) {
    const [outcome, expected] = [outcomeOf(run(withCookies(fixture.event, cookies))), expectedOutcome(fixture, table)];
    if (JSON.stringify(outcome) !== JSON.stringify(expected))
      throw new DeployRefused(`The edge function fails its test "${fixture.name}". Staging did not change.`);
  }
};

const withCookies = (event: EdgeEvent, cookies: EdgeFields): EdgeEvent => {
  const copy = structuredClone(event);
  return { ...copy, request: { ...copy.request, cookies: { ...copy.request.cookies, ...cookies } } };
};
