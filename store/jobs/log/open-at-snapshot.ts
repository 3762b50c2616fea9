import { UnreadableDocument } from "../../job-store.ts";
import { readCalendar, type ReadCalendar } from "./calendar.ts";
import type { Opened, Opening } from "./opening.ts";
import { readSnapshot } from "./snapshot.ts";

/** Opens a log at the snapshot that the calendar names, or at its first entry if the calendar names none. */
export const openAtSnapshot = async <State, LogRecord>({
  objects,
  name,
  kind,
}: Parameters<Opening<State, LogRecord>>[0]): Promise<Opened<State, LogRecord>> => {
  let calendar: ReadCalendar = await readCalendar(objects, name);
  let state: State | null = kind.empty;
  for (let attempt = 1; calendar.entry.snapshot !== null; attempt += 1) {
    state = await readSnapshot(objects, name, calendar.entry.snapshot, kind);
    if (state !== null) break;
    // A newer snapshot may have replaced it after the calendar was read.
    const id = calendar.entry.snapshot.id;
    calendar = await readCalendar(objects, name);
    if (attempt > 1 || calendar.entry.snapshot?.id === id)
      throw new UnreadableDocument(name.entries, new Error("A snapshot is missing"));
  }
  const { snapshot, n, sum } = calendar.entry;
  return {
    head: {
      n: snapshot?.n ?? 0,
      sum: snapshot?.sum ?? "",
      state: state ?? kind.empty,
      headProvenAt: calendar.at,
    },
    entries: [],
    writes: [],
    least: { n, sum },
    isNewest: false,
  };
};
