import { pagesOf, parseEdgeCode, type EdgeCode, type EdgeKind } from "../../edge/edge-code.ts";
import { keys } from "../../store/keys.ts";
import { refusedBreaks } from "../api/contract/accepted-breaks.ts";
import type { Contract } from "../api/contract/breaks.ts";
import { readObject } from "../artifacts/artifact-store.ts";
import { contractName, type Part } from "../artifacts/manifest.ts";
import { readFunction } from "../cdn/live-pointer.ts";
import { promotedKinds, releasesIn } from "../cdn/routing-table.ts";
import { DeployRefused } from "../deploy-refused.ts";
import type { Deployer } from "./deployer.ts";
import { versionAfter, type PlannedPage } from "./plan.ts";
import { releaseOfApi, type Promotion, type Releases } from "./releases.ts";

/**
 * Checks that the API which will be live serves the pages that will be live and those that are live now, so that pages can
 * be rolled back without the API. A release without a contract, from before contracts, always passes. `version` is the
 * API's version that will be live, or null if the API is the server itself.
 * @throws DeployRefused with the breaking changes
 */
export const assertServed = async (
  deployer: Pick<Deployer, "api" | "objects">,
  releases: Releases,
  plannedPages: PlannedPage[],
  version: string | null,
  hint = "Keep what the pages of the earlier release need, and remove it one release later.",
): Promise<void> => {
  const apiRelease = version === null ? serverRelease(releases) : releaseOfApi(releases, version);
  const after = apiRelease === null ? null : await readContract(deployer, apiRelease);
  if (after === null) return;
  const pages = new Map<string, string[]>();
  for (const { page, from, to } of plannedPages)
    // If the API is the server itself, it has already changed. Then only the new pages can be refused.
    for (const release of new Set(deployer.api === null ? [to] : [from, to]))
      if (release !== null) pages.set(release, [...(pages.get(release) ?? []), page]);
  for (const [id, names] of pages) {
    const before = await readContract(deployer, id);
    const broken = before === null ? [] : refusedBreaks(before, after);
    if (broken.length === 0) continue;
    const more = broken.length > shownBreaks ? `; and ${broken.length - shownBreaks} more` : "";
    throw new DeployRefused(
      `The API of ${apiRelease ?? ""} does not serve ${names.join(" and ")} of ${id}: ${broken.slice(0, shownBreaks).join("; ")}${more}.`,
      hint,
    );
  }
};

/**
 * Returns the release that the server was started with. A release log from before that was recorded has staging's instead,
 * which a start deploys there. Staging may also show an older release, which does not change the API.
 */
const serverRelease = ({ server, staging }: Releases): string | null => server ?? staging?.release ?? null;

/** The hint for a rollback that the contracts forbid. */
export const rollbackHint = (only: Part | null): string =>
  only === "api"
    ? "First roll back the pages that need this API: tailboard rollback"
    : "First roll back the API: tailboard rollback --only api";

const shownBreaks = 5;

const readContract = async ({ objects }: Pick<Deployer, "objects">, release: string): Promise<Contract | null> => {
  const bytes = await readObject(objects, keys.releaseFile(release, contractName));
  return bytes === null ? null : (JSON.parse(new TextDecoder().decode(bytes)) as Contract);
};

/**
 * Repeats `assertServed` after taking the promotion lock, because another promotion may have completed since the first
 * check. From here on only the lock holder changes pages or the API. Does nothing if the API is the server itself.
 * @throws DeployRefused with the breaking changes
 */
export const assertStillServed = async (
  deployer: Deployer,
  releases: Releases,
  promotion: Promotion,
  fences: { kind: EdgeKind; live: EdgeCode; target: EdgeCode }[],
): Promise<void> => {
  if (deployer.api === null) return;
  const pages: PlannedPage[] = [];
  const add = (kind: EdgeKind, live: EdgeCode, target: EdgeCode): void => {
    const [from, to] = [releasesIn(live.table), releasesIn(target.table)];
    for (const page of pagesOf[kind]) pages.push({ kind, page, from: from[page] ?? null, to: to[page] ?? null });
  };
  for (const { kind, live, target } of fences) add(kind, live, target);
  for (const kind of promotedKinds) {
    // If the API changes, it must also serve the pages that do not change.
    if (promotion.api === undefined || promotion.kinds.includes(kind)) continue;
    const live = parseEdgeCode((await readFunction(deployer, kind, "LIVE")).code);
    add(kind, live, live);
  }
  const { api, verb, only } = promotion;
  const version = await versionAfter(deployer, {
    api: api === undefined ? null : { from: api.from.version, to: api.to.version },
  });
  await assertServed(deployer, releases, pages, version, verb === "rollback" ? rollbackHint(only) : undefined);
};
