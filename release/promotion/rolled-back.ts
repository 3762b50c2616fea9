import type { Instant } from "../../domain/clock.ts";
import type { Plan } from "./plan.ts";
import type { Promotion, Releases } from "./releases.ts";
import { DeployRefused } from "../deploy-refused.ts";

/** Who rolled a release back, and when. */
export interface RollBack {
  by: string;
  at: Instant | null;
}

/** Refuses to promote a release that was rolled back until a person confirms it. */
export class RolledBackBefore extends DeployRefused {
  override name = "RolledBackBefore";
}

/**
 * Returns the rollback of a page or API version that this plan would make live again. Null if there was no rollback, or if
 * it was promoted since.
 */
export const rollbackOf = ({ history }: Pick<Releases, "history">, { pages, api }: Plan): RollBack | null => {
  const done = history.filter(({ verb, step }) => verb !== "prune" && step === "done");
  const undone = [
    ...pages
      .filter(({ from, to }) => to !== null && from !== to)
      .map(({ kind, page, to }) =>
        done.findLast((change) => change.from[kind]?.pages[page] === to && change.to[kind]?.pages[page] !== to),
      ),
    api === null ? undefined : done.findLast((change) => change.api?.from.version === api.to),
  ].filter((change): change is Promotion => change?.verb === "rollback");
  const last = undone.at(-1);
  return last === undefined ? null : { by: last.who, at: last.ended_at };
};

export const refuseRolledBack = (release: string, { by, at }: RollBack): RolledBackBefore =>
  new RolledBackBefore(
    `${by} rolled back release ${release}${at === null ? "" : ` at ${at}`}. Promoting it makes it live again.`,
    "To promote it anyway: tailboard promote --again. To promote another release: tailboard deploy, or --release <id>.",
  );
