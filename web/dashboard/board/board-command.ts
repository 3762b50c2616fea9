import type { Card } from "../../../http/api-client.ts";
import { isStep, stepFrom, type Step } from "./grid-step.ts";
import type { Layout } from "./layout.ts";

/** What a key or a click on the board asks for. */
export type BoardCommand =
  | { type: "focus"; key: string }
  | { type: "step"; step: Step }
  | { type: "start_drag"; card: Card }
  | { type: "drop" }
  /** Moves a card one place up (-1) or down (1) in its lane. */
  | { type: "reorder"; card: Card; by: -1 | 1 }
  | { type: "cancel_drag" }
  | { type: "open_menu"; card: Card }
  | { type: "open_job"; card: Card }
  /** Opens the job with the form that sets its day. */
  | { type: "choose_day"; card: Card }
  /** `key` is the key of a free cell. */
  | { type: "new_job"; key: string }
  | { type: "filter_crew"; crew: string };

interface Pressed {
  key: string;
  shiftKey: boolean;
  altKey: boolean;
}

interface Context {
  layout: Layout;
  /** The focus key of the card or free cell that was pressed. */
  at: string;
  /** The card there; undefined in a free cell. */
  card: Card | undefined;
  isDragging: boolean;
}

/** The command of a key on a card or a free cell; null if the key has no meaning there. */
export const keyCommand = ({ key, shiftKey, altKey }: Pressed, context: Context): BoardCommand | null => {
  const { layout, at, card, isDragging } = context;
  if (altKey) return card === undefined || isDragging ? null : orderCommand(key, card);
  if (isStep(key)) {
    return isDragging ? { type: "step", step: key } : { type: "focus", key: stepFrom(layout, at, key) };
  }
  if (key === "Enter" && isDragging) return { type: "drop" };
  if (card === undefined) return key === "Enter" ? { type: "new_job", key: at } : null;
  const letter = key.toLowerCase();
  if (letter === "m") return isDragging ? { type: "cancel_drag" } : { type: "start_drag", card };
  return letter === "a" || (key === "F10" && shiftKey) ? { type: "open_menu", card } : null;
};

/** Only a crew's lane has an order. */
const orderCommand = (key: string, card: Card): BoardCommand | null => {
  const by = ({ ArrowUp: -1, ArrowDown: 1 } as const)[key as "ArrowUp" | "ArrowDown"];
  return by === undefined || card.crew === null ? null : { type: "reorder", card, by };
};

interface Clicked {
  /** The card whose menu button was clicked. */
  menuOf: Card | undefined;
  /** The card whose day button in the attention list was clicked. */
  dayOf: Card | undefined;
  /** The crew whose name was clicked. */
  crew: string | undefined;
  /** The focus key of the card or free cell that was clicked. */
  at: string | undefined;
  card: Card | undefined;
  isDragging: boolean;
}

/** The command of a click; null if the click has no meaning. */
export const clickCommand = ({ menuOf, dayOf, crew, at, card, isDragging }: Clicked): BoardCommand | null => {
  if (menuOf !== undefined) return { type: "open_menu", card: menuOf };
  if (dayOf !== undefined) return { type: "choose_day", card: dayOf };
  if (crew !== undefined) return { type: "filter_crew", crew };
  if (isDragging || at === undefined) return null;
  return card === undefined ? { type: "new_job", key: at } : { type: "open_job", card };
};
