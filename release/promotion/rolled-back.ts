import type { Instant } from "../../domain/clock.ts";
import type { Plan } from "./plan.ts";
import type { Promotion, Releases } from "./releases.ts";
import { DeployRefused } from "../deploy-refused.ts";

/** Who rolled a release back, and when. */
export interface RollBack {
  by: string;
  at: Instant | null;
}

/** Says no until a person has said yes: the release that would go live was rolled back. */
export class RolledBackBefore extends DeployRefused {
  override name = "RolledBackBefore";
}

/**
 * The rollback that took away what this plan would make live again, a page or the API; null where it was promoted since, or
 * never rolled back. Pure: of what was ever done.
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
    `${by} rolled release ${release} back${at === null ? "" : ` at ${at}`}. PromoteOptions it makes it live again.`,
    "To promote it all the same: tailboard promote --again. To promote another: tailboard deploy, or --release <id>.",
  );
