import { z } from "@hono/zod-openapi";
import { invalid } from "../../../domain/domain-error.ts";
import { body, json, problemResponses } from "../../description.ts";
import { takeLinkRequest, sendLinksTo } from "../../send-links.ts";
import { readPhone } from "../../phone.ts";
import { defineRoute } from "../../route.ts";
import { email, phone } from "../../schema/field.ts";

const linksInput = z.strictObject({ phone: phone.optional(), email: email.optional() }).openapi("LinksInput");

export const sendLinks = defineRoute(
  "sendLinks",
  "public",
  {
    summary: "Send a customer the links of their open jobs again",
    description:
      "Give a phone number or an email address. The links go to the contact that is on file for each job, at most 3 times a day. The answer is always the same, so it does not tell who is a customer.",
    request: { body: body(linksInput) },
    responses: {
      202: json(z.object({ accepted: z.literal(true) }), "If we know this contact, the links are on their way"),
      ...problemResponses("too_many_requests"),
    },
  },
  (services) => async (c) => {
    const input = c.req.valid("json");
    if ((input.phone === undefined) === (input.email === undefined))
      throw invalid({
        field: "/phone",
        code: "contact_required",
        message: "Enter a phone number or an email address.",
      });
    const settings = await services.settings.read();
    const contact =
      input.phone === undefined ? { email: input.email } : { phone: readPhone(input.phone, settings, "/phone") };
    await takeLinkRequest(services, c.env.clientAddress);
    // The same time for a contact that is known: the time would tell, too.
    await Promise.all([sendLinksTo(services, contact).catch(services.report), services.clock.sleep(answer_ms)]);
    return c.json({ accepted: true as const }, 202);
  },
);

const answer_ms = 600;
