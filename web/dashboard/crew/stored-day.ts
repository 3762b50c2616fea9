import type { Board, Job, Me } from "../../../http/api-client.ts";
import type { Browser } from "../../shared/browser.ts";

/** Whose phone this is, and the day as the office last told it: what there is to see where there is no connection. */
export interface StoredDay {
  me: Me;
  board: Board;
  jobs: Job[];
  /** Milliseconds since the Unix epoch. */
  checkedAt: number;
}

type Drawer = Pick<Browser, "read" | "write">;

const name = "crew-day";
/** A day of customers' addresses is not left on a phone for longer than it is one. */
const keptMs = 24 * 3_600_000;

export const storeDay = (storage: Drawer, day: StoredDay): void => storage.write(name, day);

/** Signed out, here or by the owner: nothing of it stays. */
export const forgetDay = (storage: Drawer): void => storage.write(name, null);

/** A day that an earlier version of the page kept has no zone of the business: the phone's stands in until the next look. */
const withZone = (day: StoredDay): StoredDay => {
  if ("business" in day.board) return day;
  const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { ...day, board: { ...(day.board as Board), business: { time_zone, locale: navigator.language } } };
};

export const readDay = (storage: Drawer, now: number): StoredDay | null => {
  const value = storage.read(name);
  if (typeof value !== "object" || value === null || !("checkedAt" in value)) return null;
  const day = withZone(value as StoredDay); // only this file writes under this name
  if (now - day.checkedAt < keptMs) return day;
  forgetDay(storage);
  return null;
};
