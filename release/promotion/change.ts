import { parseEdgeCode, type EdgeCode, type EdgeKind } from "../../edge/edge-code.ts";
import { keys } from "../../store/keys.ts";
import { readManifest, readObject } from "../artifacts/artifact-store.ts";
import { edgeFunctionName, type Manifest } from "../artifacts/manifest.ts";
import type { Promotion } from "./releases.ts";
import { DeployRefused, type Deployer } from "./deployer.ts";
import { pointAtRelease, restoreEntries } from "../cdn/routing-table.ts";

/** What a promotion makes of a function: pure, of what is live. The same answer for who takes it over. */
export type Change = (kind: EdgeKind, live: EdgeCode) => EdgeCode;

export type PromotionIntent = Pick<Promotion, "verb" | "release" | "only" | "restores">;

export const changeOf = async (
  deployer: Pick<Deployer, "objects" | "releaseLog">,
  intention: PromotionIntent,
): Promise<Change> => {
  if (intention.verb === "rollback") return await changeBack(deployer, intention);
  const { release, only } = intention;
  if (only === "api") return (_, live) => live;
  const manifest: Manifest | null = release === null ? null : await readManifest(deployer.objects, release);
  if (manifest === null) throw new DeployRefused(`There is no release ${release ?? ""}.`, "tailboard release list");
  const logic = await readObject(deployer.objects, keys.releaseFile(manifest.id, edgeFunctionName));
  if (logic === null) throw new DeployRefused(`Release ${manifest.id} has lost ${edgeFunctionName}.`);
  return (_, live) => ({
    promotion: live.promotion,
    table: pointAtRelease(live.table, manifest, only),
    // One entry alone is one entry alone; the logic goes live with all pages that were tried with it.
    logic: only === null ? new TextDecoder().decode(logic) : live.logic,
  });
};

const changeBack = async (
  { releaseLog }: Pick<Deployer, "releaseLog">,
  { restores, only }: PromotionIntent,
): Promise<Change> => {
  const saved = new Map<EdgeKind, EdgeCode>();
  for (const kind of ["site", "dashboard"] as const) {
    const sha256 = restores[kind];
    if (sha256 === undefined) continue;
    const code = await releaseLog.saved(sha256);
    if (code === null) throw new DeployRefused(`The saved ${kind} function ${sha256.slice(0, 12)} is not there.`);
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
