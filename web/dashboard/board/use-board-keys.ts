import { dayAfter } from "../../shared/format.ts";
import { useKey } from "../keys.ts";
import type { BoardDay } from "./use-board-day.ts";

/** The keys that work anywhere on the board. `board-command.ts` has those of a card. */
export const useBoardKeys = (day: BoardDay): void => {
  useKey("n", () => day.newJob());
  useKey("t", () => day.openDay(null));
  useKey("[", () => day.openDay(dayAfter(day.day, -1)));
  useKey("]", () => day.openDay(dayAfter(day.day, 1)));
  useKey("{", () => day.openDay(dayAfter(day.day, -7)));
  useKey("}", () => day.openDay(dayAfter(day.day, 7)));
  useKey("z", () => day.view.done?.undo?.());
  useKey("escape", () => {
    if (day.move.drag !== null) day.move.cancel();
    else if (day.hasPanel) day.closePanel();
    else if (day.isFiltered) day.filterBy({ status: "", crew: "" });
  });
};
