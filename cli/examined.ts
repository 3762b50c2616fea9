import type { State } from "../main/open-state.ts";
import { Failed, localProblem } from "./failure.ts";
import type { Finding } from "../store/upkeep.ts";

export interface Examined {
  /** What was mended, each with what should be known of it. */
  mended: (Finding & { notes: string[] })[];
  /** What is as it was: to be seen to by a person, or to be mended. */
  left: (Finding & { notes: string[] })[];
}

/** Looks a store over, and mends until a round finds nothing more to mend: one repair may bring another to light. */
export const examined = async (
  { upkeep, jobs }: Pick<State, "upkeep" | "jobs">,
  repair: boolean,
): Promise<Examined> => {
  const mended: Examined["mended"] = [];
  const told = new Map<string, string[]>();
  for (let round = 1; ; round += 1) {
    const left: Examined["left"] = [];
    let progress = false;
    for await (const finding of upkeep.examine()) {
      if (!repair || !finding.repairable || round > rounds) {
        left.push({ ...finding, notes: told.get(nameOf(finding)) ?? [] });
        continue;
      }
      const done = await upkeep.repair(finding);
      if (done.mended) {
        progress = true;
        mended.push({ ...finding, notes: done.notes });
      } else {
        told.set(nameOf(finding), done.notes);
        left.push({ ...finding, notes: done.notes });
      }
    }
    if (!progress || round > rounds) return { mended, left };
    // What a repair left to do elsewhere is done before the next look.
    await jobs.drain();
  }
};

/** The last step of filling a store, which is proven to be whole by then: the doctor ends it as well. */
export const lookOver = async (state: Pick<State, "upkeep" | "jobs">): Promise<Examined> => {
  const { OutcomeUnknown, StoreUnavailable } = await import("../store/job-store.ts");
  try {
    await state.jobs.drain();
    return await examined(state, true);
  } catch (error) {
    if (!(error instanceof StoreUnavailable) && !(error instanceof OutcomeUnknown)) throw error;
    throw new Failed(localProblem("store_unavailable", error.message), [
      "All of it is there, and was compared. What is left is to look it over: tailboard doctor --repair",
    ]);
  }
};

const nameOf = ({ kind, where, job }: Finding): string => `${kind} ${where} ${job ?? ""}`;
const rounds = 5;
