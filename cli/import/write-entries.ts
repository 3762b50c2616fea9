import type { Actor } from "../../domain/job.ts";
import { freshId } from "../../domain/random.ts";
import { Refusal } from "../../domain/refusal.ts";
import { importedJob, unnamedService, type Named, type SeedJob } from "../../domain/seed-job.ts";
import type { Settings } from "../../domain/settings.ts";
import { tokenSecrets } from "../../domain/token.ts";
import { isOpen } from "../../domain/job.ts";
import type { Services } from "../../http/services.ts";
import type { Entry, RefusedEntry } from "./judge-entries.ts";

/** How many entries are under way at once: those of one day go out in a few writes together. */
const width = 64;

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
  { services, settings, by, crewId, advance }: {
    services: Pick<Services, "jobs" | "random">;
    settings: Settings;
    by: Actor;
    crewId: (crew: string) => string;
    advance: () => void;
  },
): Promise<Written> => {
  const written: Written = { imported: 0, skipped: 0, refused: [], new_links: 0 };
  const { jobs, random } = services;
  const known = entries.some(({ seed }) => !seed.keeps_token) ? await importedIds(services) : new Set<string>();
  const zone = settings.business.time_zone;

  const isIn = async ({ keeps_token: keeps, token, external_id: id }: SeedJob): Promise<boolean> =>
    keeps ? (await jobs.findByLookup((await tokenSecrets(token)).lookup)) !== null : known.has(id);

  const create = async ({ seed, homeDay }: Entry): Promise<void> => {
    await jobs.create({
      homeDay,
      write: freshId(random),
      by,
      ...(seed.keeps_token ? { token: seed.token } : {}),
      draft: (identity, stamp) => importedJob(seed, { service: serviceOf(seed, settings), crewId, zone }, identity, stamp),
    });
  };

  const write = async (entry: Entry): Promise<void> => {
    const { seed } = entry;
    if (await isIn(seed)) {
      written.skipped += 1;
      return;
    }
    try {
      await create(entry);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code !== "window_full" || isOpen(seed)) {
        written.refused.push({ index: entry.index, code: error.code, message: error.message });
        return;
      }
      // Nobody needs a place for work that is over; the day may have other windows by now.
      await create({ ...entry, seed: { ...seed, visits: (seed.visits ?? []).map((visit) => ({ ...visit, window: null })) } });
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
    services.find(({ id }) => id === service.id) ??
    services.find(({ name }) => name.toLowerCase() === service.name.toLowerCase());
  return known === undefined ? service : { id: known.id, name: known.name };
};

/** Where a token was not kept, the old id tells that a job is in. */
const importedIds = async ({ jobs }: Pick<Services, "jobs">): Promise<Set<string>> => {
  const ids = new Set<string>();
  for await (const job of jobs.all()) if (job.external_id !== undefined) ids.add(job.external_id);
  return ids;
};
