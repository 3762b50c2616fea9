import type { Card, Job, Told } from "../../../http/api-client.ts";
import type { Alternative } from "../../shared/free-days.ts";
import type { DragState } from "./drag-state.ts";
import type { Target } from "./layout.ts";

/** Why a move was not saved, with what a person can do about it. It stays until they do or dismiss it. */
export type MoveNotice =
  | { kind: "full"; card: Card; target: Target; alternatives: Alternative[] }
  /** Another job has the unit of the rental. */
  | { kind: "no_unit"; card: Card; target: Target; alternatives: Alternative[] }
  | { kind: "stale"; card: Card; target: Target; job: Job; text: string }
  /** Another person moved the card during the drag. */
  | { kind: "lost"; card: Card; text: string }
  | { kind: "text"; text: string }
  /** The move sends a message, so a person sees it first. */
  | { kind: "tell"; card: Card; told: Told; answer: (notify: boolean | null) => void };

export interface CardMoveState {
  /** The card that is being dragged; null if none is. */
  drag: DragState | null;
  notice: MoveNotice | null;
  /** What a screen reader says. */
  speech: string;
}

export type CardMoveEvent =
  /** A drag began, moved on, or ended (null). A `speech` of null leaves the last one. */
  | { type: "dragged"; drag: DragState | null; speech: string | null }
  | { type: "noticed"; notice: MoveNotice; speech?: string }
  | { type: "dismissed" }
  | { type: "spoke"; speech: string };

export const noMove: CardMoveState = { drag: null, notice: null, speech: "" };

/** The next state of a card move after one event. */
export const reduceCardMove = (state: CardMoveState, event: CardMoveEvent): CardMoveState => {
  switch (event.type) {
    case "dragged":
      return { ...state, drag: event.drag, speech: event.speech ?? state.speech };
    case "noticed":
      return { ...state, notice: event.notice, speech: event.speech ?? state.speech };
    case "dismissed":
      return { ...state, notice: null };
    case "spoke":
      return { ...state, speech: event.speech };
  }
};
