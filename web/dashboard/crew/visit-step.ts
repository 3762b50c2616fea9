import type { Board, Card, Job } from "../../../http/api-client.ts";
import type { VisitChange } from "./outbox.ts";

/** One visit as the crew sees it: the board's card, with what this phone has done and not yet sent on top. */
export interface CrewVisit {
  card: Card;
  state: Card["state"];
  /** Tapped here, not yet heard by the server. */
  pending: boolean;
  overdue: boolean;
  /** Since when it is in its state, in milliseconds since the Unix epoch. */
  since: number;
}

/** What a crew does next to a visit; null once there is nothing to do. */
export const nextStep = (state: Card["state"]): "en_route" | "on_site" | "done" | null =>
  ({ scheduled: "en_route", attempted: "en_route", en_route: "on_site", on_site: "done", done: null } as const)[state];

/** Overdue first, then the day by its windows. A visit that ended stays where it was, and is drawn faded. */
export const crewVisits = (board: Board, waiting: VisitChange[], jobs: ReadonlyMap<string, Job>): CrewVisit[] => {
  const today = board.lanes.flatMap(({ visits }) => visits);
  const cards = [
    ...board.trays.late.map((card) => ({ card, overdue: true })),
    ...today.map((card) => ({ card, overdue: false })),
  ];
  return cards.map(({ card, overdue }) => {
    const change = waiting.findLast(({ job, visit }) => job === card.job && visit === card.visit);
    const job = jobs.get(card.job);
    // An answer to this phone's own tap is newer than the board until the next look.
    const newer = job !== undefined && job.rev > card.rev ? job : undefined;
    const known = newer?.visits.find(({ id }) => id === card.visit);
    return {
      card,
      overdue,
      state: change?.state ?? known?.state ?? card.state,
      pending: change !== undefined,
      since: change?.at ?? Date.parse(newer?.updated_at ?? card.since),
    };
  });
};

const underWay = ({ state }: CrewVisit) => state === "en_route" || state === "on_site";
const open = ({ state }: CrewVisit) => state === "scheduled";

/** The visit that fills the screen: what is under way, else what is overdue, else the next of the day. */
export const nextVisit = (visits: CrewVisit[], chosen: string | null): CrewVisit | null =>
  visits.find((visit) => idOf(visit) === chosen) ?? visits.find(underWay) ?? visits.find(open) ?? null;

export const idOf = ({ card }: Pick<CrewVisit, "card">): string => `${card.job}/${card.visit}`;
