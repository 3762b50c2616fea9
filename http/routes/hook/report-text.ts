import { fieldOf } from "../../hook/read-signed-form.ts";
import { emptyAnswer, formBody, xmlAnswer } from "../../hook/form-description.ts";
import { undeliveredBy } from "../../hook/undelivered.ts";
import { sendFallback } from "../../hook/send-fallback.ts";
import { isConversationId } from "../../inbox/conversation.ts";
import { readTextReport, type TextReport } from "../../../notify/twilio/incoming-text.ts";
import { defineRoute } from "../../route.ts";
import type { Services } from "../../services.ts";

export const reportText = defineRoute(
  "reportText",
  "signed",
  {
    summary: "Receive what became of a text from the text provider",
    description: "Signed by the provider. A report of an unknown message, and one that comes late, changes nothing.",
    request: { body: formBody },
    responses: { 200: xmlAnswer },
  },
  (services) => async (c) => {
    const form = c.get("form");
    const report = readTextReport((name) => fieldOf(form, name));
    const { m: message = "", c: conversation = "" } = c.req.query();
    if (report !== null && isConversationId(conversation) && message !== "")
      await keep(services, { report, message, conversation });
    return c.body(emptyAnswer, 200, { "Content-Type": "text/xml" });
  },
);

interface Reported {
  report: TextReport;
  message: string;
  conversation: string;
}

/** Stores the state, and sends an email in place of a text that was not delivered. */
const keep = async (services: Services, { report, message, conversation }: Reported): Promise<void> => {
  const { conversations, channelHealth, clock } = services;
  const { state, provider_id, code } = report;
  const undelivered = state === "undelivered" || state === "failed" ? undeliveredBy(code) : null;
  const flag = undelivered?.flag ?? null;
  const kept = await conversations.report(conversation, {
    message,
    state,
    provider_id,
    ...(code === null ? {} : { code }),
    ...(flag === null ? {} : { flag }),
    fallback: undelivered !== null,
  });
  if (kept === null) return;
  if (kept.moved && undelivered?.isMisconfigured === true && code !== null)
    await channelHealth.note("text", { outcome: "misconfigured", code }, clock.now());
  // Also for a repeated report: the first one may have stopped here.
  if (kept.message.fallback === "due") await sendFallback(services, conversation, kept.message);
};
