import { fold } from "../../domain/fold.ts";
import type { Crew, Settings } from "../../domain/settings.ts";
import type { SettingsStore } from "../../store/settings-store.ts";
import type { Entry } from "./check-entries.ts";

export interface MatchedCrews {
  /** Returns the id of a crew that the file names. */
  crewId: (crew: string) => string;
  /** Crews that were not in the settings. */
  added: Crew[];
}

/**
 * Matches the crews of a file with those of the settings, by id or name. Adds unknown crews as inactive, so that their jobs
 * still name them and they get no new jobs. `crews add` with the same id activates one.
 */
export const matchCrews = async (entries: Entry[], settings: SettingsStore): Promise<MatchedCrews> => {
  const names = new Set(
    entries
      .flatMap(({ seed }) => [seed.crew, ...(seed.visits ?? []).map(({ crew }) => crew)])
      .filter((crew) => crew !== null),
  );
  const current = await settings.read();
  if ([...names].every((name) => find(current, name) !== undefined))
    return { crewId: (crew) => find(current, crew)?.id ?? crew, added: [] };
  let added: Crew[] = [];
  const changed = await settings.change((newest) => {
    added = [];
    for (const name of names) {
      const all = { crews: [...newest.crews, ...added] };
      if (find(all, name) === undefined) added.push({ id: unusedId(name, all), name, active: false });
    }
    return { ...newest, crews: [...newest.crews, ...added] };
  });
  return { crewId: (crew) => find(changed, crew)?.id ?? crew, added };
};

const find = ({ crews }: Pick<Settings, "crews">, text: string): Crew | undefined =>
  crews.find(({ id }) => id === text) ?? crews.find(({ name }) => fold(name) === fold(text));

const unusedId = (name: string, { crews }: Pick<Settings, "crews">): string => {
  const slug =
    fold(name)
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "")
      .slice(0, 30)
      .replace(/-$/, "") || "crew";
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? slug : `${slug}-${count}`;
    // `none` means unassigned, in lists and on the command line.
    if (id !== "none" && !crews.some((crew) => crew.id === id)) return id;
  }
};
