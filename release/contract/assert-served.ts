import { keys } from "../../store/keys.ts";
import { readObject } from "../library.ts";
import { contractName } from "../manifest.ts";
import type { Plan } from "../plan.ts";
import type { Releases } from "../releases.ts";
import { ShippingRefused, type Shipping } from "../shipping.ts";
import { breaks, type Contract } from "./breaks.ts";

/**
 * An API serves the pages that are live with it, and those it found: else going back with the pages would not be enough.
 * A release without a contract, from before there were any, is taken at its word.
 * @throws ShippingRefused with what would break.
 */
export const assertServed = async (
  shipping: Shipping,
  releases: Releases,
  plan: Plan,
  release: string,
): Promise<void> => {
  const answers = await answeringRelease(shipping, releases, plan, release);
  const after = answers === null ? null : await readContract(shipping, answers);
  if (after === null) return;
  const pages = new Map<string, string[]>();
  for (const { page, from, to } of plan.pages)
    // Where the API is the server itself it has moved already, and only what goes live can still be held back.
    for (const each of new Set(shipping.api === null ? [to] : [from, to]))
      if (each !== null) pages.set(each, [...(pages.get(each) ?? []), page]);
  for (const [id, names] of pages) {
    const before = await readContract(shipping, id);
    const broken = before === null ? [] : breaks(before, after);
    if (broken.length === 0) continue;
    const more = broken.length > shown ? `; and ${broken.length - shown} more` : "";
    throw new ShippingRefused(
      `The API of ${answers ?? ""} does not serve ${names.join(" and ")} of ${id}: ${broken.slice(0, shown).join("; ")}${more}.`,
      "Keep what the pages of the release before need, and take it away one release later.",
    );
  }
};

const shown = 5;

/** The release whose API answers once the plan is carried out. */
const answeringRelease = async (
  { api }: Shipping,
  { releases, staging }: Releases,
  plan: Plan,
  release: string,
): Promise<string | null> => {
  if (api === null) return staging?.release ?? null;
  if (plan.api !== null) return release;
  const live = await api.readStage("live");
  const version = live.outcome === "found" ? live.version : null;
  return releases.findLast((entry) => entry.api !== undefined && entry.api.version === version)?.id ?? null;
};

const readContract = async ({ objects }: Shipping, release: string): Promise<Contract | null> => {
  const bytes = await readObject(objects, keys.releaseFile(release, contractName));
  return bytes === null ? null : (JSON.parse(new TextDecoder().decode(bytes)) as Contract);
};
