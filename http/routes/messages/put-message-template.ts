import { withWords } from "../../../domain/message/message-settings.ts";
import { recordAudit } from "../../audit.ts";
import { body, json, problemResponses } from "../../description.ts";
import { readTemplateName, readWords, templateView } from "../../message-template.ts";
import { defineRoute } from "../../route.ts";
import { messageTemplate, templateInput, templateParams } from "../../schema/message-template.ts";

export const putMessageTemplate = defineRoute(
  "putMessageTemplate",
  { roles: ["owner"], scope: null },
  {
    summary: "Change the words of a message",
    description:
      "Words have variables such as `{{first_name}}` and sections such as `{{#eta}}…{{/eta}}`. A text has `text`; an email has `subject`, `body` and `button`, and keeps the usual words for what is left out.",
    request: { params: templateParams, body: body(templateInput) },
    responses: {
      200: json(messageTemplate, "The words now"),
      ...problemResponses("unknown_variable"),
    },
  },
  (services) => async (c) => {
    const name = readTemplateName(c.req.valid("param"));
    const own = await readWords(name, c.req.valid("json"));
    const words = name.channel === "text" ? (own.text ?? null) : (own.email ?? null);
    const settings = await services.messageSettings.change((now) => withWords(now, name, words));
    await recordAudit(services, c, { what: "settings_changed", fields: ["messages.templates"] });
    return c.json(await templateView(settings, name), 200);
  },
);
