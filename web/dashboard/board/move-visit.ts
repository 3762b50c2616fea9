import type { Problem } from "../../../http/client.ts";
import type { Card, Job, VisitPatch, ApiClient } from "../../../http/api-client.ts";
import type { Alternative } from "../../shared/free-days.ts";
import { currentIn } from "../form/problem-text.ts";
import { alternativesOf } from "../form/refusal.ts";
import { notifyOf } from "../tell/tell.ts";
import { sameWindow } from "./cards.ts";
import type { Target } from "./layout.ts";

/** The outcome of moving a visit. */
export type Moved =
  | { kind: "saved"; job: Job }
  | { kind: "full"; alternatives: Alternative[] }
  /** Another job has the unit, and the rental fits from these starts. */
  | { kind: "no_unit"; alternatives: Alternative[] }
  /** Another person moved it first, so a person has to decide again. */
  | { kind: "stale"; job: Job }
  /** The visit beside the chosen place left the lane. */
  | { kind: "neighbor_gone" }
  | { kind: "refused"; problem: Problem | null };

/**
 * Moves a visit to another crew, day, window or place in its lane, as a change of the revision on the card. If another
 * person changed something else of the job, both changes stand.
 */
export const moveVisit = async (
  api: Pick<ApiClient, "patchVisit">,
  card: Card,
  target: Target,
  notify = true,
): Promise<Moved> => {
  let { rev } = card;
  for (let tries = 0; ; tries += 1) {
    const body = { ...patchFor(card, target), ...notifyOf(notify) };
    const answer = await api.patchVisit({ id: card.job, visit_id: card.visit, rev, body });
    if (answer.ok) return { kind: "saved", job: answer.value };
    const { problem } = answer;
    if (problem?.code === "window_full") return { kind: "full", alternatives: alternativesOf(problem) };
    if (problem?.code === "equipment_unavailable" && alternativesOf(problem).length > 0)
      return { kind: "no_unit", alternatives: alternativesOf(problem) };
    if (problem?.code === "neighbor_gone") return { kind: "neighbor_gone" };
    const current = currentIn<Job>(problem);
    if (current === null) return { kind: "refused", problem };
    // The answer to an earlier try may have been lost: the visit is there already.
    if (target.place === undefined && isWhereShown(current, { ...card, ...target }))
      return { kind: "saved", job: current };
    if (!isWhereShown(current, card) || tries === 3) return { kind: "stale", job: current };
    ({ rev } = current);
  }
};

const patchFor = (card: Card, { crew, day, window, place }: Target): VisitPatch => ({
  ...(crew === card.crew ? {} : { crew }),
  ...(day === card.day && sameWindow(window, card.window) ? {} : { day, window }),
  ...(place === undefined ? {} : { place }),
});

const isWhereShown = (job: Job, card: Card): boolean => {
  const visit = job.visits.find(({ id }) => id === card.visit);
  return (
    visit !== undefined && visit.crew === card.crew && visit.day === card.day && sameWindow(visit.window, card.window)
  );
};
