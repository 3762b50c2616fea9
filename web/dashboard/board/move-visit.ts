import type { Problem } from "../../../http/client.ts";
import type { Card, Job, JobPatch, ApiClient } from "../../../http/api-client.ts";
import type { Alternative } from "../../shared/free-days.ts";
import { nextVisit } from "../job/visit.ts";
import { sameWindow } from "./cards.ts";
import type { Target } from "./layout.ts";

/** What became of putting a visit somewhere else. */
export type Moved =
  | { kind: "saved"; job: Job }
  | { kind: "full"; alternatives: Alternative[] }
  /** Somebody put it elsewhere meanwhile: whether ours still fits is for a person to say. */
  | { kind: "stale"; job: Job }
  /** Another visit of this job comes first, and it is that one which would move. */
  | { kind: "not_next"; job: Job }
  | { kind: "refused"; problem: Problem | null };

/**
 * Gives a visit to another crew, day or window, as one change of the version that the card shows. Where somebody
 * changed something else of the job meanwhile, that stands and ours is added to it.
 */
export const moveVisit = async (
  api: Pick<ApiClient, "patchJob" | "getJob">,
  card: Card,
  target: Target,
): Promise<Moved> => {
  let { rev } = card;
  // A change is always of the job's next visit; only a job of several can have another one on the board.
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
    const current = currentOf(problem);
    if (current === null) return { kind: "refused", problem };
    // Our own answer may have been lost on the way: it stands there already.
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

/** The present job in a refusal as stale; null in any other. */
export const currentOf = (problem: Problem | null): Job | null => {
  const current = problem?.code === "stale" ? problem["current"] : null;
  // The server's own job, as in every answer of these calls.
  return typeof current === "object" && current !== null ? (current as Job) : null;
};

/** What could be had instead of a window that filled; the server's own list, none where it sent none. */
export const alternativesOf = (problem: Problem): Alternative[] =>
  Array.isArray(problem["alternatives"]) ? (problem["alternatives"] as Alternative[]) : [];
