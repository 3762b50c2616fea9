import type { Card } from "./card.ts";
import type { Day } from "./day.ts";

/** `requests`: quote requests. `out`: equipment is at the customer's and its pickup has no day. */
export type Tray = "unscheduled" | "ready" | "late" | "requests" | "out";

/** Returns the first tray that fits a waiting card. A job that is over, or has a day to come, is in none. */
export const trayOf = (
  { day, kind, status, rental }: Pick<Card, "day" | "kind" | "status" | "rental">,
  today: Day,
): Tray | null => {
  if (status === "completed" || status === "cancelled") return null;
  if (day !== null && day < today) return "late";
  if (status === "ready_for_pickup") return "ready";
  if (status === "requested" || status === "quoted") return "requests";
  if (day !== null) return null;
  return rental !== undefined && (kind === "swap" || kind === "pickup") ? "out" : "unscheduled";
};
