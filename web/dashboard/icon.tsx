/** A small picture of the office. Decoration: the text beside it says it in words. */
export const Icon = ({ name, size = 16 }: { name: keyof typeof paths; size?: number }) => (
  <svg class="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
    <path d={paths[name]} />
  </svg>
);

/** The kind of a visit: a truck that removes, or a trailer that stays. */
export const KindIcon = ({ rental }: { rental: boolean }) => (
  <span class="kind" data-kind={rental ? "rental" : "removal"}>
    <Icon name={rental ? "trailer" : "truck"} size={14} />
  </span>
);

const paths = {
  truck:
    "M2.5 6H14v11H2.5zM14 10h4l3.5 3.5V17H14zM5 17.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0m10.5 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
  trailer: "M6 6h15.5L20 15.5H6zM6 13.5H2.5M9 17.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0m5 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
  warning: "M12 3.5 21.5 20h-19zM12 10v4.5M12 17.200v.1",
  clock: "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0M12 7v5.200l3.3 2",
  check: "m5 12.5 4.5 4.5L19 7.5",
  quote: "M5 3.5h14v12l-5 5H5zM14 20.5v-5h5M8.5 8h7M8.5 11.5h5",
  calendar: "M4 6h16v14H4zM4 10.5h16M8.5 3.5V6m7-2.5V6",
  before: "m15 5-7 7 7 7",
  after: "m9 5 7 7-7 7",
  search: "M4.5 11a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0m11.5 5 4.5 4.5",
  message: "M4 5h16v11H10l-4 4v-4H4z",
  email: "M3.5 5.500h17v13h-17zM3.5 6.500l8.5 6.500 8.500-6.500",
  globe:
    "M3.500 12a8.500 8.500 0 1 0 17 0a8.500 8.500 0 1 0-17 0M3.500 12h17M12 3.500c3 3 3 14 0 17M12 3.500c-3 3-3 14 0 17",
  print: "M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z",
} as const;
