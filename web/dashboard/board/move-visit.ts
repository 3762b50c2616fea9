import type { Problem } from "../../../http/client.ts";
import type { Card, Job, JobPatch, ApiClient } from "../../../http/api-client.ts";
import type { Alternative } from "../../shared/free-days.ts";
import { currentIn } from "../form/problem-text.ts";
import { nextVisit } from "../job/visit.ts";
import { sameWindow } from "./cards.ts";
import type { Target } from "./layout.ts";

/** The outcome of moving a visit. */
export type Moved =
  | { kind: "saved"; job: Job }
  | { kind: "full"; alternatives: Alternative[] }
  /** Another person moved it first, so a person has to decide again. */
  | { kind: "stale"; job: Job }
  /** An earlier visit of the job is still open, and a change of the job would move that one. */
  | { kind: "not_next"; job: Job }
  | { kind: "refused"; problem: Problem | null };

/**
 * Moves a visit to another crew, day or window, as a change of the revision on the card. If another person changed
 * something else of the job, both changes stand.
 */
export const moveVisit = async (
  api: Pick<ApiClient, "patchJob" | "getJob">,
  card: Card,
  target: Target,
): Promise<Moved> => {
  let { rev } = card;
  // The API changes the next visit of a job. Only a job with several visits can have another one on the board.
  if (card.kind !== "service") {
    const found = await api.getJob({ id: card.job });
    if (!found.ok) return { kind: "refused", problem: found.problem };
    if (nextVisit(found.value)?.id !== card.visit) return { kind: "not_next", job: found.value };
    if (!isWhereShown(found.value, card)) return { kind: "stale", job: found.value };
    ({ rev } = found.value);
  }
  for (let tries = 0; ; tries += 1) {
    const answer = await api.patchJob({ id: card.job, rev, body: patchFor(card, target) });
    if (answer.ok) return { kind: "saved", job: answer.value };
    const { problem } = answer;
    if (problem?.code === "window_full") return { kind: "full", alternatives: alternativesOf(problem) };
    const current = currentIn<Job>(problem);
    if (current === null) return { kind: "refused", problem };
    // The answer to an earlier try may have been lost: the visit is there already.
    if (isWhereShown(current, { ...card, ...target })) return { kind: "saved", job: current };
    if (!isWhereShown(current, card) || tries === 3) return { kind: "stale", job: current };
    ({ rev } = current);
  }
};

const patchFor = (card: Card, { crew, day, window }: Target): JobPatch => ({
  ...(crew === card.crew ? {} : { crew }),
  ...(day === card.day && sameWindow(window, card.window) ? {} : { day, window }),
});

const isWhereShown = (job: Job, card: Card): boolean => {
  const visit = nextVisit(job);
  return (
    visit?.id === card.visit &&
    visit.crew === card.crew &&
    visit.day === card.day &&
    sameWindow(visit.window, card.window)
  );
};

/** The closest free windows in a refusal of a full window; empty if the server sent none. */
export const alternativesOf = (problem: Problem): Alternative[] =>
  Array.isArray(problem["alternatives"]) ? (problem["alternatives"] as Alternative[]) : [];
