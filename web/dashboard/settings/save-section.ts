import type { Problem } from "../../../http/client.ts";
import type { Settings, SettingsInput, SettingsApi } from "./settings-api.ts";
import { merge, type Section, type Written } from "./section.ts";

export type Saved<T> =
  | { outcome: "saved"; settings: Settings }
  /** Somebody decided the same things otherwise meanwhile. `mine` is mine with all else of theirs. */
  | { outcome: "conflict"; theirs: Settings; mine: T; keys: string[] }
  | { outcome: "refused"; problem: Problem | null };

/**
 * Saves one section, as it was edited from `base`. What others changed elsewhere meanwhile is theirs and stays; only
 * what both changed is asked about.
 */
export const saveSection = async <T extends object>(
  api: Pick<SettingsApi, "putSettings">,
  section: Section<T>,
  base: Settings,
  value: T,
): Promise<Saved<T>> => {
  let from = base;
  let mine = value;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await api.putSettings({ rev: from.rev, body: inputOf(section.write(from, mine)) });
    if (answer.ok) return { outcome: "saved", settings: answer.value };
    const current = currentOf(answer.problem);
    if (current === null || attempt === mostAttempts) return { outcome: "refused", problem: answer.problem };
    const { merged, conflicts } = merge(section.read(from), section.read(current), mine);
    if (conflicts.length > 0) return { outcome: "conflict", theirs: current, mine: merged, keys: conflicts };
    [from, mine] = [current, merged];
  }
};

const mostAttempts = 4;

/** The rev goes as If-Match, crews by calls of their own. */
export const inputOf = ({ rev: _rev, crews: _crews, ...input }: Written): SettingsInput => input;

const currentOf = (problem: Problem | null): Settings | null =>
  // The same server wrote it as it writes the settings themselves.
  problem?.code === "stale" && typeof problem["current"] === "object" ? (problem["current"] as Settings | null) : null;
