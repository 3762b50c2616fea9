import { z } from "@hono/zod-openapi";
import { isForCustomer } from "../../../notify/variable.ts";
import { messageView, type MessageView } from "../../../projection/conversation-view.ts";
import type { Context } from "hono";
import { principalOf } from "../../authorize.ts";
import { idempotencyHeader, json, optionalBody, problemResponses } from "../../description.ts";
import { existingMessage, messageNotFound } from "../../inbox/find-message.ts";
import { sendAnswer } from "../../inbox/reply.ts";
import { idOfRequest } from "../../inbox/request-id.ts";
import { sendEvent } from "../../inbox/send-event.ts";
import { defineRoute, staff, type HttpEnv } from "../../route.ts";
import { pathId } from "../../schema/field.ts";
import { againInput, message } from "../../schema/message.ts";
import type { Services } from "../../services.ts";
import { actorOf } from "../../staff-job.ts";

export const messageParams = z.object({ id: pathId.openapi({ example: "q0J3mXhT1Yk2bVnL8sWc4A" }) });

export const sendAgain = defineRoute(
  "sendAgain",
  { roles: staff, scope: "messages:write" },
  {
    summary: "Send a message again",
    description: "It is a new message with a new id. The old one leaves the list of those that were not sent.",
    request: { params: messageParams, headers: idempotencyHeader, body: optionalBody(againInput) },
    responses: {
      201: json(message, "The new message"),
      ...problemResponses(
        "opted_out",
        "no_channel",
        "messages_paused",
        "idempotency_key_reused",
        "transition_not_allowed",
      ),
    },
  },
  (services) => async (c) => {
    const { id } = c.req.valid("param");
    const sent = await again(services, c, { id, via: c.req.valid("json").via });
    await services.conversations.dismiss(id);
    return c.json(sent, 201);
  },
);

const again = async (
  services: Services,
  c: Context<HttpEnv>,
  { id, via }: { id: string; via: "text" | "email" | undefined },
): Promise<MessageView> => {
  const { message: old, conversation } = await existingMessage(services, id);
  const key = c.req.header("idempotency-key");
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
