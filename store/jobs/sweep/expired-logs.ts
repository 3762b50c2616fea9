import { isDay } from "../../../domain/day.ts";
import type { ObjectStore } from "../../port/object-store.ts";
import { readCalendarObject, type CalendarEntry } from "../log/calendar.ts";
import { deleteExpired } from "../log/deletion.ts";
import { listKeys } from "../log/list-keys.ts";
import { dayLog } from "../log/log-keys.ts";
import { retention_ms, supersededSnapshot_ms } from "../log/retention.ts";
import { openBoardLog } from "../open-board/open-board-kind.ts";
import { tolerate } from "../tolerate.ts";

/** Deletes the entries and snapshots whose retention is over, of every day and of the open board. */
export const deleteExpiredLogs = async (objects: ObjectStore, report: (error: unknown) => void): Promise<void> => {
  for await (const calendar of listKeys(objects, "calendar/")) {
    await tolerate(report, async () => {
      const { at, logs } = await readCalendarObject(objects, calendar);
      for (const [entry, log] of Object.entries(logs)) {
        const name = calendar === openBoardLog.calendar ? openBoardLog : isDay(entry) ? dayLog(entry) : null;
        if (name?.calendar !== calendar || !mayHaveExpired(log, at)) continue;
        await tolerate(report, () => deleteExpired(objects, name));
      }
    });
  }
};

/**
 * A deletion lists the log, so one that is finished is not repeated forever. A deletion that stopped halfway has a week of
 * daily attempts to finish.
 */
const mayHaveExpired = ({ snapshot, floor, aging = [] }: CalendarEntry, now: number): boolean => {
  if (snapshot === null || now - (aging[0] ?? snapshot).at < supersededSnapshot_ms) return false;
  return floor?.n !== snapshot.n || now - snapshot.at < retention_ms + week_ms;
};

const week_ms = 7 * 86_400_000;
