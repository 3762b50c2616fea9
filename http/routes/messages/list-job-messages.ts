import { z } from "@hono/zod-openapi";
import { listedMessage } from "../../../projection/conversation-view.ts";
import { principalOf } from "../../authorize.ts";
import { json } from "../../description.ts";
import { addressOf } from "../../inbox/address-of.ts";
import { conversationsOfJob, messagesOfJob } from "../../inbox/messages-of-job.ts";
import { defineRoute, staff } from "../../route.ts";
import { pathId } from "../../schema/field.ts";
import { messagePage } from "../../schema/message.ts";
import { visibleJob } from "../../staff-job.ts";

export const jobMessageParams = z.object({ id: pathId.openapi({ example: "261127-7K3Q" }) });

export const listJobMessages = defineRoute(
  "listJobMessages",
  { roles: staff, scope: "messages:read" },
  {
    summary: "List the messages of a job, both ways",
    description: "Oldest first, the newest 100 of each conversation. There is always one page.",
    request: { params: jobMessageParams },
    responses: { 200: json(messagePage, "The messages of the job") },
  },
  (services) => async (c) => {
    const settings = await services.settings.read();
    const job = await visibleJob(services, principalOf(c), c.req.valid("param").id, settings);
    const found = messagesOfJob(job, await conversationsOfJob(services, job));
    const items = await Promise.all(
      found.map(async ({ message, conversation }) =>
        listedMessage(message, conversation, await addressOf(services, message, conversation)),
      ),
    );
    return c.json({ items, next_cursor: null }, 200);
  },
);
