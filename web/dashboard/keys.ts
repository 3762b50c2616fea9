import { useLayoutEffect } from "preact/hooks";

/**
 * One key of the whole view, where nobody is typing and nothing lies over it. `?` and the like are found by what they
 * print, letters whatever Shift and Caps Lock say.
 */
export const useKey = (key: string, run: (event: KeyboardEvent) => void): void => {
  // Before the first paint: who sees the view may press.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.defaultPrevented || isTyping(event.target) || document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      run(event);
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  });
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");
