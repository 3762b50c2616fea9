import type { Board, Card } from "../../../http/api-client.ts";

/** For tests: an unassigned visit on Friday morning, unless `change` says otherwise. */
export const sampleCard = (job: string, change: Partial<Card> = {}): Card => ({
  rev: 1,
  job,
  visit: "v1",
  kind: "service",
  day: "2026-11-27",
  window: { start: "08:00", end: "12:00" },
  crew: null,
  state: "scheduled",
  status: "booked",
  stage: "scheduled",
  since: "2026-11-20T17:00:00.000Z",
  service: "Junk removal",
  customer: job,
  street: "1 Elm St",
  city: "San Diego",
  total_cents: 24_900,
  ...change,
});

/** A Friday with two windows of three openings and two crews, with each card in the lane or list where the server puts it. */
export const sampleBoard = (cards: Card[] = [], change: Partial<Board> = {}): Board => {
  const on = (crew: string | null) => cards.filter((card) => card.day === "2026-11-27" && card.crew === crew);
  const taken = (start: string) =>
    cards.filter(({ day, window }) => day === "2026-11-27" && window?.start === start).length;
  return {
    day: "2026-11-27",
    today: "2026-11-27",
    business: { time_zone: "America/Los_Angeles", locale: "en-US", currency: "USD" },
    closed: false,
    windows: [
      { start: "08:00", end: "12:00", capacity: 3, taken: taken("08:00") },
      { start: "12:00", end: "16:00", capacity: 3, taken: taken("12:00") },
    ],
    lanes: [
      { crew: null, visits: on(null) },
      { crew: { id: "dana", name: "Dana" }, visits: on("dana") },
      { crew: { id: "luis", name: "Luis" }, visits: on("luis") },
    ],
    trays: {
      late: cards.filter(({ day }) => day !== null && day < "2026-11-27"),
      ready: cards.filter(({ status }) => status === "ready_for_pickup"),
      requests: [],
      out: [],
      unscheduled: cards.filter(({ day, status }) => day === null && status === "booked"),
      attention: [],
    },
    conflicts: 0,
    counts: {
      visits: 0,
      done: 0,
      unassigned: 0,
      unscheduled: 0,
      ready: 0,
      late: 0,
      requests: 0,
      out: 0,
      attention: 0,
    },
    ...change,
  };
};
