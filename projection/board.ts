import { formerWindows, type DayCapacity } from "../domain/capacity.ts";
import { cardFields, type Card } from "../domain/card.ts";
import type { Day } from "../domain/day.ts";
import { show } from "../domain/field-table.ts";
import { byLaneOrder } from "../domain/lane-order.ts";
import type { Settings } from "../domain/settings.ts";

export interface Board {
  day: Day;
  closed: boolean;
  /** The windows of the day, then `former` windows: windows of visits that the day no longer offers. */
  windows: BoardWindow[];
  lanes: Lane[];
  trays: { unscheduled: ShownCard[]; ready: ShownCard[]; late: ShownCard[] };
  /** Some of the visits are of a sample day. No count includes them. */
  sample?: true;
  /** Problems of the store that the office can solve. */
  advice?: Advice[];
  counts: { visits: number; done: number; unassigned: number; unscheduled: number; ready: number; late: number };
}

export type Advice = { code: "crowded_day"; jobs: number } | { code: WriteAdvice };
/** Why nothing can be saved. */
export type WriteAdvice = "disk_full" | "disk_quota" | "disk_read_only" | "unavailable";

export type BoardWindow = DayCapacity["windows"][number] & { former?: true };

/** The lane of unassigned visits (`crew: null`) comes first, because assigning them is the next task. */
export interface Lane {
  crew: { id: string; name: string } | null;
  visits: ShownCard[];
}

/** A card whose price is null for crews that do not see prices. */
export type ShownCard = Omit<Card, "total_cents"> & { total_cents: number | null };

/**
 * Returns the board of a day for the office. Each waiting job is in the first tray that fits: late, ready, unscheduled.
 * A visit is late if its day has passed, whatever day the board shows.
 */
export const boardOf = (
  {
    day,
    capacity,
    cards,
    waiting,
    today,
    crowded,
    unsaved = null,
  }: {
    day: Day;
    capacity: DayCapacity;
    cards: Card[];
    waiting: Card[];
    today: Day;
    crowded?: number;
    /** Why nothing can be saved; null if saving works. */
    unsaved?: WriteAdvice | null;
  },
  settings: Settings,
): Board => {
  const visits = cards.toSorted(byLaneOrder);
  const crews = settings.crews.filter(({ id, active }) => active || visits.some(({ crew }) => crew === id));
  const known = new Set(crews.map(({ id }) => id));
  const lanes: Lane[] = [
    { crew: null, visits: visits.filter(({ crew }) => crew === null || !known.has(crew)) },
    ...crews.map(({ id, name }) => ({ crew: { id, name }, visits: visits.filter(({ crew }) => crew === id) })),
  ];
  const late = waiting.filter((card) => card.day !== null && card.day < today);
  const ready = waiting.filter((card) => !late.includes(card) && card.status === "ready_for_pickup");
  const unscheduled = waiting.filter((card) => !late.includes(card) && !ready.includes(card) && card.day === null);
  const advice: Advice[] = [
    ...(unsaved === null ? [] : [{ code: unsaved }]),
    ...(crowded === undefined ? [] : [{ code: "crowded_day" as const, jobs: crowded }]),
  ];
  return {
    day,
    closed: capacity.closed,
    windows: [
      ...capacity.windows,
      ...formerWindows(
        capacity.windows,
        visits.filter((card) => !isSample(card)).flatMap(({ window }) => window ?? []),
      ).map((window) => ({ ...window, capacity: 0, former: true as const })),
    ],
    lanes,
    trays: {
      unscheduled: unscheduled.toSorted(bySince),
      ready: ready.toSorted(bySince),
      late: late.toSorted(byWindow),
    },
    ...([...visits, ...waiting].some(isSample) ? { sample: true } : {}),
    ...(advice.length === 0 ? {} : { advice }),
    counts: {
      visits: counted(visits),
      done: counted(visits.filter(({ state }) => state === "done")),
      unassigned: counted(lanes[0]?.visits.filter(({ state }) => state !== "done") ?? []),
      unscheduled: counted(unscheduled),
      ready: counted(ready),
      late: counted(late),
    },
  };
};

/** Counts the visits that are not done, which the office should move before it closes the day. */
export const openStops = (cards: Pick<Card, "sample" | "state">[]): number =>
  counted(cards.filter(({ state }) => state !== "done"));

/**
 * A crew's own lane and its own late visits. The crew gets no windows, no advice and no other tray; prices only if the
 * owner lets crews see them.
 */
export const crewBoardOf = (board: Board, crew: string, { prices }: { prices: boolean }): Board => {
  const cardFor = (card: ShownCard): ShownCard => ({
    ...show(cardFields, "crew", card),
    total_cents: prices ? card.total_cents : null,
  });
  const lanes = board.lanes
    .filter((lane) => lane.crew?.id === crew)
    .map((lane) => ({ crew: lane.crew, visits: lane.visits.map(cardFor) }));
  const late = board.trays.late.filter((card) => card.crew === crew).map(cardFor);
  const visits = lanes.flatMap((lane) => lane.visits);
  return {
    day: board.day,
    closed: board.closed,
    windows: [],
    lanes,
    trays: { unscheduled: [], ready: [], late },
    ...([...visits, ...late].some(isSample) ? { sample: true } : {}),
    counts: {
      visits: counted(visits),
      done: counted(visits.filter(({ state }) => state === "done")),
      unassigned: 0,
      unscheduled: 0,
      ready: 0,
      late: counted(late),
    },
  };
};

const isSample = ({ sample }: Pick<Card, "sample">): boolean => sample === true;
const counted = (cards: Pick<Card, "sample">[]): number => cards.filter((card) => !isSample(card)).length;

const byWindow = (a: Card, b: Card): number =>
  order(`${a.day} ${a.window?.start ?? "99"} ${a.job}`, `${b.day} ${b.window?.start ?? "99"} ${b.job}`);
const bySince = (a: Card, b: Card): number => order(a.since + a.job, b.since + b.job);
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
