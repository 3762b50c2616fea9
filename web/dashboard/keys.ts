import { useLayoutEffect } from "preact/hooks";

/**
 * Handles one key of the page, except while a person types or a dialog is open. Matches the printed character, and
 * letters with and without Shift.
 */
export const useKey = (key: string, run: (event: KeyboardEvent) => void): void => {
  // A layout effect, so that the key works as soon as the page is visible.
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
