import type { Day } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import { homeDayOf, type JobId } from "../../domain/job-id.ts";
import { freshId } from "../../domain/random.ts";
import { OutcomeUnknown } from "../job-store.ts";
import { cardOf } from "./card.ts";
import type { DayDocument, Hold, Place } from "./day-document.ts";
import type { Documents } from "./documents.ts";
import { assertPlace, samePlace } from "./place.ts";

/** What was decided no longer fits what is there: look again and decide again. */
export class Replan extends Error {}

/** Taking and ending the places that a job has in other days. The rules, and why, are in README.md. */
export class References {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  /**
   * Runs one change of a job, again as often as it must be planned anew, and afterwards drops what it took or
   * left that the job does not name. After an unknown outcome nothing is dropped: the pruner asks the home
   * document, and only that can tell.
   */
  async during<R>(job: JobId, before: Hold[], run: (held: Taking) => Promise<{ result: R; named: Hold[] }>): Promise<R> {
    const taking = new Taking(job, this.#documents);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { result, named } = await run(taking);
        const isNamed = ({ ref }: Hold) => named.some((hold) => hold.ref === ref);
        await this.#drop([...before, ...taking.taken].filter((hold) => !isNamed(hold)));
        return result;
      } catch (error) {
        if (error instanceof Replan && attempt < 20) continue;
        // The home document was not written, so no job names these and none ever will.
        if (!(error instanceof OutcomeUnknown)) await this.#drop(taking.taken);
        throw error;
      }
    }
  }

  /** Best effort: what stays is in the outbox, or found by the pruner. */
  async #drop(holds: Hold[]): Promise<void> {
    for (const { day, ref } of holds) {
      try {
        await dropReference(this.#documents, day, ref);
      } catch (error) {
        this.#documents.medium.report(error);
      }
    }
  }
}

/** The references that one change has taken so far. */
export class Taking {
  readonly #job: JobId;
  readonly #documents: Documents;
  readonly taken: Hold[] = [];
  #used: Hold[] = [];

  constructor(job: JobId, documents: Documents) {
    this.#job = job;
    this.#documents = documents;
  }

  /** Takes places in other days, ascending, each under its own day's compare-and-swap. Refuses `window_full`. */
  async take(places: Place[], job: Job): Promise<void> {
    const { random, clock } = this.#documents.medium;
    for (const place of places) {
      if (this.taken.some((hold) => samePlace(hold, place))) continue;
      const hold: Hold = { ...place, ref: freshId(random) };
      await this.#documents.day(place.day).commit({
        apply: (draft) => {
          assertPlace(draft, place, null);
          const card = cardOf(job, place.visit);
          draft.references = [...draft.references, { ...hold, job: this.#job, card, taken_at: clock.now() }];
          return { result: undefined, wrote: true };
        },
      });
      this.taken.push(hold);
    }
  }

  /** The references for these places, for the home document to name; looks again where one is missing or void. */
  cover(places: Place[], home: DayDocument): Hold[] {
    this.#used = places.map((place) => {
      const hold = this.taken.find((candidate) => samePlace(candidate, place));
      if (hold === undefined) throw new Replan();
      if (home.void.some(({ ref }) => ref === hold.ref)) {
        // Given up by a pruner: an id once void never comes back, so another is taken.
        this.taken.splice(this.taken.indexOf(hold), 1);
        throw new Replan();
      }
      return hold;
    });
    return this.#used;
  }

  /** Between reading the home document and writing it: each reference must still stand in its day. */
  async confirm(): Promise<void> {
    for (const hold of this.#used) {
      const { references } = await this.#documents.day(hold.day).read();
      if (references.some(({ ref }) => ref === hold.ref)) continue;
      this.taken.splice(this.taken.indexOf(hold), 1);
      throw new Replan();
    }
  }
}

export const dropReference = async (documents: Documents, day: Day, ref: string): Promise<void> => {
  await documents.day(day).commit({
    apply: (draft) => {
      const kept = draft.references.filter((reference) => reference.ref !== ref);
      const wrote = kept.length < draft.references.length;
      draft.references = kept;
      return { result: undefined, wrote };
    },
  });
};

/**
 * Ends the references of a day that their jobs do not name. Time alone never ends one: the id is first written
 * into the `void` list of the job's home document, after which no move can commit to it. `graceMs` only says
 * when that is worth trying. Returns the ids that were ended.
 */
export const pruneDay = async (documents: Documents, day: Day, graceMs: number): Promise<string[]> => {
  const { clock } = documents.medium;
  const ended: string[] = [];
  // The day first, then the home document: the other way round, a move between the two would be missed.
  for (const reference of (await documents.day(day).read()).references) {
    if (clock.now() - reference.taken_at < graceMs) continue;
    const home = documents.day(homeDayOf(reference.job));
    const limbo = await home.commit({
      apply: (draft) => {
        if (draft.jobs.get(reference.job)?.holds.some(({ ref }) => ref === reference.ref) === true) {
          return { result: false, wrote: false };
        }
        const known = draft.void.some(({ ref }) => ref === reference.ref);
        if (!known) draft.void = [...draft.void, { day, ref: reference.ref }];
        return { result: true, wrote: !known };
      },
    });
    if (!limbo) continue;
    await dropReference(documents, day, reference.ref);
    ended.push(reference.ref);
  }
  return ended;
};

/** Empties the `void` list of a home document, after whoever filled it crashed half-way. */
export const emptyVoid = async (documents: Documents, homeDay: Day): Promise<void> => {
  for (const { day, ref } of (await documents.day(homeDay).read()).void) {
    await dropReference(documents, day, ref);
    await documents.day(homeDay).commit({
      apply: (draft) => {
        const kept = draft.void.filter((entry) => entry.ref !== ref);
        const wrote = kept.length < draft.void.length;
        draft.void = kept;
        return { result: undefined, wrote };
      },
    });
  }
};
