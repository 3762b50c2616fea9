import { json } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { inboxSummary } from "../../schema/message.ts";

export const getInboxSummary = defineRoute(
  "getInboxSummary",
  { roles: staff, scope: "messages:read" },
  {
    summary: "Get how many conversations need a reply",
    responses: { 200: json(inboxSummary, "The count, and a number that grows with each new message") },
  },
  ({ conversations }) =>
    async (c) =>
      c.json(await conversations.summary(), 200),
);
