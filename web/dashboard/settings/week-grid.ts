import type { Settings, Weekday, WindowCapacity } from "./settings-api.ts";

/** A week as a table: a row for each window, a column for each day, and the capacity in each cell. */
export interface WeekGrid {
  rows: WeekRow[];
}

export interface WeekRow {
  /** Identifies the row while its times change. */
  key: number;
  start: string;
  end: string;
  /** Null if the day does not have the window; 0 for a window that only a dispatcher fills. */
  places: Record<Weekday, number | null>;
}

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const satisfies Weekday[];

export const gridOf = (hours: Settings["hours"]): WeekGrid => {
  const rows = new Map<string, WeekRow>();
  for (const day of weekdays) {
    for (const { start, end, capacity } of hours[day]) {
      const name = `${start}-${end}`;
      const row = rows.get(name) ?? { key: 0, start, end, places: noPlaces() };
      row.places[day] = capacity;
      rows.set(name, row);
    }
  }
  const sorted = [...rows.values()].toSorted((a, b) => (`${a.start}${a.end}` < `${b.start}${b.end}` ? -1 : 1));
  return { rows: sorted.map((row, index) => ({ ...row, key: index + 1 })) };
};

export const hoursOf = ({ rows }: WeekGrid): Settings["hours"] => {
  const dayOf = (day: Weekday): WindowCapacity[] =>
    rows
      .flatMap(({ start, end, places }) => (places[day] === null ? [] : [{ start, end, capacity: places[day] }]))
      .toSorted((a, b) => (a.start < b.start ? -1 : 1));
  return {
    mon: dayOf("mon"),
    tue: dayOf("tue"),
    wed: dayOf("wed"),
    thu: dayOf("thu"),
    fri: dayOf("fri"),
    sat: dayOf("sat"),
    sun: dayOf("sun"),
  };
};

/** Adds a window after the last, of the same length and on the same days. */
export const addRow = ({ rows }: WeekGrid): WeekGrid => {
  const last = rows.at(-1);
  const key = Math.max(0, ...rows.map((row) => row.key)) + 1;
  const start = last?.end ?? "08:00";
  const length = last === undefined ? 240 : minutesOf(last.end) - minutesOf(last.start);
  const end = timeOf(Math.min(minutesOf(start) + Math.max(length, 30), 23 * 60 + 59));
  return { rows: [...rows, { key, start, end, places: last?.places ?? { ...noPlaces(), mon: 1 } }] };
};

export const removeRow = ({ rows }: WeekGrid, key: number): WeekGrid => ({
  rows: rows.filter((row) => row.key !== key),
});

export const changeRow = ({ rows }: WeekGrid, key: number, change: Partial<WeekRow>): WeekGrid => ({
  rows: rows.map((row) => (row.key === key ? { ...row, ...change } : row)),
});

export const setPlaces = (grid: WeekGrid, key: number, day: Weekday, places: number | null): WeekGrid => ({
  rows: grid.rows.map((row) => (row.key === key ? { ...row, places: { ...row.places, [day]: places } } : row)),
});

/** Copies the capacity of one day to other days. */
export const copyDay = ({ rows }: WeekGrid, from: Weekday, to: readonly Weekday[]): WeekGrid => ({
  rows: rows.map((row) => ({
    ...row,
    places: { ...row.places, ...Object.fromEntries(to.map((day) => [day, row.places[from]])) },
  })),
});

export type GridFault = { kind: "order"; key: number } | { kind: "overlap"; key: number; day: Weekday };

/** The faults that the server would refuse: a window that ends before it starts, and two that overlap on one day. */
export const faultsOf = ({ rows }: WeekGrid): GridFault[] => [
  ...rows.filter(({ start, end }) => !(start < end)).map(({ key }): GridFault => ({ kind: "order", key })),
  ...weekdays.flatMap((day) => {
    const open = rows.filter(({ places }) => places[day] !== null).toSorted((a, b) => (a.start < b.start ? -1 : 1));
    return open
      .filter(({ start }, index) => index > 0 && (open[index - 1]?.end ?? "") > start)
      .map(({ key }): GridFault => ({ kind: "overlap", key, day }));
  }),
];

const noPlaces = (): Record<Weekday, number | null> => ({
  mon: null,
  tue: null,
  wed: null,
  thu: null,
  fri: null,
  sat: null,
  sun: null,
});

const minutesOf = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
};

const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
