import { z } from "@hono/zod-openapi";
import { answerOf, conversationNotFound, existingConversation } from "../../inbox/conversation.ts";
import { json } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { pathId } from "../../schema/field.ts";
import { conversation } from "../../schema/message.ts";

export const conversationParams = z.object({ id: pathId.openapi({ example: "0f3a9c2e7b51d4886a1c0e95b2f7d340" }) });

export const getConversation = defineRoute(
  "getConversation",
  { roles: staff, scope: "messages:read" },
  {
    summary: "Get a conversation with its newest messages",
    request: {
      params: conversationParams,
      query: z.strictObject({
        before: pathId.optional().openapi({ description: "The messages before the one with this id." }),
      }),
    },
    responses: { 200: json(conversation, "The conversation") },
  },
  (services) => async (c) => {
    const found = await existingConversation(services, c.req.valid("param").id);
    const { before } = c.req.valid("query");
    if (before === undefined) return c.json(await answerOf(services, c, found), 200);
    const older = await services.conversations.older(found.id, before);
    if (older === null) throw conversationNotFound();
    return c.json(await answerOf(services, c, { ...found, ...older }), 200);
  },
);
