import type { Instant } from "../domain/clock.ts";
import type { Actor } from "../domain/job.ts";
import type { JobId } from "../domain/job-id.ts";
import type { ChannelKind, Condition, Facts, MessageEvent, MessageVisit } from "../domain/message/event.ts";

/** What a change leaves to do for people and other systems. It waits in the outbox of the job's day. */
export interface EntryBase {
  id: string;
  job: JobId;
  /** How often it failed. Past the limit it is parked, and no later entry waits for it. */
  failures: number;
  parked: boolean;
  /** Milliseconds since the epoch. */
  not_before: number;
}

/** A message to a person: begun under a lease, and only while its condition holds. At most 600 bytes. */
export interface SendEntry extends EntryBase {
  kind: "send";
  event: MessageEvent;
  audience: "customer" | "office";
  /** Tried in this order. */
  channels: ChannelKind[];
  /** Messages of one job and lane keep their order: `customer/text`, `customer/email` or `office`. */
  lane: string;
  /** The history id of the change, or `visit|day|start` of a message that time causes. */
  cause: string;
  /** At most 300 bytes. */
  facts?: Facts;
  visit: MessageVisit | null;
  /** Decided in the commit that begins the message. */
  while: Condition;
  /** Milliseconds since the epoch. The message is useless from then on. */
  expires_at: number;
  /** `hold`: a text waits for the end of the night. */
  quiet: "hold" | "send";
  lease: Lease | null;
  /** A provider may have the message. */
  begun?: true;
  /** A channel could not carry it, and its conversation may say so. */
  refused?: true;
  /** The message ends without being sent. It leaves once that is recorded. */
  ended?: "withdrawn" | "expired";
}

export interface Lease {
  /** The process that holds it. */
  by: string;
  id: string;
  /** Milliseconds since the epoch. */
  until: number;
}

/** A customer's message from their page, which goes into the conversation. Safe to do twice. */
export interface AppendEntry extends EntryBase {
  kind: "append";
  /** The history id of the change. */
  message: string;
  text: string;
  at: Instant;
  by: Actor;
}

/** Tells other systems of a change. Safe to do twice. */
export interface HookEntry extends EntryBase {
  kind: "hook";
  /** The history id of the change. */
  change: string;
  types: string[];
}

/** An entry without what the outbox adds. An id that waits in the outbox is not queued again. */
export type NewEntry = NewSend | NewAppend | NewHook;
export type NewSend = Omit<SendEntry, "job" | "failures" | "parked" | "lease" | "begun" | "refused" | "ended">;
export type NewAppend = Omit<AppendEntry, keyof EntryBase> & { id: string };
export type NewHook = Omit<HookEntry, keyof EntryBase> & { id: string };
