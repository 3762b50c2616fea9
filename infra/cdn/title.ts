import type { EdgeKind } from "../../edge/edge-code.ts";

/** For logical ids and outputs: `Site`. */
export const titleOf = (kind: EdgeKind): EdgeTitle => titles[kind];

export type EdgeTitle = "Site" | "Staging" | "Dashboard";

const titles: Record<EdgeKind, EdgeTitle> = { site: "Site", staging: "Staging", dashboard: "Dashboard" };
