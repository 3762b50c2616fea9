/** Names one log and the objects that belong to it. */
export interface LogName {
  /** Such as `days/2026-11-27`: entries are `<entries>/<n>`. */
  entries: string;
  /** Such as `snapshots/2026-11-27`: parts are `<snapshots>/<n>-<id>/<part>`. */
  snapshots: string;
  /** The calendar object, such as `calendar/2026-11`. */
  calendar: string;
  /** The name of this log inside the calendar object, such as `2026-11-27`. */
  entry: string;
}

export const dayLog = (day: string): LogName => ({
  entries: `days/${day}`,
  snapshots: `snapshots/${day}`,
  calendar: `calendar/${day.slice(0, 7)}`,
  entry: day,
});

/** A log whose entries hold the whole value, such as `settings`. It has no snapshots. */
export const documentLog = (key: string): LogName => ({
  entries: key,
  snapshots: `snapshots/${key}`,
  calendar: `calendar/${key}`,
  entry: key,
});

/** Eight digits, so that keys sort as numbers do. */
export const entryKey = ({ entries }: LogName, n: number): string => `${entries}/${String(n).padStart(8, "0")}`;

/** The number in an entry's key; NaN for another key. */
export const entryNumberOf = ({ entries }: LogName, key: string): number => {
  const number = key.startsWith(`${entries}/`) ? key.slice(entries.length + 1) : "";
  return /^\d{8}$/.test(number) ? Number(number) : Number.NaN;
};

export const snapshotKey = ({ snapshots }: LogName, { n, id }: { n: number; id: string }, part: number): string =>
  `${snapshots}/${String(n).padStart(8, "0")}-${id}/${String(part).padStart(4, "0")}`;

/** The number of the entry after which the snapshot with this key was made; NaN for another key. */
export const snapshotNumberOf = (key: string): number => Number(/\/(\d{8})-[^/]+\/\d{4}$/.exec(key)?.[1] ?? "none");
