import type { Board, Card, Job } from "../../../http/api-client.ts";
import { cardRentalOf } from "../../../domain/card-rental.ts";
import { whyOf } from "../../../domain/card-why.ts";
import { byLaneOrder } from "../../../domain/lane-order.ts";
import { trayOf } from "../../../domain/tray.ts";
import { overlap } from "../../../domain/window.ts";
import { shownVisit } from "../job/visit.ts";

/** The key of a visit on the board. A job with two visits has two keys. */
export const keyOf = ({ job, visit }: Pick<Card, "job" | "visit">): string => `${job}/${visit}`;

/** Every visit on the board, once, even if it is in a lane and in a list. */
export const cardsOf = (board: Board): Card[] => [
  ...new Map(
    [...Object.values(board.trays).flat(), ...board.lanes.flatMap((lane) => lane.visits)].map((card) => [
      keyOf(card),
      card,
    ]),
  ).values(),
];

/** The card that the board will show for the next visit of a saved job. */
export const cardOf = (job: Job, since: string): Card => {
  const visit = shownVisit(job);
  const [rental, why] = [cardRentalOf(job, visit), whyOf(job)];
  return {
    rev: job.rev,
    job: job.id,
    visit: visit.id,
    kind: visit.kind,
    day: visit.day,
    window: visit.window,
    crew: visit.crew,
    state: visit.state,
    status: job.status,
    stage: job.stage,
    since,
    service: job.service.name,
    customer: job.customer?.name ?? "",
    street: job.location.street,
    city: job.location.city,
    total_cents: job.pricing?.total_cents ?? null,
    ...(job.pricing === undefined ? {} : { currency: job.pricing.currency }),
    ...(job.pricing?.estimate ? { estimate_high_cents: job.pricing.estimate.high_cents } : {}),
    ...(visit.position === null ? {} : { position: visit.position }),
    ...(rental === null ? {} : { rental }),
    ...(why === null ? {} : { why }),
  };
};

/** True while a visit can move to another crew or day. */
export const isOpen = ({ state, status }: Pick<Card, "state" | "status">): boolean =>
  state !== "done" && status !== "completed" && status !== "cancelled";

export const sameWindow = (a: Card["window"], b: Card["window"]): boolean => a?.start === b?.start && a?.end === b?.end;

/** The stops of a crew's lane in their order. A cancelled visit is no stop. */
export const stopsOf = ({ lanes }: Pick<Board, "lanes">, crew: string | null): Card[] =>
  lanes.find((lane) => (lane.crew?.id ?? null) === crew)?.visits.filter(({ status }) => status !== "cancelled") ?? [];

/** The windows that the day offers, without former windows that visits still have. */
export const offeredWindows = ({ windows }: Pick<Board, "windows">): Board["windows"] =>
  windows.filter(({ former }) => former !== true);

/**
 * The board with these cards in place. If the board has a newer revision of a visit, it keeps its own.
 */
export const withCards = (board: Board, known: Card[]): Board => known.reduce(withCard, board);

const withCard = (board: Board, card: Card): Board => {
  const before = cardsOf(board).find((one) => keyOf(one) === keyOf(card));
  if (before !== undefined && before.rev > card.rev) return board;
  const other = (one: Card) => keyOf(one) !== keyOf(card);
  const open = isOpen(card);
  const lane = board.lanes.some(({ crew }) => crew?.id === card.crew) ? card.crew : null;
  const onDay = card.day === board.day && card.status !== "cancelled";
  const tray = open ? trayOf(card, board.today) : null;
  const put = (cards: Card[], here: boolean) => {
    const index = cards.findIndex((one) => !other(one));
    if (!here) return index < 0 ? cards : cards.filter(other);
    return (index < 0 ? [...cards, card] : cards.map((one) => (other(one) ? one : card))).toSorted(byDay);
  };
  const lanes = board.lanes.map((one) => {
    const visits = put(one.visits, onDay && (one.crew?.id ?? null) === lane);
    return visits === one.visits ? one : { ...one, visits };
  });
  const trays = mapTrays(board.trays, (cards, name) =>
    put(cards, name === "attention" ? card.why !== undefined : name === tray),
  );
  const visits = lanes.flatMap((one) => one.visits);
  return {
    ...board,
    lanes,
    trays,
    windows: board.windows.map((window) => {
      const takes = (one: Card | undefined) =>
        Number(
          one?.day === board.day && one.status !== "cancelled" && one.window !== null && overlap(one.window, window),
        );
      const change = takes(card) - takes(before);
      return change === 0 ? window : { ...window, taken: Math.max(0, window.taken + change) };
    }),
    counts: {
      visits: visits.length,
      done: visits.filter(({ state }) => state === "done").length,
      unassigned: lanes[0]?.visits.filter(({ state }) => state !== "done").length ?? 0,
      ...mapTrays(trays, (cards) => cards.length),
    },
  };
};

type TrayName = keyof Board["trays"];

const mapTrays = <T>(trays: Board["trays"], of: (cards: Card[], name: TrayName) => T): Record<TrayName, T> => ({
  late: of(trays.late, "late"),
  ready: of(trays.ready, "ready"),
  requests: of(trays.requests, "requests"),
  out: of(trays.out, "out"),
  unscheduled: of(trays.unscheduled, "unscheduled"),
  attention: of(trays.attention, "attention"),
});

/** The order of a lane, and of a tray, which has several days. */
const byDay = (a: Card, b: Card): number => compare(a.day ?? "9", b.day ?? "9") || byLaneOrder(a, b);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Replaces equal cards by the earlier objects, so that they do not render again. */
export const shareCards = (board: Board, before: Board | null): Board => {
  if (before === null) return board;
  const kept = new Map(cardsOf(before).map((card) => [keyOf(card), card]));
  const share = (cards: Card[]) =>
    cards.map((card) => {
      const old = kept.get(keyOf(card));
      return old !== undefined && JSON.stringify(old) === JSON.stringify(card) ? old : card;
    });
  return {
    ...board,
    lanes: board.lanes.map((lane) => ({ ...lane, visits: share(lane.visits) })),
    trays: mapTrays(board.trays, share),
  };
};

/** The keys of the visits whose revision changed. */
export const changedCards = (board: Board, before: Board): Set<string> => {
  const old = new Map(cardsOf(before).map((card) => [keyOf(card), card]));
  return new Set(
    cardsOf(board)
      .filter((card) => old.get(keyOf(card))?.rev !== card.rev)
      .map(keyOf),
  );
};
