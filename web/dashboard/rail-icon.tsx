/** The picture of a page in the menu. Decoration: the word below it names the page. */
export const RailIcon = ({ name }: { name: keyof typeof paths }) => (
  <svg class="rail-icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
);

/** A circle is two arcs, so that each picture is one path. */
const paths = {
  board: "M5.5 4h13a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2M3.5 9.5h17M9.5 9.5V20",
  jobs: "M8.5 6.5h12M8.5 12h12M8.5 17.5h12M4 6.5h.1M4 12h.1M4 17.5h.1",
  rentals: "M6 6h15.5L20 15.500H6zM6 13.500H2.500M9 17.500a2 2 0 1 0 4 0a2 2 0 1 0-4 0m5 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
  inbox: "M4 13.5 6.5 5h11l2.5 8.500v5.500H4zM4 13.500h4.500l1.500 2.500h4l1.500-2.500H20",
  customers:
    "M5.5 8a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M2.5 19.500c.6-3.6 3.2-5.5 6.5-5.500s5.9 1.9 6.5 5.500M16 4.800a3.5 3.5 0 0 1 0 6.400M18 14.400c2 .8 3.2 2.5 3.6 5.1",
  people: "M8.5 8a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M5 19.500c.6-3.6 3.5-5.5 7-5.500s6.4 1.9 7 5.5",
  settings:
    "M9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0M12 2.800v2.700M12 18.500v2.700M2.8 12h2.700M18.5 12h2.700M5.5 5.500l1.9 1.900M16.6 16.600l1.9 1.900M18.5 5.500l-1.9 1.900M7.4 16.600l-1.9 1.9",
} as const;
