/** The few drawings that help a word along. All are decoration: the word beside says it. */
const paths = {
  phone: "M5 3h3l2 5-2 1a9 9 0 0 0 4 4l1-2 5 2v3a2 2 0 0 1-2 2A14 14 0 0 1 3 5a2 2 0 0 1 2-2",
  check: "m4 11 4 4 9-10",
};

export const Icon = ({ of }: { of: keyof typeof paths }) => (
  <svg viewBox="0 0 21 21" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
    <path d={paths[of]} stroke-linecap="round" stroke-linejoin="round" />
  </svg>
);
