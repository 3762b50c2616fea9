import type { PageName } from "../edge/edge-code.ts";
import { changeOf, type Intention } from "./change.ts";
import { missingFiles, readManifest } from "./library.ts";
import { pagesIn } from "./manifest.ts";
import { planOf, type Plan } from "./plan.ts";
import { begin, refusedByOpen, run } from "./promotion.ts";
import type { Promotion } from "./releases.ts";
import { ShippingRefused, type Shipping } from "./shipping.ts";

export interface Promoting {
  /** Null: what staging shows. */
  release: string | null;
  only: PageName | null;
  dryRun: boolean;
  /** False for the start of a server. */
  byHand: boolean;
}

export interface Promoted {
  plan: Plan;
  /** Null if there was nothing to do, or it was a dry run. */
  promotion: Promotion | null;
  release: string;
}

/** Makes a release live: never builds, never uploads. */
export const promote = async (shipping: Shipping, { release, only, dryRun, byHand }: Promoting): Promise<Promoted> => {
  const { ledger, objects } = shipping;
  const { open, staging } = await ledger.read();
  if (open !== null) throw refusedByOpen(open);
  const id = release ?? staging?.release ?? null;
  if (id === null) throw new ShippingRefused("Nothing has been deployed yet.", "tailboard deploy");
  const manifest = await readManifest(objects, id);
  if (manifest === null) throw new ShippingRefused(`There is no release ${id}.`, "tailboard release list");
  if (only !== null && !pagesIn(manifest).includes(only))
    throw new ShippingRefused(`Release ${id} has no ${only} page.`);
  await assertComplete(shipping, id);
  const intention: Intention = { verb: "promote", release: id, only, restores: {} };
  const change = await changeOf(shipping, intention);
  const plan = await planOf(shipping, change, only);
  if (dryRun || plan.kinds.length === 0) return { plan, promotion: null, release: id };
  const opened = await begin(shipping, { ...intention, kinds: plan.kinds, undoes: null }, byHand);
  return { plan, promotion: await run(shipping, opened, change, plan.live), release: id };
};

export const assertComplete = async ({ objects }: Pick<Shipping, "objects">, release: string): Promise<void> => {
  const manifest = await readManifest(objects, release);
  if (manifest === null) throw new ShippingRefused(`There is no release ${release}.`, "tailboard release list");
  const missing = await missingFiles(objects, manifest);
  if (missing.length > 0)
    throw new ShippingRefused(`Release ${release} is not complete: ${missing.join(", ")} missing.`, "tailboard deploy");
};
