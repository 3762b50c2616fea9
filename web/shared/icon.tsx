/** A drawing that helps a word along. It is decoration: the word beside it says it. */
export const PhoneIcon = () => (
  <svg viewBox="0 0 21 21" width="18" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
    <path d="M5 3h3l2 5-2 1a9 9 0 0 0 4 4l1-2 5 2v3a2 2 0 0 1-2 2A14 14 0 0 1 3 5a2 2 0 0 1 2-2" />
  </svg>
);
