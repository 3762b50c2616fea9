import type { Card } from "../../../http/api-client.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import type { Column } from "./layout.ts";

/** What is open on the board and is not in the address. */
export interface BoardView {
  menu: { card: Card; at: DOMRect } | null;
  /** The form that the job panel opens with. */
  form: "move" | null;
  /** The free cell in which a new job starts. */
  freeCell: { crew: string | null; window: Column } | null;
  /** Whether a person folded the attention list; null until they do. */
  folded: boolean | null;
  /** The last change, with its undo. */
  done: Undoable | null;
}

export type BoardViewEvent =
  | { type: "menu_opened"; card: Card; at: DOMRect }
  | { type: "menu_closed" }
  | { type: "job_opened"; form: BoardView["form"] }
  | { type: "new_job_opened"; freeCell: BoardView["freeCell"] }
  /** The side panel opened or closed. */
  | { type: "panel_toggled" }
  | { type: "folded"; folded: boolean }
  | { type: "notified"; done: Undoable }
  | { type: "notification_closed" };

export const emptyView: BoardView = { menu: null, form: null, freeCell: null, folded: null, done: null };

/** The next view of the board after one event. */
export const reduceView = (view: BoardView, event: BoardViewEvent): BoardView => {
  switch (event.type) {
    case "menu_opened":
      return { ...view, menu: { card: event.card, at: event.at } };
    case "menu_closed":
      return { ...view, menu: null };
    case "job_opened":
      return { ...view, form: event.form };
    case "new_job_opened":
      return { ...view, freeCell: event.freeCell };
    case "panel_toggled":
      // The panel needs the room of the attention list, whatever was pressed before.
      return { ...view, folded: null };
    case "folded":
      return { ...view, folded: event.folded };
    case "notified":
      return { ...view, done: event.done };
    case "notification_closed":
      return { ...view, done: null };
  }
};
