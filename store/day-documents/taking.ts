import type { Day } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { freshId } from "../../domain/random.ts";
import { DomainError } from "../../domain/domain-error.ts";
import { StoreUnavailable } from "../job-store.ts";
import { cardOf } from "../../domain/card.ts";
import type { DayDocument, Hold, Place } from "./day-document.ts";
import type { Documents } from "./documents.ts";
import { together } from "./parallel.ts";
import { addReference, assertPlace, removeReference, samePlace } from "./place.ts";

/** What was decided no longer fits what is there: look again and decide again. */
export class Replan extends Error {}

/**
 * Runs one change of a job, again as often as it must be planned anew, and afterwards drops the references it
 * took that the job does not name. `named` are those that it does.
 */
export const whileTaking = async <R>(
  documents: Documents,
  job: JobId,
  run: (taking: Taking) => Promise<{ result: R; named: Hold[] }>,
): Promise<R> => {
  const taking = new Taking(job, documents);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { result, named } = await run(taking);
      await taking.dropAllBut(named);
      return result;
    } catch (error) {
      const again = error instanceof Replan;
      if (again && attempt < attemptsToPlan) continue;
      // These say for certain that the job was not written. After anything else only the job can tell whether it
      // names them, so the pruner asks it.
      const certain = again || error instanceof DomainError || error instanceof StoreUnavailable;
      if (certain) await taking.dropAllBut([]);
      throw again ? new StoreUnavailable(new Error("Its places were ended each time")) : error;
    }
  }
};

/** The references that one change has taken so far. A reference has its own id, which is never used again. */
export class Taking {
  readonly #job: JobId;
  readonly #documents: Documents;
  #taken: Hold[] = [];
  #used: Hold[] = [];

  constructor(job: JobId, documents: Documents) {
    this.#job = job;
    this.#documents = documents;
  }

  /**
   * Takes places in other days, ascending, each under its own day's compare-and-swap. Refuses `window_full`, except to
   * a job that had its places before this store knew it.
   */
  async take(places: Place[], planned: Job, { had = false } = {}): Promise<void> {
    const { random, clock } = this.#documents.medium;
    for (const place of places) {
      if (this.#taken.some((hold) => samePlace(hold, place))) continue;
      const hold: Hold = { ...place, ref: freshId(random) };
      await this.#documents.day(place.day).commit({
        apply: (draft) => {
          if (!had) assertPlace(draft, place, this.#job);
          // Rev 0 until the job names it: a board shows a card only after its job's commit.
          const card = { ...cardOf(planned, place.visit), rev: 0 };
          addReference(draft, { ...hold, job: this.#job, card, taken_at: clock.now() });
          return { result: undefined, wrote: true };
        },
      });
      this.#taken.push(hold);
    }
  }

  /** The references for these places, for the home document to name; plans anew where one is missing or void. */
  cover(places: Place[], home: DayDocument): Hold[] {
    this.#used = places.map((place) => {
      const hold = this.#taken.find((candidate) => samePlace(candidate, place));
      if (hold === undefined) throw new Replan();
      if (home.void.some(({ ref }) => ref === hold.ref)) {
        this.#forget(hold);
        throw new Replan();
      }
      return hold;
    });
    return this.#used;
  }

  /**
   * Between reading the home document and writing it: each reference must still stand in its day. A pruner writes
   * `void` before it removes one, so it is seen either here, or in `cover`, or by the swap.
   */
  async confirm(): Promise<void> {
    await together(
      this.#used.map(async (hold) => {
        const { references } = await this.#documents.day(hold.day).read();
        if (references.some(({ ref }) => ref === hold.ref)) return;
        this.#forget(hold);
        throw new Replan();
      }),
    );
  }

  /** Best effort: what stays is in limbo, and found by the pruner. */
  async dropAllBut(named: Hold[]): Promise<void> {
    const dropped = this.#taken.filter(({ ref }) => !named.some((hold) => hold.ref === ref));
    this.#taken = [];
    for (const { day, ref } of dropped) {
      try {
        await dropReference(this.#documents, day, ref);
      } catch (error) {
        this.#documents.medium.report(error);
      }
    }
  }

  #forget(hold: Hold): void {
    this.#taken = this.#taken.filter((other) => other !== hold);
  }
}

/** Only for a reference that no job names, nor ever will. */
export const dropReference = async (documents: Documents, day: Day, ref: string): Promise<void> => {
  await documents.day(day).commit({
    apply: (draft) => ({ result: undefined, wrote: removeReference(draft, ref) }),
  });
};

const attemptsToPlan = 20;
