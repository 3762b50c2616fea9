import { formerWindows, type DayCapacity } from "../domain/capacity.ts";
import { cardFields, type Card } from "../domain/card.ts";
import type { Day } from "../domain/day.ts";
import { show } from "../domain/field-table.ts";
import { byLaneOrder } from "../domain/lane-order.ts";
import type { Settings } from "../domain/settings.ts";
import { trayOf, type Tray } from "../domain/tray.ts";

export interface Board {
  day: Day;
  closed: boolean;
  /** The windows of the day, then `former` windows: windows of visits that the day no longer offers. */
  windows: BoardWindow[];
  lanes: Lane[];
  trays: Record<Tray | "attention", ShownCard[]>;
  /** How many conflicts of the equipment the office has to solve. */
  conflicts: number;
  /** Some of the visits are of a sample day. No count includes them. */
  sample?: true;
  /** Problems of the store that the office can solve. */
  advice?: Advice[];
  counts: Record<"visits" | "done" | "unassigned" | Tray | "attention", number>;
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
 * Returns the board of a day for the office. Each waiting job is in the first tray that fits: late, ready, requests, out,
 * unscheduled. A visit is late if its day has passed, whatever day the board shows. `attention` has every job with a
 * `why`, beside its tray.
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
    conflicts = 0,
  }: {
    day: Day;
    capacity: DayCapacity;
    cards: Card[];
    waiting: Card[];
    today: Day;
    crowded?: number;
    /** Why nothing can be saved; null if saving works. */
    unsaved?: WriteAdvice | null;
    conflicts?: number;
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
  const trays = traysOf(waiting, today);
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
    trays,
    conflicts,
    ...([...visits, ...waiting].some(isSample) ? { sample: true } : {}),
    ...(advice.length === 0 ? {} : { advice }),
    counts: {
      visits: counted(visits),
      done: counted(visits.filter(({ state }) => state === "done")),
      unassigned: counted(lanes[0]?.visits.filter(({ state }) => state !== "done") ?? []),
      ...countsOf(trays),
    },
  };
};

/** Puts each waiting card into the first tray that fits. */
const traysOf = (waiting: Card[], today: Day): Record<Tray | "attention", Card[]> => {
  const trays = Map.groupBy(waiting, (card) => trayOf(card, today));
  const cards = (tray: Tray) => trays.get(tray) ?? [];
  return {
    late: cards("late").toSorted(byWindow),
    ready: cards("ready").toSorted(bySince),
    requests: cards("requests").toSorted(bySince),
    out: cards("out").toSorted(byStay),
    unscheduled: cards("unscheduled").toSorted(bySince),
    attention: waiting.filter(({ why }) => why !== undefined).toSorted(bySince),
  };
};

const countsOf = (trays: Record<Tray | "attention", Pick<Card, "sample">[]>) => ({
  unscheduled: counted(trays.unscheduled),
  ready: counted(trays.ready),
  late: counted(trays.late),
  requests: counted(trays.requests),
  out: counted(trays.out),
  attention: counted(trays.attention),
});

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
    ...(prices && card.estimate_high_cents !== undefined ? { estimate_high_cents: card.estimate_high_cents } : {}),
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
    trays: { ...noCards, late },
    conflicts: 0,
    ...([...visits, ...late].some(isSample) ? { sample: true } : {}),
    counts: {
      visits: counted(visits),
      done: counted(visits.filter(({ state }) => state === "done")),
      unassigned: 0,
      ...countsOf({ ...noCards, late }),
    },
  };
};

const noCards = { unscheduled: [], ready: [], late: [], requests: [], out: [], attention: [] };

const isSample = ({ sample }: Pick<Card, "sample">): boolean => sample === true;
const counted = (cards: Pick<Card, "sample">[]): number => cards.filter((card) => !isSample(card)).length;

const byWindow = (a: Card, b: Card): number =>
  order(`${a.day} ${a.window?.start ?? "99"} ${a.job}`, `${b.day} ${b.window?.start ?? "99"} ${b.job}`);
/** The unit that has been out longest first. */
const byStay = (a: Card, b: Card): number => order((a.rental?.from ?? "") + a.job, (b.rental?.from ?? "") + b.job);
const bySince = (a: Card, b: Card): number => order(a.since + a.job, b.since + b.job);
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
