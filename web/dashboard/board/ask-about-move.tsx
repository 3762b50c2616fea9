import * as tell from "#message/tell.ts";
import type { AppContext } from "../app-context.ts";
import { AskToTell } from "../tell/ask-to-tell.tsx";
import type { MoveNotice } from "./card-move-state.ts";

interface Props {
  app: AppContext;
  notice: Extract<MoveNotice, { kind: "tell" }>;
}

/** The message of a card that was moved, before the move is saved. */
export const AskAboutMove = ({ app, notice: { card, told, answer } }: Props) => (
  <AskToTell {...{ app }} name={card.customer} asking={{ label: tell.move, told, answer }} class="notice" />
);
