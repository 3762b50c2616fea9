import type { Context } from "hono";
import { isForCustomer } from "../../notify/variable.ts";
import { messageView, type MessageView } from "../../projection/conversation-view.ts";
import { principalOf } from "../authorize.ts";
import type { HttpEnv } from "../route.ts";
import type { Services } from "../services.ts";
import { actorOf } from "../staff-job.ts";
import { existingMessage, messageNotFound } from "./find-message.ts";
import { sendAnswer } from "./reply.ts";
import { idOfRequest } from "./request-id.ts";
import { sendEvent } from "./send-event.ts";

interface OnceMore {
  id: string;
  via?: "text" | "email" | undefined;
  /** Makes a repeated request the same message. */
  key: string | undefined;
}

/** Sends a message under a new id. The old one leaves the list of those that were not sent. */
export const sendOnceMore = async (
  services: Services,
  c: Context<HttpEnv>,
  request: OnceMore,
): Promise<MessageView> => {
  const sent = await again(services, c, request);
  await services.conversations.dismiss(request.id);
  return sent;
};

const again = async (services: Services, c: Context<HttpEnv>, { id, via, key }: OnceMore): Promise<MessageView> => {
  const { message: old, conversation } = await existingMessage(services, id);
  const { event = "reply", job: jobId } = old;
  if (old.dir !== "out" || !isForCustomer(event)) throw messageNotFound();
  if (event === "reply") {
    const input = { text: old.text, via: via ?? old.via };
    return messageView(await sendAnswer(services, c, { conversation, input, job: jobId ?? null, rev: null, key }));
  }
  const job = jobId === undefined ? null : await services.jobs.find(jobId);
  if (job === null) throw messageNotFound();
  const chosen = via ?? (old.via === "page" ? undefined : old.via);
  const by = actorOf(principalOf(c));
  return await sendEvent(services, {
    job,
    event,
    by,
    via: chosen,
    id: idOfRequest(services.random, { operation: "again", object: `${id} ${chosen ?? ""}`, key }),
  });
};
