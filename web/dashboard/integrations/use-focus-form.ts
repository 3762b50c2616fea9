import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** Focuses the first field of a form when it opens. */
export const useFocusForm = (element: RefObject<HTMLFormElement | null>): void =>
  useLayoutEffect(() => element.current?.querySelector<HTMLElement>("input")?.focus(), []);
