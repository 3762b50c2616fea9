import { fold } from "../../domain/fold.ts";
import type { Crew, Settings } from "../../domain/settings.ts";
import type { SettingsStore } from "../../store/settings-store.ts";
import type { Entry } from "./judge-entries.ts";

export interface SettledCrews {
  crewId: (crew: string) => string;
  /** Crews that only the file knew. */
  added: Crew[];
}

/**
 * Finds the crews that a file names, by id or name. Others come along as not active: their jobs keep saying who
 * hauled, and nothing new is given to them. `crews add` with the same id makes one active.
 */
export const settleCrews = async (entries: Entry[], settings: SettingsStore): Promise<SettledCrews> => {
  const named = new Set(
    entries
      .flatMap(({ seed }) => [seed.crew, ...(seed.visits ?? []).map(({ crew }) => crew)])
      .filter((crew) => crew !== null),
  );
  const now = await settings.read();
  if ([...named].every((name) => find(now, name) !== undefined))
    return { crewId: (crew) => find(now, crew)?.id ?? crew, added: [] };
  let added: Crew[] = [];
  const changed = await settings.change((newest) => {
    added = [];
    for (const name of named) {
      const all = { crews: [...newest.crews, ...added] };
      if (find(all, name) === undefined) added.push({ id: freeId(name, all), name, active: false });
    }
    return { ...newest, crews: [...newest.crews, ...added] };
  });
  return { crewId: (crew) => find(changed, crew)?.id ?? crew, added };
};

const find = ({ crews }: Pick<Settings, "crews">, named: string): Crew | undefined =>
  crews.find(({ id }) => id === named) ?? crews.find(({ name }) => fold(name) === fold(named));

const freeId = (name: string, { crews }: Pick<Settings, "crews">): string => {
  const slug =
    fold(name)
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "")
      .slice(0, 30)
      .replace(/-$/, "") || "crew";
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? slug : `${slug}-${count}`;
    // `none` means no crew, in lists and on the command line.
    if (id !== "none" && !crews.some((crew) => crew.id === id)) return id;
  }
};
