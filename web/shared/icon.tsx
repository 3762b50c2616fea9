/** A phone. Decoration: the text beside it says it in words. */
export const PhoneIcon = () => (
  <svg viewBox="0 0 21 21" width="18" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
    <path d="M5 3h3l2 5-2 1a9 9 0 0 0 4 4l1-2 5 2v3a2 2 0 0 1-2 2A14 14 0 0 1 3 5a2 2 0 0 1 2-2" />
  </svg>
);

/** A dashed truck beside a cone, on pages that found nothing. Decoration: the heading says it in words. */
export const NothingHere = () => (
  <svg class="nothing" viewBox="0 0 250 110" fill="none" stroke="currentColor" stroke-width="2.5" aria-hidden="true">
    <path d="M10 92h230" stroke-width="2" />
    <path stroke-dasharray="7 6" d="M58 20h132l-9 56H58zm0 56H30v14" />
    <path stroke-dasharray="5 5" d="M99 84a13 13 0 1 0 26 0a13 13 0 1 0-26 0m30 0a13 13 0 1 0 26 0a13 13 0 1 0-26 0" />
    <path class="cone" d="m196 90 8-42h12l8 42zm-6 1h40" />
  </svg>
);
