import { messageView } from "../../../projection/conversation-view.ts";
import { existingConversation } from "../../inbox/conversation.ts";
import { jobOfAnswer, sendAnswer } from "../../inbox/reply.ts";
import { body, idempotencyHeader, ifMatchHeader, json, problemResponses } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { message, replyInput } from "../../schema/message.ts";
import { readIfMatch } from "../../staff-job.ts";
import { conversationParams } from "./get-conversation.ts";

export const sendReply = defineRoute(
  "sendReply",
  { roles: staff, scope: "messages:write" },
  {
    summary: "Answer a customer",
    description: "If a colleague answered since the conversation was read, the answer is 412 with the conversation.",
    request: {
      params: conversationParams,
      headers: ifMatchHeader.extend(idempotencyHeader.shape),
      body: body(replyInput),
    },
    responses: {
      201: json(message, "The answer, sent or waiting"),
      ...problemResponses(
        "stale",
        "if_match_required",
        "opted_out",
        "no_channel",
        "messages_paused",
        "idempotency_key_reused",
        "transition_not_allowed",
      ),
    },
  },
  (services) => async (c) => {
    const rev = readIfMatch(c.req.header("if-match"));
    const conversation = await existingConversation(services, c.req.valid("param").id);
    const { job: chosen, ...input } = c.req.valid("json");
    const job = jobOfAnswer(conversation, chosen);
    const key = c.req.header("idempotency-key");
    const sent = await sendAnswer(services, c, { conversation, input, job, rev, key });
    return c.json(messageView(sent), 201);
  },
);
