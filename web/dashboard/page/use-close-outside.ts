import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** Calls `close` at a press outside the element, while `open`. */
export const useCloseOutside = (element: RefObject<HTMLElement | null>, open: boolean, close: () => void): void =>
  useLayoutEffect(() => {
    if (!open) return;
    const pressed = (event: Event) => {
      if (event.target instanceof Node && element.current?.contains(event.target) === false) close();
    };
    document.addEventListener("pointerdown", pressed);
    return () => document.removeEventListener("pointerdown", pressed);
  }, [open]);
