import { readSpot, type Spot } from "./drag-state.ts";

/** The callbacks of a drag by mouse or pen. */
export interface DragHandlers {
  /** The pointer is over a cell or a drop target; null over anything else. */
  over: (spot: Spot | null) => void;
  /** The pointer rests on the button of the previous (-1) or the next (1) day. */
  turn: (days: number) => void;
  end: (dropped: boolean) => void;
}

/** A pointer that moved less than this is a click. */
const clickPx = 5;
/** How long a finger rests on a card before it picks the card up. Until then the finger scrolls the page. */
const holdMs = 350;
const holdPx = 10;
/** How long the pointer rests on a day button before the board turns. */
const turnMs = 600;
const edgePx = 48;
const scrollPx = 14;

/**
 * Follows a pointer that was pressed on a card. Calls `start` when a mouse or pen has really moved, and when a finger has
 * rested; it may refuse the drag with null.
 */
export const watchDrag = (event: PointerEvent, card: HTMLElement, start: () => DragHandlers | null): void => {
  new PointerDrag(event, card, start).watch();
};

class PointerDrag {
  readonly #card: HTMLElement;
  readonly #start: () => DragHandlers | null;
  readonly #from: { x: number; y: number };
  readonly #box: DOMRect;
  readonly #isTouch: boolean;
  readonly #ended = new AbortController();
  #last: { x: number; y: number };
  #handlers: DragHandlers | null = null;
  /** The copy of the card that follows the pointer. */
  #ghost: HTMLElement | null = null;
  #turning: { button: Element; timer: number } | null = null;
  #frame = 0;
  /** The timer of a finger that rests; 0 for a mouse or pen. */
  #hold = 0;

  constructor(event: PointerEvent, card: HTMLElement, start: () => DragHandlers | null) {
    this.#card = card;
    this.#start = start;
    this.#from = { x: event.clientX, y: event.clientY };
    this.#last = this.#from;
    this.#box = card.getBoundingClientRect();
    this.#isTouch = event.pointerType === "touch";
  }

  watch(): void {
    const { signal } = this.#ended;
    addEventListener("pointermove", (event) => this.#moved(event), { signal });
    addEventListener("pointerup", (event) => this.#released(event), { signal });
    addEventListener("pointercancel", () => this.#finish(false), { signal });
    addEventListener("keydown", (event) => this.#pressed(event), { signal, capture: true });
    if (this.#isTouch) {
      this.#hold = window.setTimeout(() => {
        if (this.#begin()) this.#follow();
        else this.#finish(false);
      }, holdMs);
    }
  }

  #moved(event: PointerEvent): void {
    this.#last = { x: event.clientX, y: event.clientY };
    // The button was released before this code had loaded.
    if (event.buttons === 0) return this.#finish(false);
    if (this.#handlers === null) {
      const moved = Math.hypot(this.#last.x - this.#from.x, this.#last.y - this.#from.y);
      if (moved < (this.#isTouch ? holdPx : clickPx)) return;
      // A finger that moves before it has rested scrolls.
      if (this.#isTouch) return this.#finish(false);
      if (!this.#begin()) return this.#finish(false);
    }
    event.preventDefault();
    this.#follow();
  }

  #released(event: PointerEvent): void {
    if (this.#handlers !== null) {
      this.#last = { x: event.clientX, y: event.clientY };
      this.#follow();
    }
    this.#finish(true);
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key !== "Escape" || this.#handlers === null) return;
    event.stopPropagation();
    this.#finish(false);
  }

  #begin(): boolean {
    this.#handlers = this.#start();
    if (this.#handlers === null) return false;
    const ghost = this.#card.cloneNode(true) as HTMLElement; // a clone of an HTMLElement is an HTMLElement
    ghost.classList.add("ghost");
    ghost.inert = true;
    ghost.removeAttribute("data-job");
    ghost.style.width = `${this.#box.width}px`;
    document.body.append(ghost);
    this.#ghost = ghost;
    document.documentElement.classList.add("dragging");
    this.#frame = requestAnimationFrame(() => this.#scroll());
    return true;
  }

  #follow(): void {
    const { x, y } = this.#last;
    const [left, top] = [x - (this.#from.x - this.#box.left), y - (this.#from.y - this.#box.top)];
    if (this.#ghost !== null) this.#ghost.style.transform = `translate(${left}px, ${top}px)`;
    const under = document.elementFromPoint(x, y);
    const cell = under?.closest<HTMLElement>("[data-spot]") ?? null;
    const slot = under?.closest(".slot") ?? null;
    // Over the slot in a cell the target stays, because the slot moved the cards below it.
    if (slot === null || slot === cell) {
      this.#handlers?.over(cell === null ? null : readSpot(`${cell.dataset["spot"]}${indexIn(cell, x, y)}`));
    }
    this.#turnOver(under?.closest<HTMLElement>("[data-day]") ?? null);
  }

  /** Turns the board each time the pointer has rested on a day button. */
  #turnOver(button: HTMLElement | null): void {
    if (button === (this.#turning?.button ?? null)) return;
    if (this.#turning !== null) clearInterval(this.#turning.timer);
    if (button === null) {
      this.#turning = null;
      return;
    }
    const turn = () => this.#handlers?.turn(Number(button.dataset["day"]));
    this.#turning = { button, timer: window.setInterval(turn, turnMs) };
  }

  /** Scrolls a list while the pointer is near its edge. */
  #scroll(): void {
    const { x, y } = this.#last;
    const list = document.elementFromPoint(x, y)?.closest(".lanes, .attention") ?? null;
    // On a phone the page scrolls, not the list.
    const pane = list !== null && list.scrollHeight > list.clientHeight ? list : document.documentElement;
    const [top, bottom] = pane === list ? edgesOf(list) : [0, innerHeight];
    if (list !== null && y < top + edgePx) pane.scrollBy(0, -scrollPx);
    else if (list !== null && y > bottom - edgePx) pane.scrollBy(0, scrollPx);
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }

  #finish(dropped: boolean): void {
    this.#ended.abort();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#hold);
    if (this.#turning !== null) clearInterval(this.#turning.timer);
    this.#ghost?.remove();
    document.documentElement.classList.remove("dragging");
    if (this.#handlers === null) return;
    // The browser sends a click after the release. It belongs to the drag.
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, true), 0);
    this.#handlers.end(dropped);
  }
}

const edgesOf = (pane: Element): [top: number, bottom: number] => {
  const { top, bottom } = pane.getBoundingClientRect();
  return [top, bottom];
};

/** ` 2`: the place of a point among the cards of a cell, without the card that is dragged; empty if it has no others. */
const indexIn = (cell: HTMLElement, x: number, y: number): string => {
  const boxes = [...cell.querySelectorAll(":scope > .card:not([data-held=true])")].map((one) =>
    one.getBoundingClientRect(),
  );
  if (boxes.length === 0) return "";
  const isOneColumn = boxes.every(({ left }) => left === boxes[0]?.left);
  const isBefore = ({ top, bottom, left, right }: DOMRect) =>
    y < top || (y <= bottom && (isOneColumn ? y < (top + bottom) / 2 : x < (left + right) / 2));
  const index = boxes.findIndex(isBefore);
  return ` ${index < 0 ? boxes.length : index}`;
};

const swallow = (event: Event) => {
  event.stopPropagation();
  event.preventDefault();
};
