import type { MessageEvent } from "../../../domain/message/event.ts";
import type { SendEntry } from "../../queued-entry.ts";
import type { DayState, OutboxEntry } from "../day/day-state.ts";
import { isAttempted } from "./outbox-entry.ts";
import { isTold } from "./told.ts";

/** What new entries add to an outbox, and what they change in it. */
export interface Admitted {
  added: readonly OutboxEntry[];
  /** The ids of messages that a new one replaces. */
  replaced: ReadonlySet<string>;
  /** Messages that end unsent, because too many of their job wait. */
  withdrawn: readonly SendEntry[];
}

/**
 * Decides what becomes of new entries, on the state that the entry of the log follows. One that waits already, or that
 * the job remembers, is not added again. News of a cancellation or of another day replaces what it makes untrue.
 */
export const admit = (state: DayState, asked: readonly OutboxEntry[]): Admitted => {
  const ids = new Set<string>();
  const added = asked.filter((entry) => {
    if (ids.has(entry.id) || isKnown(state, entry)) return false;
    ids.add(entry.id);
    return true;
  });
  // A parked message comes from another store.
  const sends = added.filter((entry) => entry.kind === "send").filter(isUnbegun);
  if (sends.length === 0) return { added, replaced: new Set(), withdrawn: [] };
  const waiting = [...state.outbox.values()].filter((entry) => entry.kind === "send").filter(isUnbegun);
  const untold = waiting.filter((entry) => isReplaced(entry, sends));
  const left = [...waiting.filter((entry) => !untold.includes(entry)), ...sends];
  const excess = [...Map.groupBy(left, ({ job }) => job).values()].flatMap((ofJob) => tooMany(ofJob));
  const replaced = new Set(untold.filter(({ refused }) => refused !== true).map(({ id }) => id));
  // One that a channel refused has a record, so its end is recorded too.
  const withdrawn = [...excess, ...untold.filter(({ refused }) => refused === true)].map(withdraw);
  const endedNow = new Set(withdrawn.map(({ id }) => id));
  return { added: added.filter(({ id }) => !endedNow.has(id)), replaced, withdrawn };
};

const isKnown = (state: DayState, entry: OutboxEntry): boolean => {
  if (state.outbox.has(entry.id)) return true;
  const stored = state.jobs.get(entry.job);
  return entry.kind === "send" && stored !== undefined && isTold(stored, entry.id);
};

/** True for a message that no process has tried to send. */
const isUnbegun = (entry: SendEntry): boolean => !entry.parked && entry.ended === undefined && !isAttempted(entry);

const isReplaced = ({ job, audience, event }: SendEntry, sends: readonly SendEntry[]): boolean =>
  audience === "customer" &&
  untrue.has(event) &&
  sends.some((one) => one.job === job && one.audience === "customer" && news.has(one.event));

const news: ReadonlySet<MessageEvent> = new Set(["changed", "cancelled"]);
/** What another day, or no visit at all, makes untrue. */
const untrue: ReadonlySet<MessageEvent> = new Set(["booked", "changed", "reminder", "on_the_way", "running_late"]);

/** Returns the messages of a job that are past the limit: the oldest, and those about money last. */
const tooMany = (waiting: readonly SendEntry[]): SendEntry[] => {
  const excess = waiting.length - mostWaiting;
  if (excess <= 0) return [];
  const oldest = [
    ...waiting.filter(({ event }) => !aboutMoney.has(event)),
    ...waiting.filter(({ event }) => aboutMoney.has(event)),
  ];
  return oldest.slice(0, excess);
};

const withdraw = (entry: SendEntry): SendEntry => ({ ...entry, ended: "withdrawn", not_before: 0 });

const mostWaiting = 24;
const aboutMoney: ReadonlySet<MessageEvent> = new Set([
  "deposit_due",
  "price_waiting",
  "completed",
  "payment_received",
  "refund_sent",
  "invoice",
  "quote_ready",
]);
