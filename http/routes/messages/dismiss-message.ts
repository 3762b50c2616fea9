import { messageView } from "../../../projection/conversation-view.ts";
import { idempotencyHeader, json } from "../../description.ts";
import { messageNotFound } from "../../inbox/find-message.ts";
import { defineRoute, staff } from "../../route.ts";
import { message } from "../../schema/message.ts";
import { messageParams } from "./send-again.ts";

export const dismissMessage = defineRoute(
  "dismissMessage",
  { roles: staff, scope: "messages:write" },
  {
    summary: "Take a message off the list of those that were not sent",
    request: { params: messageParams, headers: idempotencyHeader },
    responses: { 200: json(message, "The message, which was not sent") },
  },
  ({ conversations }) =>
    async (c) => {
      const dismissed = await conversations.dismiss(c.req.valid("param").id);
      if (dismissed === null) throw messageNotFound();
      return c.json(messageView(dismissed), 200);
    },
);
