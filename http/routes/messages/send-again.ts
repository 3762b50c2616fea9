import { z } from "@hono/zod-openapi";
import { idempotencyHeader, json, optionalBody, problemResponses } from "../../description.ts";
import { sendOnceMore } from "../../inbox/send-once-more.ts";
import { defineRoute, staff } from "../../route.ts";
import { pathId } from "../../schema/field.ts";
import { againInput, message } from "../../schema/message.ts";

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
    const { via } = c.req.valid("json");
    return c.json(await sendOnceMore(services, c, { id, via, key: c.req.header("idempotency-key") }), 201);
  },
);
