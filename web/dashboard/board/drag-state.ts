import type { Board, Card } from "../../../http/api-client.ts";
import { sentenceCase, windowText } from "../../shared/format.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import { keyOf } from "./cards.ts";
import { columnIndex, fitOf, type Fit, type Layout, type Neighbor, type Place, type Target } from "./layout.ts";

/** A drop target: a cell, with the place among its other cards if the pointer chose one, or one of two lists. */
export type Spot = { lane: number; column: number; at?: number } | "unassigned" | "unscheduled";

/** A card that is being dragged, by keys or by mouse. */
export interface DragState {
  card: Card;
  by: "keys" | "mouse";
  over: Spot | null;
}

export const spotText = (spot: Spot): string => (typeof spot === "string" ? spot : `${spot.lane} ${spot.column}`);

export const readSpot = (text: string | undefined): Spot | null => {
  if (text === "unassigned" || text === "unscheduled") return text;
  const [, lane, column, at] = /^(\d+) (\d+)(?: (\d+))?$/.exec(text ?? "") ?? [];
  if (lane === undefined || column === undefined) return null;
  return { lane: Number(lane), column: Number(column), ...(at === undefined ? {} : { at: Number(at) }) };
};

/** The cell in which a drag by keys starts: the card's own, or the first. */
export const spotOf = (layout: Layout, { crew, window }: Card): { lane: number; column: number } => ({
  lane: Math.max(
    0,
    layout.lanes.findIndex((lane) => (lane.crew?.id ?? null) === crew),
  ),
  column: Math.max(0, columnIndex(layout.columns, window)),
});

/** The target at a spot; null if the board changed and the spot is gone. */
export const targetAt = (board: Board, layout: Layout, card: Card, spot: Spot): Target | null => {
  if (spot === "unassigned") return { crew: null, day: card.day, window: card.window };
  if (spot === "unscheduled") return { crew: card.crew, day: null, window: null };
  const [lane, window] = [layout.lanes[spot.lane], layout.columns[spot.column]];
  if (lane === undefined || window === undefined) return null;
  const place = lane.crew === null ? undefined : placeAt(lane.cells[spot.column] ?? [], card, spot.at);
  return { crew: lane.crew?.id ?? null, day: board.day, window, ...(place === undefined ? {} : { place }) };
};

/** The place at an index among the other cards of a cell. Undefined in an empty cell and where the card already is. */
const placeAt = (cards: Card[], card: Card, at: number | undefined): Place | undefined => {
  const others = cards.filter((other) => keyOf(other) !== keyOf(card));
  const now = cards.findIndex((other) => keyOf(other) === keyOf(card));
  const [next, last] = [at === undefined ? undefined : others[at], others.at(-1)];
  if (at === undefined || at === now || last === undefined) return undefined;
  return next === undefined ? { after: neighborOf(last) } : { before: neighborOf(next) };
};

export const neighborOf = ({ job, visit }: Card): Neighbor => ({ job, visit });

/** The text of the drop target in a cell. */
export const fitText = (fit: Fit, card: Card): string => {
  const name = card.customer || staff.noName;
  switch (fit.kind) {
    case "here":
      return message.alreadyHere;
    case "order":
      return message.placeHere(name);
    case "stays":
      return message.sameWindow(name);
    case "free":
      return message.noWindow(name);
    case "fits":
      return message.fits(name, fit.count, fit.places);
    case "full":
      return message.full(fit.count, fit.places);
  }
};

export const columnText = (window: Layout["columns"][number]): string =>
  window === null ? staff.anyTime : sentenceCase(windowText(window));

/** What a screen reader says for the present drop target. */
export const spotSpeech = (board: Board, layout: Layout, { card, over }: DragState): string => {
  if (over === null || typeof over === "string") return "";
  const target = targetAt(board, layout, card, over);
  if (target === null) return "";
  const crew = layout.lanes[over.lane]?.crew?.name ?? staff.unassigned;
  return message.dropTarget(crew, columnText(target.window), fitText(fitOf(board, card, target), card));
};
