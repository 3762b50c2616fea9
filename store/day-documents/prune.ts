import type { Day } from "../../domain/day.ts";
import { UnreadableDocument } from "../job-store.ts";
import { keys } from "../keys.ts";
import { setMarked, type Reference } from "./day-document.ts";
import { homeOf, type Documents } from "./documents.ts";
import { removeReference } from "./place.ts";
import { dropReference } from "./taking.ts";

/**
 * Ends the references of a day that their jobs do not name. Time alone never ends one: its id is first written
 * into the `void` list of the job's home document, after which no move can commit to it; only then is it removed
 * here. `graceMs` only says when trying is worth it. Returns how many were ended.
 */
export const pruneDay = async (documents: Documents, day: Day, graceMs: number): Promise<number> => {
  const { clock } = documents.medium;
  let ended = 0;
  // The day first, then the home document: the other way round, a move between the two would be missed.
  for (const reference of (await documents.day(day).read()).references) {
    if (clock.now() - reference.taken_at < graceMs) continue;
    const home = homeOf(reference.job);
    if (home === null) continue;
    try {
      if (!(await giveUp(documents, home, day, reference))) continue;
    } catch (error) {
      // It may be named there: it stays, and holds up no other.
      if (!(error instanceof UnreadableDocument)) throw error;
      documents.medium.report(error);
      continue;
    }
    await dropReference(documents, day, reference.ref);
    await forgetVoid(documents, home, reference.ref);
    ended += 1;
  }
  return ended;
};

/** Ends what a pruner that crashed had given up: removes it from its day, then forgets it here. */
export const emptyVoid = async (documents: Documents, home: Day): Promise<void> => {
  for (const { day, ref } of (await documents.day(home).read()).void) {
    await dropReference(documents, day, ref);
    await forgetVoid(documents, home, ref);
  }
};

/** Leaves one of each reference that stands in a day more than once. False where none does. */
export const endDoubles = (documents: Documents, day: Day): Promise<boolean> =>
  documents.day(day).commit({
    apply: (draft) => {
      const doubles = draft.references.filter(
        ({ ref }, at) => draft.references.findIndex((other) => other.ref === ref) < at,
      );
      // Each call takes the first of that name, and there is one more.
      for (const { ref } of doubles) removeReference(draft, ref);
      return { result: doubles.length > 0, wrote: doubles.length > 0 };
    },
  });

/** False when the job names it. A home document that is not there is made; one that cannot be read throws. */
const giveUp = (documents: Documents, home: Day, day: Day, { job, ref }: Reference): Promise<boolean> => {
  let unmarked = false;
  return documents.day(home).commit({
    apply: (draft) => {
      if (draft.jobs.get(job)?.holds.some((hold) => hold.ref === ref) === true) return { result: false, wrote: false };
      const known = draft.void.some((entry) => entry.ref === ref);
      if (known) return { result: true, wrote: false };
      draft.void = [...draft.void, { day, ref }];
      unmarked = setMarked(draft);
      return { result: true, wrote: true };
    },
    // After a crash, `drain` finishes what was begun here.
    confirm: async () => {
      if (unmarked) await documents.mark(keys.pendingDay(home));
    },
  });
};

const forgetVoid = (documents: Documents, home: Day, ref: string): Promise<void> =>
  documents.day(home).commit({
    apply: (draft) => {
      const kept = draft.void.filter((entry) => entry.ref !== ref);
      const wrote = kept.length < draft.void.length;
      draft.void = kept;
      return { result: undefined, wrote };
    },
  });
