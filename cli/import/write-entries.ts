import { fold } from "../../domain/fold.ts";
import { isOpen, type Actor } from "../../domain/job.ts";
import { freshId } from "../../domain/random.ts";
import { DomainError } from "../../domain/domain-error.ts";
import { importedJob, unnamedService, type Named, type SeedJob } from "../../domain/seed-job.ts";
import type { Settings } from "../../domain/settings.ts";

import type { Services } from "../../http/services.ts";
import type { Entry, RefusedEntry } from "./judge-entries.ts";

/** How many entries are under way at once: those of one day go out in a few writes together. */
const width = 256;

export interface Written {
  imported: number;
  /** In already, from an earlier run. */
  skipped: number;
  refused: RefusedEntry[];
  /** Jobs whose own token could be guessed. */
  new_links: number;
}

/** Makes the jobs. May stop anywhere: a second run finds what is in by its token and goes on. */
export const writeEntries = async (
  entries: Entry[],
  {
    services,
    settings,
    by,
    crewId,
    advance,
  }: {
    services: Pick<Services, "jobs" | "random">;
    settings: Settings;
    by: Actor;
    crewId: (crew: string) => string;
    advance: () => void;
  },
): Promise<Written> => {
  const written: Written = { imported: 0, skipped: 0, refused: [], new_links: 0 };
  const { jobs, random } = services;
  const known = await knownJobs(services);
  const zone = settings.business.time_zone;

  /** True where another process made it since this one looked. */
  const create = async ({ seed, homeDay }: Entry): Promise<boolean> => {
    const { replayed } = await jobs.create({
      homeDay,
      write: freshId(random),
      by,
      ...(seed.keeps_token ? { token: seed.tracking_token } : {}),
      draft: (identity, stamp) =>
        importedJob(seed, { service: serviceOf(seed, settings), crewId, zone }, identity, stamp),
    });
    return replayed;
  };

  const write = async (entry: Entry): Promise<void> => {
    const { seed } = entry;
    if (seed.keeps_token ? known.tokens.has(seed.tracking_token) : known.ids.has(seed.external_id)) {
      written.skipped += 1;
      return;
    }
    let replayed: boolean;
    try {
      replayed = await create(entry);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code !== "window_full" || isOpen(seed)) {
        written.refused.push({ index: entry.index, code: error.code, message: error.message });
        return;
      }
      // Nobody needs a place for work that is over; the day may have other windows by now.
      replayed = await create({
        ...entry,
        seed: { ...seed, visits: (seed.visits ?? []).map((visit) => Object.assign({}, visit, { window: null })) },
      });
    }
    if (replayed) {
      written.skipped += 1;
      return;
    }
    written.imported += 1;
    if (!seed.keeps_token) written.new_links += 1;
  };

  const left = entries.values();
  const worker = async () => {
    for (const entry of left) {
      await write(entry);
      advance();
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  // What was published just now need not be looked at again by whoever drains next.
  await jobs.drain();
  return written;
};

/** The service that an id or a name stands for here; else it keeps the name that it came with. */
const serviceOf = ({ service }: SeedJob, { services }: Settings): Named => {
  if (service === null) return unnamedService;
  const known =
    services.find(({ id }) => id === service.id) ?? services.find(({ name }) => fold(name) === fold(service.name));
  return known === undefined ? service : { id: known.id, name: known.name };
};

/** Every token that a job has or had; and the old ids, for entries whose token is not kept. */
const knownJobs = async ({ jobs }: Pick<Services, "jobs">): Promise<{ tokens: Set<string>; ids: Set<string> }> => {
  const known = { tokens: new Set<string>(), ids: new Set<string>() };
  for await (const { tracking_token: token, external_id: id, history } of jobs.all()) {
    known.tokens.add(token);
    for (const { from } of history) if (from?.tracking_token !== undefined) known.tokens.add(from.tracking_token);
    if (id !== undefined) known.ids.add(id);
  }
  return known;
};
