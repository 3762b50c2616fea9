import { json } from "../../description.ts";
import { templateNames, templateView } from "../../message-template.ts";
import { defineRoute } from "../../route.ts";
import { messageTemplates } from "../../schema/message-template.ts";

export const listMessageTemplates = defineRoute(
  "listMessageTemplates",
  { roles: ["owner"], scope: null },
  {
    summary: "List the words of all messages",
    responses: { 200: json(messageTemplates, "One item for each event, channel and language") },
  },
  ({ messageSettings }) =>
    async (c) => {
      const settings = await messageSettings.read();
      const items = await Promise.all(templateNames().map((name) => templateView(settings, name)));
      return c.json({ items }, 200);
    },
);
