import type { EdgeKind } from "../../edge/edge-code.ts";

/** Returns a kind's name in logical ids and outputs, such as `Site`. */
export const titleOf = (kind: EdgeKind): EdgeTitle => titles[kind];

export type EdgeTitle = "Site" | "Staging" | "Dashboard";

const titles: Record<EdgeKind, EdgeTitle> = { site: "Site", staging: "Staging", dashboard: "Dashboard" };
