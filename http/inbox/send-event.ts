import { instantOf } from "../../domain/clock.ts";
import { DomainError } from "../../domain/domain-error.ts";
import type { Actor, Job } from "../../domain/job.ts";
import type { ChannelKind, CustomerEvent } from "../../domain/message/event.ts";
import { isSilent } from "../../domain/message/silent.ts";
import { requestedSend } from "../../notify/requested-send.ts";
import type { MessageView } from "../../projection/conversation-view.ts";
import type { Services } from "../services.ts";
import { assertNotPaused } from "./reply.ts";

interface EventRequest {
  job: Job;
  event: CustomerEvent;
  via?: ChannelKind | undefined;
  /** A new id: a person asked for it. A repeated request has the same one. */
  id: string;
  by: Actor;
}

/** Queues an automatic message because a person asked for it. The outbox sends it in a moment. */
export const sendEvent = async (
  services: Services,
  { job, event, via, id, by }: EventRequest,
): Promise<MessageView> => {
  await assertNotPaused(services);
  if (isSilent(job))
    throw new DomainError("no_channel", "This job sends no messages, because it is a sample or an unchanged import.", {
      facts: { reasons: [] },
    });
  const channels = via === undefined ? {} : { channels: [via] };
  const queued = await services.jobs.queue(job.id, {
    key: `again|${id}`,
    plan: (newest, now) => [requestedSend(newest, { id, event, ...channels }, now)],
  });
  if (queued === null) throw new DomainError("not_found", "Job not found.");
  const { channels: order } = requestedSend(job, { id, event, ...channels }, services.clock.now());
  return {
    id,
    at: instantOf(services.clock.now()),
    dir: "out",
    via: order[0] ?? "text",
    by,
    event,
    job: job.id,
    // It is composed when it is sent.
    text: "",
    state: "queued",
  };
};
