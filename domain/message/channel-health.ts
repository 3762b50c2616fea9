import { epochOf, instantOf, type Instant } from "../clock.ts";
import type { ChannelKind } from "./event.ts";

/** How the sends of one channel went lately. */
export interface ChannelRecord {
  /** When the provider last accepted a message. */
  last_success: Instant | null;
  /** The failures in a row that only the owner can end, such as a wrong password. Null after a success. */
  trouble: { since: Instant; last: Instant; count: number; code: string } | null;
}

export interface ChannelRecords extends Record<ChannelKind, ChannelRecord> {
  /** Calls of the text provider in a row whose signature was wrong. */
  wrong_signatures: number;
}

export const noRecord: ChannelRecord = { last_success: null, trouble: null };
export const noRecords: ChannelRecords = { text: noRecord, email: noRecord, wrong_signatures: 0 };

/** What became of a send. Outcomes that say nothing about the account are not noted. */
export type NotedOutcome = { outcome: "accepted" } | { outcome: "misconfigured"; code: string };

/** From this many failures in a row, messages take the next channel immediately. */
const opensAt = 3;
/** How often a failing channel is tried again. */
const probe_ms = 15 * 60_000;
/** A success is written at most this often, because each send would cost a write. */
const success_ms = 5 * 60_000;

export const isFailing = ({ trouble }: ChannelRecord): boolean => trouble !== null && trouble.count >= opensAt;

/** True if a message may try the channel now: it works, or its next probe is due. */
export const mayTry = (record: ChannelRecord, now: number): boolean =>
  !isFailing(record) || record.trouble === null || now - epochOf(record.trouble.last) >= probe_ms;

/** Returns the record of a failing channel that a message tries now, so that no other message does. */
export const probed = (record: ChannelRecord, now: number): ChannelRecord =>
  record.trouble === null ? record : { ...record, trouble: { ...record.trouble, last: instantOf(now) } };

/** Returns the record after a send. An equal record need not be written. */
export const noted = (record: ChannelRecord, outcome: NotedOutcome, now: number): ChannelRecord => {
  const at = instantOf(now);
  if (outcome.outcome === "misconfigured") {
    const { since, count } = record.trouble ?? { since: at, count: 0 };
    return { ...record, trouble: { since, last: at, count: Math.min(count + 1, 1_000), code: outcome.code } };
  }
  const isRecent = record.last_success !== null && now - epochOf(record.last_success) < success_ms;
  return record.trouble === null && isRecent ? record : { last_success: at, trouble: null };
};

/** From this many wrong signatures in a row, the site's address or the token is probably wrong. */
export const signatureAlarm = 3;
