import type { Problem } from "../../../http/client.ts";
import { merge } from "../form/merge.ts";
import { currentIn } from "../form/problem-text.ts";
import type { Section, Written } from "./section.ts";
import type { Settings, SettingsApi, SettingsInput } from "./settings-api.ts";

export type Saved<T> =
  | { outcome: "saved"; settings: Settings }
  /** Another person saved other values for `keys`. `local` is this edit merged with everything else of theirs. */
  | { outcome: "conflict"; remote: Settings; local: T; keys: string[] }
  | { outcome: "refused"; problem: Problem | null };

/** After this many refusals as stale in a row the save gives up. */
const mostTries = 4;

/**
 * Saves one section that was edited from `base`. What other people changed during the edit stays; only a key that both
 * changed is a conflict.
 */
export const saveSection = async <T extends object>(
  api: Pick<SettingsApi, "putSettings">,
  section: Section<T>,
  base: Settings,
  value: T,
): Promise<Saved<T>> => {
  let from = base;
  let local = value;
  for (let tries = 1; ; tries += 1) {
    const answer = await api.putSettings({ rev: from.rev, body: inputOf(section.write(from, local)) });
    if (answer.ok) return { outcome: "saved", settings: answer.value };
    const remote = currentIn<Settings>(answer.problem);
    if (remote === null || tries === mostTries) return { outcome: "refused", problem: answer.problem };
    const { merged, conflicts } = merge(section.read(from), section.read(remote), local);
    if (conflicts.length > 0) return { outcome: "conflict", remote, local: merged, keys: conflicts };
    [from, local] = [remote, merged];
  }
};

/** The body of a save. The revision is a header, and crews have calls of their own. */
export const inputOf = ({ rev: _rev, crews: _crews, ...input }: Written): SettingsInput => input;
