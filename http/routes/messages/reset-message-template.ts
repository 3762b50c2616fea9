import { withWords } from "../../../domain/message/message-settings.ts";
import { recordAudit } from "../../audit.ts";
import { json } from "../../description.ts";
import { readTemplateName, templateView } from "../../message-template.ts";
import { defineRoute } from "../../route.ts";
import { messageTemplate, templateParams } from "../../schema/message-template.ts";

export const resetMessageTemplate = defineRoute(
  "resetMessageTemplate",
  { roles: ["owner"], scope: null },
  {
    summary: "Use the usual words of a message again",
    request: { params: templateParams },
    responses: { 200: json(messageTemplate, "The words now") },
  },
  (services) => async (c) => {
    const name = readTemplateName(c.req.valid("param"));
    const settings = await services.messageSettings.change((now) => withWords(now, name, null));
    await recordAudit(services, c, { what: "settings_changed", fields: ["messages.templates"] });
    return c.json(await templateView(settings, name), 200);
  },
);
