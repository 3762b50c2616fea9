import { DomainError } from "../../domain/domain-error.ts";
import { fold } from "../../domain/fold.ts";
import { isOpen, type Actor } from "../../domain/job.ts";
import { freshId } from "../../domain/random.ts";
import { importedJob, unnamedService, type Named, type SeedJob } from "../../domain/seed-job.ts";
import type { Settings } from "../../domain/settings.ts";
import type { Services } from "../../http/services.ts";
import type { Entry, RefusedEntry } from "./check-entries.ts";

/** How many entries are written in parallel. Those of one day share a few writes. */
const parallel = 256;

export interface WriteResult {
  imported: number;
  /** Entries that an earlier run imported. */
  skipped: number;
  refused: RefusedEntry[];
  /** Jobs with a new token, because their own was easy to guess. */
  new_links: number;
}

export interface WriteOptions {
  services: Pick<Services, "jobs" | "random">;
  settings: Settings;
  by: Actor;
  crewId: (crew: string) => string;
  advance: () => void;
}

/** Creates the jobs. It may stop at any time: the next run recognizes imported jobs by their token and continues. */
export const writeEntries = async (entries: Entry[], options: WriteOptions): Promise<WriteResult> => {
  const { jobs } = options.services;
  const result: WriteResult = { imported: 0, skipped: 0, refused: [], new_links: 0 };
  const imported = await readImported(options.services);
  // Open jobs first: a finished job needs no opening, and must not take one from an open job.
  for (const group of [entries.filter(({ seed }) => isOpen(seed)), entries.filter(({ seed }) => !isOpen(seed))]) {
    const queue = group.values();
    const worker = async () => {
      for (const entry of queue) {
        await writeEntry(entry, imported, options, result);
        options.advance();
      }
    };
    await Promise.all(Array.from({ length: parallel }, worker));
  }
  // Finish the publications here, so that the next process has nothing left to drain.
  await jobs.drain();
  return result;
};

/** Writes one entry and counts the outcome in `result`. */
const writeEntry = async (
  entry: Entry,
  imported: Imported,
  options: WriteOptions,
  result: WriteResult,
): Promise<void> => {
  const { seed } = entry;
  if (seed.keeps_token ? imported.tokens.has(seed.tracking_token) : imported.ids.has(seed.external_id)) {
    result.skipped += 1;
    return;
  }
  let replayed: boolean;
  try {
    replayed = await create(entry, options);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code !== "window_full" || isOpen(seed)) {
      result.refused.push({ index: entry.index, code: error.code, message: error.message });
      return;
    }
    // A finished job needs no opening, and the day may have other windows now, so import it without its window.
    const visits = (seed.visits ?? []).map((visit) => Object.assign({}, visit, { window: null }));
    replayed = await create({ ...entry, seed: { ...seed, visits } }, options);
  }
  if (replayed) {
    result.skipped += 1;
    return;
  }
  result.imported += 1;
  if (!seed.keeps_token) result.new_links += 1;
};

/** Creates one job. Returns true if another process has created it since `imported` was read. */
const create = async (
  { seed, homeDay }: Entry,
  { services: { jobs, random }, settings, by, crewId }: WriteOptions,
): Promise<boolean> => {
  const zone = settings.business.time_zone;
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

/** Finds the service of the settings with the entry's id or name. Keeps the entry's own service if the settings lack it. */
const serviceOf = ({ service }: SeedJob, { services }: Settings): Named => {
  if (service === null) return unnamedService;
  const known =
    services.find(({ id }) => id === service.id) ?? services.find(({ name }) => fold(name) === fold(service.name));
  return known === undefined ? service : { id: known.id, name: known.name };
};

/** What identifies jobs that are already in the store. */
interface Imported {
  /** Every token that a job has or had. */
  tokens: Set<string>;
  /** The ids that jobs had before their import, for entries that do not keep their token. */
  ids: Set<string>;
}

const readImported = async ({ jobs }: Pick<Services, "jobs">): Promise<Imported> => {
  const imported: Imported = { tokens: new Set(), ids: new Set() };
  for await (const { tracking_token: token, external_id: id, history } of jobs.all()) {
    imported.tokens.add(token);
    for (const { from } of history) if (from?.tracking_token !== undefined) imported.tokens.add(from.tracking_token);
    if (id !== undefined) imported.ids.add(id);
  }
  return imported;
};
