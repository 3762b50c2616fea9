import { readSpot, type Spot } from "./drag-state.ts";

/** What a drag tells of itself. */
export interface Drag {
  /** Where the hand is: over a cell or tray, or over nothing. */
  over: (spot: Spot | null) => void;
  /** The hand rests on the button of another day. */
  turn: (days: number) => void;
  end: (dropped: boolean) => void;
}

/** So far a press is a click. */
const slackPx = 5;
/** How long the hand rests on another day before the board turns there. */
const turnMs = 600;
const edgePx = 48;
const scrollPx = 14;

/**
 * Follows a mouse or pen that was pressed on a card. `start` is asked once the hand has really moved, and may refuse.
 * Fingers scroll; for them there is the menu on each card, and for keys there is M.
 */
export const watchDrag = (event: PointerEvent, card: HTMLElement, start: () => Drag | null): void => {
  const from = { x: event.clientX, y: event.clientY };
  const box = card.getBoundingClientRect();
  const grip = { x: from.x - box.left, y: from.y - box.top };
  let drag: Drag | null = null;
  let ghost: HTMLElement | null = null;
  let last = from;
  let turning: { button: Element; timer: number } | null = null;
  let frame = 0;

  const begin = (): boolean => {
    drag = start();
    if (drag === null) return false;
    ghost = card.cloneNode(true) as HTMLElement; // the clone of an HTMLElement is one
    ghost.classList.add("ghost");
    ghost.inert = true;
    ghost.removeAttribute("data-job");
    ghost.style.width = `${box.width}px`;
    document.body.append(ghost);
    document.documentElement.classList.add("dragging");
    frame = requestAnimationFrame(scroll);
    return true;
  };
  const place = () => {
    if (ghost !== null) ghost.style.transform = `translate(${last.x - grip.x}px, ${last.y - grip.y}px)`;
    const under = document.elementFromPoint(last.x, last.y);
    drag?.over(readSpot(under?.closest<HTMLElement>("[data-spot]")?.dataset["spot"]));
    const button = under?.closest<HTMLElement>("[data-day]") ?? null;
    if (button === turning?.button) return;
    if (turning !== null) clearInterval(turning.timer);
    turning =
      button === null
        ? null
        : { button, timer: window.setInterval(() => drag?.turn(Number(button.dataset["day"])), turnMs) };
  };
  /** Near an edge of what scrolls, it scrolls. */
  const scroll = () => {
    const pane = document.elementFromPoint(last.x, last.y)?.closest(".lanes, .attention");
    if (pane) {
      const { top, bottom } = pane.getBoundingClientRect();
      if (last.y < top + edgePx) pane.scrollBy(0, -scrollPx);
      else if (last.y > bottom - edgePx) pane.scrollBy(0, scrollPx);
    }
    frame = requestAnimationFrame(scroll);
  };
  const moved = (now: PointerEvent) => {
    last = { x: now.clientX, y: now.clientY };
    // Let go before this code was here to see it.
    if (now.buttons === 0) return finish(false);
    if (drag === null && Math.hypot(last.x - from.x, last.y - from.y) < slackPx) return;
    if (drag === null && !begin()) return finish(false);
    now.preventDefault();
    place();
  };
  const finish = (dropped: boolean) => {
    removeEventListener("pointermove", moved);
    removeEventListener("pointerup", up);
    removeEventListener("pointercancel", cancel);
    removeEventListener("keydown", escape, true);
    cancelAnimationFrame(frame);
    if (turning !== null) clearInterval(turning.timer);
    ghost?.remove();
    document.documentElement.classList.remove("dragging");
    if (drag === null) return;
    // The press ends in a click on whatever lies there: it was no click.
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, true), 0);
    drag.end(dropped);
  };
  const up = (now: PointerEvent) => {
    if (drag !== null) {
      last = { x: now.clientX, y: now.clientY };
      place();
    }
    finish(true);
  };
  const cancel = () => finish(false);
  const escape = (key: KeyboardEvent) => {
    if (key.key !== "Escape" || drag === null) return;
    key.stopPropagation();
    finish(false);
  };
  addEventListener("pointermove", moved);
  addEventListener("pointerup", up);
  addEventListener("pointercancel", cancel);
  addEventListener("keydown", escape, true);
};

const swallow = (event: Event) => {
  event.stopPropagation();
  event.preventDefault();
};
