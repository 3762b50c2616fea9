import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

export interface RovingTabIndex {
  /** Moves the focus to this key. */
  go: (key: string) => void;
  /** Moves the focus back to the last key. */
  focus: () => void;
}

/**
 * A roving tab index: Tab reaches only the element that had the focus last. It follows a card that a refresh moves to
 * another cell. It is set on the elements directly, so that an arrow key does not render a thousand cards.
 */
export const useRovingTabIndex = (root: RefObject<HTMLElement | null>, stops: string[]): RovingTabIndex => {
  const last = useRef<string | null>(null);
  const holder = useRef<HTMLElement | null>(null);
  const inside = useRef(false);

  const find = (key: string | null) =>
    key === null ? null : (root.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null);
  const hold = (element: HTMLElement | null) => {
    if (element === null || holder.current === element) return;
    if (holder.current !== null) holder.current.tabIndex = -1;
    element.tabIndex = 0;
    holder.current = element;
  };

  useLayoutEffect(() => {
    if (holder.current?.isConnected === true && holder.current.dataset["key"] === last.current) return;
    if (last.current === null || !stops.includes(last.current)) last.current = stops[0] ?? null;
    const element = find(last.current);
    hold(element);
    const lost = document.activeElement === document.body || document.activeElement === null;
    if (inside.current && lost) element?.focus({ preventScroll: true });
  });
  useEffect(() => {
    const board = root.current;
    if (board === null) return;
    const came = (event: FocusEvent) => {
      if (!(event.target instanceof HTMLElement)) return;
      const { key } = event.target.dataset;
      inside.current = key !== undefined;
      if (key === undefined) return;
      last.current = key;
      hold(event.target);
    };
    const left = (event: FocusEvent) => {
      const { target } = event;
      // A refresh can remove the focused card. Whether it did is known only after the event.
      queueMicrotask(() => {
        const gone = target instanceof Node && !target.isConnected;
        if (!gone && document.hasFocus() && !board.contains(document.activeElement)) inside.current = false;
      });
    };
    board.addEventListener("focusin", came);
    board.addEventListener("focusout", left);
    return () => {
      board.removeEventListener("focusin", came);
      board.removeEventListener("focusout", left);
    };
  }, []);

  const go = (key: string) => {
    const element = find(key);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  return { go, focus: () => void (last.current !== null && go(last.current)) };
};
