import { DomainError } from "../../../domain/domain-error.ts";
import { phoneText } from "../../../domain/phone.ts";
import { body, json, problemResponses } from "../../description.ts";
import { readWords } from "../../message-template.ts";
import { defineRoute, staff } from "../../route.ts";
import { messagePreview, previewInput } from "../../schema/message-template.ts";

export const previewMessage = defineRoute(
  "previewMessage",
  { roles: staff, scope: null },
  {
    summary: "Show a message as the customer would get it",
    description:
      "With invented values. Words that are left out are the present ones. Nothing is saved and nothing is sent.",
    request: { body: body(previewInput) },
    responses: {
      200: json(messagePreview, "The message"),
      ...problemResponses("unknown_variable"),
    },
  },
  (services) => async (c) => {
    const { event, channel, language, ...words } = c.req.valid("json");
    const name = { event, channel, language };
    const given = Object.keys(words).length === 0 ? {} : await readWords(name, words);
    const [{ business }, messages] = await Promise.all([services.settings.read(), services.messageSettings.read()]);
    const own = messages.templates[event]?.[language] ?? {};
    const [preview, values] = await Promise.all([
      import("../../../notify/preview.ts"),
      import("../../../notify/business-values.ts"),
    ]);
    const phone = business.phone === null ? null : phoneText(business.phone);
    const { urls } = services;
    const facts = { name: business.name, phone, ...urls, reviewLink: messages.review_link };
    const shown = preview.previewMessage({
      ...name,
      own: { ...own, ...given, email: { ...own.email, ...given.email } },
      values: values.businessValues(language, facts),
      facts: values.sampleFacts(language),
      business: { name: business.name, phone: phone ?? "", postal_address: messages.postal_address },
      canReply: messages.reply_to !== null,
      keepAccents: messages.keep_accents,
      shortName: messages.short_name,
    });
    if (shown === null) throw new DomainError("not_found", "A reply is sent as the person writes it.");
    return c.json(shown, 200);
  },
);
