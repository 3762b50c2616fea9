import { body, json, problemResponses } from "../../description.ts";
import { composePreview } from "../../message-preview.ts";
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
    return c.json(await composePreview(services, name, given), 200);
  },
);
