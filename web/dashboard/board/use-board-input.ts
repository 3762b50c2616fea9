import { useRef } from "preact/hooks";
import { dayAfter } from "../../shared/format.ts";
import { clickCommand, keyCommand, type BoardCommand } from "./board-command.ts";
import { cardAt, type BoardDay } from "./use-board-day.ts";

/** The code of a drag. It loads when a mouse comes near, or with the first touch. Null if it cannot be loaded. */
export const loadDragCode = () => import("./pointer-drag.ts").catch(() => null);

interface BoardInput {
  onKeyDown: (event: KeyboardEvent) => void;
  onClick: (event: MouseEvent) => void;
  onContextMenu: (event: MouseEvent) => void;
  onPointerDown: (event: PointerEvent) => void;
  /** Keeps the page still under a finger that drags a card. */
  onTouchMove: (event: TouchEvent) => void;
}

/** The listeners of the board, which serve all its cards. */
export const useBoardInput = (day: BoardDay): BoardInput => {
  const { board, layout, move } = day;
  // A drag can turn several days, each from the day that the board shows at that moment.
  const shownDay = useRef(day.day);
  shownDay.current = day.day;
  return {
    onKeyDown: (event) => {
      if (event.ctrlKey || event.metaKey || layout === null) return;
      const at = event.target instanceof HTMLElement ? event.target.dataset["key"] : undefined;
      if (at === undefined || !(event.target instanceof Element)) return;
      const context = { layout, at, card: cardAt(board, at), isDragging: move.drag !== null };
      const command = keyCommand(event, context);
      if (command === null) return;
      event.preventDefault();
      event.stopPropagation();
      runCommand(day, command, event.target);
    },
    onClick: ({ target }) => {
      if (!(target instanceof Element)) return;
      const more = dataOf(target, "more");
      const at = dataOf(target, "key");
      const command = clickCommand({
        menuOf: cardAt(board, more),
        dayOf: cardAt(board, dataOf(target, "act")),
        crew: more === undefined ? dataOf(target, "only") : undefined,
        at: more === undefined ? at : undefined,
        card: cardAt(board, at),
        isDragging: move.drag !== null,
      });
      if (command !== null) runCommand(day, command, target.closest("[data-more]") ?? target);
    },
    onContextMenu: (event) => {
      const key = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-key]") : null;
      const card = cardAt(board, key?.dataset["key"]);
      if (card === undefined || key === null) return;
      event.preventDefault();
      // A finger that rests on a card has picked it up.
      if (move.drag === null) day.openMenu(card, key);
    },
    onTouchMove: (event) => {
      if (move.drag?.by === "mouse" && event.cancelable) event.preventDefault();
    },
    onPointerDown: (event) => watchPointer(event, day, shownDay),
  };
};

const runCommand = (day: BoardDay, command: BoardCommand, from: Element): void => {
  const { move, roving } = day;
  const { crew } = day.app.navigation.route.filter;
  switch (command.type) {
    case "focus":
      return roving.go(command.key);
    case "step":
      return move.step(command.step);
    case "start_drag":
      move.start(command.card, "keys");
      return;
    case "drop":
      return move.drop();
    case "reorder":
      return move.reorder(command.card, command.by);
    case "cancel_drag":
      return move.cancel();
    case "open_menu":
      return day.openMenu(command.card, from);
    case "open_job":
      return day.openJob(command.card);
    case "choose_day": {
      // A quote and a review have their own panels in the job.
      const { card } = command;
      const isDay = card.why === undefined && card.status !== "requested" && card.status !== "quoted";
      return day.openJob(card, isDay ? "move" : null);
    }
    case "new_job":
      return day.newJobAt(command.key);
    case "filter_crew":
      return day.filterBy({ crew: crew === command.crew ? "" : command.crew });
  }
};

/** Starts to watch a press on a card; it becomes a drag when a mouse moves or a finger rests. */
const watchPointer = (event: PointerEvent, day: BoardDay, shownDay: { current: string }): void => {
  if (event.button !== 0 || !(event.target instanceof Element)) return;
  const opener = event.target.closest<HTMLElement>(".card-open");
  const card = cardAt(day.board, opener?.dataset["key"]);
  const element = opener?.closest<HTMLElement>(".card");
  if (card === undefined || !element) return;
  const { move } = day;
  const start = () =>
    move.start(card, "mouse")
      ? {
          over: move.hover,
          turn: (days: number) => day.openDay(dayAfter(shownDay.current, days)),
          end: (dropped: boolean) => (dropped ? move.drop() : move.cancel()),
        }
      : null;
  void loadDragCode().then((code) => code?.watchDrag(event, element, start));
};

const dataOf = (target: Element, name: string): string | undefined =>
  target.closest<HTMLElement>(`[data-${name}]`)?.dataset[name];
