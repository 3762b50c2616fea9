import { parseEdgeCode, type EdgeCode, type EdgeKind } from "../../edge/edge-code.ts";
import { keys } from "../../store/keys.ts";
import { readManifest, readObject } from "../artifacts/artifact-store.ts";
import { edgeFunctionName, type Manifest } from "../artifacts/manifest.ts";
import { pointAtRelease, restoreEntries } from "../cdn/routing-table.ts";
import { DeployRefused } from "../deploy-refused.ts";
import type { Deployer } from "./deployer.ts";
import type { Promotion } from "./releases.ts";

/** Returns the code to publish, given the live code. Pure, so a process that takes over gets the same result. */
export type Change = (kind: EdgeKind, live: EdgeCode) => EdgeCode;

export type PromotionIntent = Pick<Promotion, "verb" | "release" | "only" | "restores">;

/** Returns the change that a promotion or rollback makes to each function. @throws DeployRefused */
export const changeOf = async (
  deployer: Pick<Deployer, "objects" | "releaseLog">,
  intent: PromotionIntent,
): Promise<Change> => {
  if (intent.verb === "rollback") return await rollbackChange(deployer, intent);
  const { release, only } = intent;
  if (only === "api") return (_, live) => live;
  const manifest: Manifest | null = release === null ? null : await readManifest(deployer.objects, release);
  if (manifest === null) throw new DeployRefused(`There is no release ${release ?? ""}.`, "tailboard release list");
  const logic = await readObject(deployer.objects, keys.releaseFile(manifest.id, edgeFunctionName));
  if (logic === null) throw new DeployRefused(`Release ${manifest.id} has lost its file ${edgeFunctionName}.`);
  return (_, live) => ({
    promotion: live.promotion,
    table: pointAtRelease(live.table, manifest, only),
    // The logic goes live only with all pages, because it was tested with them.
    logic: only === null ? new TextDecoder().decode(logic) : live.logic,
  });
};

const rollbackChange = async (
  { releaseLog }: Pick<Deployer, "releaseLog">,
  { restores, only }: PromotionIntent,
): Promise<Change> => {
  const saved = new Map<EdgeKind, EdgeCode>();
  for (const kind of ["site", "dashboard"] as const) {
    const sha256 = restores[kind];
    if (sha256 === undefined) continue;
    const code = await releaseLog.saved(sha256);
    if (code === null) throw new DeployRefused(`The saved ${kind} function ${sha256.slice(0, 12)} is missing.`);
    saved.set(kind, parseEdgeCode(code));
  }
  return (kind, live) => {
    const before = saved.get(kind);
    if (before === undefined) return live;
    return {
      promotion: live.promotion,
      table: restoreEntries(live.table, before.table, only),
      logic: only === null ? before.logic : live.logic,
    };
  };
};
