/** An empty outline of a truck beside a cone: there is nothing at this link. Decoration; the heading says it. */
export const NothingHere = () => (
  <svg class="nothing" viewBox="0 0 250 110" fill="none" stroke="currentColor" stroke-width="2.5" aria-hidden="true">
    <path d="M10 92h230" stroke-width="2" />
    <path stroke-dasharray="7 6" d="M58 20h132l-9 56H58zm0 56H30v14" />
    <path stroke-dasharray="5 5" d="M99 84a13 13 0 1 0 26 0a13 13 0 1 0-26 0m30 0a13 13 0 1 0 26 0a13 13 0 1 0-26 0" />
    <path class="cone" d="m196 90 8-42h12l8 42zm-6 1h40" />
  </svg>
);
