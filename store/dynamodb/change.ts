import { cardOf, shownCardOf, type Card } from "../../domain/card.ts";
import type { Day, Window } from "../../domain/day.ts";
import type { Job, Visit } from "../../domain/job.ts";
import { placesOf } from "../day-documents/place.ts";
import { layout, monthOf, windowKey, type Month } from "./layout.ts";
import { changeOut } from "./out-item.ts";
import type { Item, Key, Write } from "./write.ts";

/** A visit as boards and ranges find it. */
export interface VisitItem extends Item {
  job: string;
  /** As JSON. */
  card: string;
}

/** A job that waits for somebody, as the trays of a board show it. */
export interface WaitingItem extends Item {
  rev: number;
  /** As JSON. */
  card: string;
}

/** How many more places (below zero: fewer) a change takes of one window of one day. */
export interface WindowChange {
  day: Day;
  window: Window;
  count: number;
}

/** The same of a resource, for the days of one month. */
export interface OutChange {
  resource: string;
  month: Month;
  counts: Map<Day, number>;
}

/** What a job takes after a change and did not before, ascending by day. What it had it keeps, whatever is offered now. */
export const countChange = (before: Job | null, after: Job | null): { windows: WindowChange[]; outs: OutChange[] } => {
  const windows = new Map<string, WindowChange>();
  const outs = new Map<string, OutChange>();
  const count = (job: Job | null, by: 1 | -1) => {
    for (const { day, window, resource } of job === null ? [] : placesOf(job)) {
      if (window !== null) {
        const key = `${day} ${windowKey(window)}`;
        windows.set(key, { day, window, count: (windows.get(key)?.count ?? 0) + by });
      }
      if (resource === null) continue;
      const key = `${monthOf(day)} ${resource}`;
      const change = outs.get(key) ?? { resource, month: monthOf(day), counts: new Map<Day, number>() };
      change.counts.set(day, (change.counts.get(day) ?? 0) + by);
      outs.set(key, change);
    }
  };
  count(before, -1);
  count(after, 1);
  for (const { counts } of outs.values()) for (const [day, by] of counts) if (by === 0) counts.delete(day);
  return {
    windows: [...windows]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, change]) => (change.count === 0 ? [] : [change])),
    outs: [...outs]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, change]) => (change.counts.size === 0 ? [] : [change])),
  };
};

export const outWrites = (outs: OutChange[], force = false): Write[] =>
  outs.map(({ resource, month, counts }) => changeOut(resource, month, counts, force));

/** Where a job is found by day, and by crew and day. Every visit is written, since its card says how the job stands. */
export const visitWrites = (before: Job | null, after: Job | null): Write[] => {
  const now = after === null ? [] : scheduled(after);
  const then = before === null ? [] : scheduled(before);
  const shown = after === null ? [] : now.map(({ visit, day }) => visitItem(after, visit, day));
  const crewed = crewKeys(after, now);
  const crewedBefore = crewKeys(before, then);
  return [
    ...shown.map((item): Write => ({ put: item })),
    ...without(
      then.map(({ visit, day }) => layout.visit(day, before?.id ?? "", visit.id)),
      shown,
    ),
    ...crewed.filter((key) => !has(crewedBefore, key)).map((key): Write => ({ put: key })),
    ...without(crewedBefore, crewed),
  ];
};

export const waitingItem = (job: Job): WaitingItem => ({
  ...layout.waiting(job.id),
  rev: job.rev,
  card: JSON.stringify(shownCardOf(job)),
});

/** Only this room writes cards. */
export const cardIn = ({ card }: { card: string }): Card => JSON.parse(card) as Card;

const visitItem = (job: Job, visit: Visit, day: Day): VisitItem => ({
  ...layout.visit(day, job.id, visit.id),
  job: job.id,
  card: JSON.stringify(cardOf(job, visit.id)),
});

const scheduled = (job: Job): { visit: Visit; day: Day }[] =>
  job.visits.flatMap((visit) => (visit.day === null ? [] : [{ visit, day: visit.day }]));

const crewKeys = (job: Job | null, visits: { visit: Visit; day: Day }[]): Key[] =>
  visits.flatMap(({ visit: { id, crew }, day }) =>
    job === null || crew === null ? [] : [layout.crewVisit(crew, day, job.id, id)],
  );

const without = (gone: Key[], stays: Key[]): Write[] =>
  gone.filter((key) => !has(stays, key)).map((key) => ({ remove: key }));

const has = (keys: Key[], { pk, sk }: Key): boolean => keys.some((key) => key.pk === pk && key.sk === sk);
