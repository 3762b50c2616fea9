import type { Board, Job, Me } from "../../../http/api-client.ts";
import type { Browser } from "../../shared/browser.ts";

/** The person and the day that this phone stores for offline use. */
export interface StoredDay {
  me: Me;
  board: Board;
  jobs: Job[];
  /** Milliseconds since the Unix epoch. */
  checkedAt: number;
}

type Drawer = Pick<Browser, "read" | "write">;

const name = "crew-day";
/** A stored day expires after 24 hours, because it has customers' addresses. */
const keptMs = 24 * 3_600_000;

export const storeDay = (storage: Drawer, day: StoredDay): void => storage.write(name, day);

/** Removes the stored day, after a sign-out here or by an owner. */
export const forgetDay = (storage: Drawer): void => storage.write(name, null);

/** Adds what an earlier version of the page did not store: the phone's time zone, and the usual currency. */
const withBusiness = (day: StoredDay): StoredDay => {
  const stored: Partial<Board["business"]> = "business" in day.board ? day.board.business : {};
  const { time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone, locale, currency = "USD" } = stored;
  return { ...day, board: { ...day.board, business: { time_zone, locale: locale ?? navigator.language, currency } } };
};

export const readDay = (storage: Drawer, now: number): StoredDay | null => {
  const value = storage.read(name);
  if (typeof value !== "object" || value === null || !("checkedAt" in value)) return null;
  const day = withBusiness(value as StoredDay); // only this file writes under this name
  if (now - day.checkedAt < keptMs) return day;
  forgetDay(storage);
  return null;
};
