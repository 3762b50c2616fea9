import { epochOf, instantOf, type Instant } from "../clock.ts";
import type { ChannelKind, OfficeEvent } from "./event.ts";

/** Which alerts the office got, and which it has yet to get, for every process on the store. No names, no addresses. */
export interface OfficeAlerts {
  /** The hour that began with its first alert; null before the first one. */
  hour: AlertHour | null;
  /** The newest notice about messages that were not sent; null before the first one. */
  unsent: ToldUnsent | null;
  /** Notices that people have yet to get. */
  waiting: WaitingNotice[];
}

interface AlertHour {
  from: Instant;
  /** The ids of the alerts that go out one by one. */
  told: string[];
  /** The ids of the newest alerts that the digest counts. */
  held: string[];
  counts: AlertCounts;
}

export type AlertCounts = Partial<Record<OfficeEvent, number>>;

interface ToldUnsent {
  at: Instant;
  /** The messages that it counted and that still wait for a person. */
  messages: string[];
  /** Since when a channel failed that it named. */
  failing: Failing;
}

/** Since when each channel fails; null if it works. */
export type Failing = Record<ChannelKind, Instant | null>;

export type WaitingNotice = NoticeTries & ({ about: "digest"; counts: AlertCounts } | { about: "unsent" });

interface NoticeTries {
  id: string;
  /** When it arose. */
  at: Instant;
  /** Milliseconds since the epoch. */
  not_before: number;
  failures: number;
}

export const noAlerts: OfficeAlerts = { hour: null, unsent: null, waiting: [] };

/** From the next alert on, the rest of the hour becomes one digest. */
const mostInHour = 20;
const hour_ms = 3_600_000;
/** A notice that no person got in this time is of no use. */
export const noticeFor_ms = 24 * hour_ms;
/** A repetition past this many is counted again. */
const mostHeld = 500;

/** Decides whether an alert goes out, or the digest of its hour counts it. A repeated id gets the same answer. */
export const admitAlert = (
  alerts: OfficeAlerts,
  { id, event }: { id: string; event: OfficeEvent },
  now: number,
): { alerts: OfficeAlerts; how: "now" | "held" } => {
  const closed = closeHour(alerts, now);
  const hour = closed.hour ?? { from: instantOf(now), told: [], held: [], counts: {} };
  if (hour.told.includes(id)) return { alerts, how: "now" };
  if (hour.held.includes(id)) return { alerts, how: "held" };
  if (hour.told.length < mostInHour)
    return { alerts: { ...closed, hour: { ...hour, told: [...hour.told, id] } }, how: "now" };
  const counts = { ...hour.counts, [event]: (hour.counts[event] ?? 0) + 1 };
  return { alerts: { ...closed, hour: { ...hour, held: [...hour.held, id].slice(-mostHeld), counts } }, how: "held" };
};

/** Ends an hour that is over. What it held becomes a digest. */
export const closeHour = (alerts: OfficeAlerts, now: number): OfficeAlerts => {
  const { hour, waiting } = alerts;
  if (hour === null || Math.abs(now - epochOf(hour.from)) < hour_ms) return alerts;
  if (hour.held.length === 0) return { ...alerts, hour: null };
  const digest = { about: "digest", counts: hour.counts, ...arisen(`digest|${hour.from}`, now) } as const;
  return { ...alerts, hour: null, waiting: [...waiting, digest] };
};

/**
 * Adds a notice if a message was not sent, or a channel fails, since the newest one. At most one an hour, and none while
 * one waits.
 */
export const noticeUnsent = (
  alerts: OfficeAlerts,
  { messages, failing }: { messages: readonly string[]; failing: Failing },
  now: number,
): OfficeAlerts => {
  const { unsent, waiting } = alerts;
  const isNews =
    messages.some((id) => unsent?.messages.includes(id) !== true) ||
    kinds.some((kind) => failing[kind] !== null && failing[kind] !== unsent?.failing[kind]);
  const isRecent = unsent !== null && Math.abs(now - epochOf(unsent.at)) < hour_ms;
  if (!isNews || isRecent || waiting.some(({ about }) => about === "unsent")) return alerts;
  const at = instantOf(now);
  return {
    ...alerts,
    unsent: { at, messages: [...messages], failing },
    waiting: [...waiting, { about: "unsent", ...arisen(`unsent|${at}`, now) }],
  };
};

/** Removes a notice that is over, or sets when it is tried again. */
export const settleNotice = (
  alerts: OfficeAlerts,
  id: string,
  again: { not_before: number; failed: boolean } | null,
): OfficeAlerts => ({
  ...alerts,
  waiting: alerts.waiting.flatMap((notice) => {
    if (notice.id !== id) return [notice];
    if (again === null || again.not_before >= epochOf(notice.at) + noticeFor_ms) return [];
    return [{ ...notice, not_before: again.not_before, failures: notice.failures + (again.failed ? 1 : 0) }];
  }),
});

const arisen = (id: string, now: number): NoticeTries => ({ id, at: instantOf(now), not_before: 0, failures: 0 });

const kinds = ["text", "email"] as const satisfies readonly ChannelKind[];
