import { z } from "@hono/zod-openapi";
import { DomainError } from "../../../domain/domain-error.ts";
import type { ConversationId } from "../../../domain/message/conversation.ts";
import { readUnsubscribeToken } from "../../unsubscribe-link.ts";
import { defineRoute } from "../../route.ts";
import { pathId } from "../../schema/field.ts";
import type { Services } from "../../services.ts";
import { unsubscribeHeaders, unsubscribePage } from "../../unsubscribe-page.ts";

const params = z.object({ token: pathId });
const page = (description: string) => ({ description, content: { "text/html": { schema: z.string() } } });

export const showUnsubscribe = defineRoute(
  "showUnsubscribe",
  "public",
  {
    summary: "Show the button that stops reminders by email",
    description: "It changes nothing, because mail programs and their scanners open links.",
    request: { params },
    responses: { 200: page("A page with a button") },
  },
  (services) => async (c) => {
    await conversationOf(services, c.req.valid("param").token);
    const { business } = await services.settings.read();
    const html = unsubscribePage(business.name, c.req.header("accept-language") ?? "", false);
    return c.body(html, 200, unsubscribeHeaders);
  },
);

export const unsubscribe = defineRoute(
  "unsubscribe",
  "public",
  {
    summary: "Stop reminders by email",
    description:
      "For the button of the page, and for the one-click button of mail programs (RFC 8058). Stops reminders, review requests and notices about rentals by email. Receipts, changes and cancellations still come. The body is not read.",
    request: { params },
    responses: { 200: page("A page that says so") },
  },
  (services) => async (c) => {
    const conversation = await conversationOf(services, c.req.valid("param").token);
    // A contact that was forgotten gets no emails anyway.
    await services.conversations.act(conversation, { do: "unsubscribe", on: true });
    const { business } = await services.settings.read();
    const html = unsubscribePage(business.name, c.req.header("accept-language") ?? "", true);
    return c.body(html, 200, unsubscribeHeaders);
  },
);

const conversationOf = async ({ identity }: Pick<Services, "identity">, token: string): Promise<ConversationId> => {
  const conversation = readUnsubscribeToken((await identity.read()).contact_salt, token);
  if (conversation === null)
    throw new DomainError("not_found", "This link is not complete. Open it from the email again, or call us.");
  return conversation;
};
