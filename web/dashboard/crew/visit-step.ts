import type { Board, Card, Job } from "../../../http/api-client.ts";
import type { VisitChange } from "./outbox.ts";

/** A visit with the steps that this phone has not sent yet. */
export interface CrewVisit {
  card: Card;
  state: Card["state"];
  /** True while a tapped step is not sent yet. */
  pending: boolean;
  overdue: boolean;
  /** When it entered its state, in milliseconds since the Unix epoch. */
  since: number;
}

/** The next step of a visit; null if it is done. */
export const nextStep = (state: Card["state"]): "en_route" | "on_site" | "done" | null =>
  ({ scheduled: "en_route", attempted: "en_route", en_route: "on_site", on_site: "done", done: null } as const)[state];

/** Overdue visits first, then the day in the order of the lane. A done visit keeps its place. */
export const crewVisits = (board: Board, waiting: VisitChange[], jobs: ReadonlyMap<string, Job>): CrewVisit[] => {
  const today = board.lanes.flatMap(({ visits }) => visits);
  const cards = [
    ...board.trays.late.map((card) => ({ card, overdue: true })),
    ...today.map((card) => ({ card, overdue: false })),
  ];
  return cards.map(({ card, overdue }) => {
    const change = waiting.findLast(({ job, visit }) => job === card.job && visit === card.visit);
    const job = jobs.get(card.job);
    // After a tap, the answer is newer than the board until the next refresh.
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

/** The visit on the screen: the chosen one, else one under way, else the next open one. */
export const nextVisit = (visits: CrewVisit[], chosen: string | null): CrewVisit | null =>
  visits.find((visit) => idOf(visit) === chosen) ?? visits.find(underWay) ?? visits.find(open) ?? null;

export const idOf = ({ card }: Pick<CrewVisit, "card">): string => `${card.job}/${card.visit}`;

/** The number of a visit in the day, from 1; null for a late visit of another day. */
export const stopNumber = (visits: CrewVisit[], visit: CrewVisit): { number: number; of: number } | null => {
  const today = visits.filter(({ overdue }) => !overdue);
  const index = today.findIndex((one) => idOf(one) === idOf(visit));
  return index < 0 ? null : { number: index + 1, of: today.length };
};
