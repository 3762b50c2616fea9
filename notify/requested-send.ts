import { nextOpenVisit, shownVisit, type Job } from "../domain/job.ts";
import type { ChannelKind, CustomerEvent } from "../domain/message/event.ts";
import { eventRules } from "./event.ts";

/** A message that a person of the office asks for: an event again, or one in place of a text that was not delivered. */
export interface RequestedSend {
  /** A new id: the person wants it in any case. */
  id: string;
  event: CustomerEvent;
  /** Left out: the usual ones of the event. */
  channels?: readonly ChannelKind[];
}

/** Returns the entry of the outbox. It is about the job as it is now, and useless after a day. */
export const requestedSend = (job: Job, { id, event, channels }: RequestedSend, now: number) => {
  const rule = eventRules[event];
  const order = [...(channels ?? rule.route.channels)];
  const { id: visit, day, window } = nextOpenVisit(job) ?? shownVisit(job);
  return {
    kind: "send" as const,
    id,
    event,
    audience: "customer" as const,
    channels: order,
    lane: `customer/${order[0] ?? "text"}`,
    cause: id,
    visit: { id: visit, day, window },
    while: rule.while,
    not_before: now,
    expires_at: now + day_ms,
    quiet: rule.at_night === true ? ("send" as const) : ("hold" as const),
  };
};

const day_ms = 86_400_000;
