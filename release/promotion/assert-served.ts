import { keys } from "../../store/keys.ts";
import { readObject } from "../artifacts/artifact-store.ts";
import { contractName } from "../artifacts/manifest.ts";
import type { PlannedPage } from "./plan.ts";
import { releaseOfApi, type Part, type Releases } from "./releases.ts";
import { DeployRefused, type Deployer } from "./deployer.ts";
import { breaks, type Contract } from "../api/contract/breaks.ts";

/**
 * An API serves the pages that are live with it, and those it found: else going back with the pages would not be enough.
 * A release without a contract, from before there were any, is taken at its word. `version`: which of the API will answer.
 * @throws DeployRefused with what would break.
 */
export const assertServed = async (
  deployer: Pick<Deployer, "api" | "objects">,
  releases: Releases,
  plannedPages: PlannedPage[],
  version: string | null,
  hint = "Keep what the pages of the release before need, and take it away one release later.",
): Promise<void> => {
  const answers = version === null ? serverOf(releases) : releaseOfApi(releases, version);
  const after = answers === null ? null : await readContract(deployer, answers);
  if (after === null) return;
  const pages = new Map<string, string[]>();
  for (const { page, from, to } of plannedPages)
    // Where the API is the server itself it has moved already, and only what goes live can still be held back.
    for (const each of new Set(deployer.api === null ? [to] : [from, to]))
      if (each !== null) pages.set(each, [...(pages.get(each) ?? []), page]);
  for (const [id, names] of pages) {
    const before = await readContract(deployer, id);
    const broken = before === null ? [] : breaks(before, after);
    if (broken.length === 0) continue;
    const more = broken.length > shown ? `; and ${broken.length - shown} more` : "";
    throw new DeployRefused(
      `The API of ${answers ?? ""} does not serve ${names.join(" and ")} of ${id}: ${broken.slice(0, shown).join("; ")}${more}.`,
      hint,
    );
  }
};

/**
 * What the server was started with, and not what staging shows: an older release that is deployed beside it changes no API.
 * From before that was written down, staging's, which a start brings there.
 */
const serverOf = ({ server, staging }: Releases): string | null => server ?? staging?.release ?? null;

/** Pages that go back may be from before what the API serves; the API, from before what pages need. */
export const hintBack = (only: Part | null): string =>
  only === "api"
    ? "Take the pages that need it back first: tailboard rollback"
    : "Take the API back first: tailboard rollback --only api";

const shown = 5;

const readContract = async ({ objects }: Pick<Deployer, "objects">, release: string): Promise<Contract | null> => {
  const bytes = await readObject(objects, keys.releaseFile(release, contractName));
  return bytes === null ? null : (JSON.parse(new TextDecoder().decode(bytes)) as Contract);
};
