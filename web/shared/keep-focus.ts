/**
 * Runs `draw`. If the focused control is gone or disabled afterwards, moves the focus to `fallback`, so a keyboard user
 * does not have to start over at the top of the page (WCAG 2.4.3).
 */
export const keepFocus = (draw: () => void, fallback: (lost: Element) => HTMLElement | null): void => {
  const before = document.activeElement;
  const place = before?.closest("section,form,main") ?? null;
  draw();
  if (before === null || before === document.body) return;
  if (before.isConnected && !before.matches(":disabled")) {
    // A node that moved within its list loses the focus too.
    if (document.activeElement === document.body && before instanceof HTMLElement)
      before.focus({ preventScroll: true });
    return;
  }
  fallback(place?.isConnected ? place : document.body)?.focus({ preventScroll: true });
};

/** The heading in `place`, or else the first heading of the page that can take the focus. */
export const headingOf = (place: Element): HTMLElement | null => {
  const headings = ":is(h1,h2)[tabindex]";
  return place.querySelector<HTMLElement>(headings) ?? document.querySelector<HTMLElement>(headings);
};
