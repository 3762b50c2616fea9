import { instantOf } from "../../../domain/clock.ts";
import { effectOf } from "../../../notify/incoming-effect.ts";
import { readIncomingText, type IncomingText } from "../../../notify/twilio/incoming-text.ts";
import { emptyAnswer, formBody, xmlAnswer } from "../../hook/form-description.ts";
import { keywordAnswer } from "../../hook/keyword-answer.ts";
import { senderOf } from "../../hook/known-sender.ts";
import { fieldOf } from "../../hook/read-signed-form.ts";
import { defineRoute } from "../../route.ts";
import type { Services } from "../../services.ts";

export const receiveText = defineRoute(
  "receiveText",
  "signed",
  {
    summary: "Receive a customer's text from the text provider",
    description: "Signed by the provider. A repeated call changes nothing.",
    request: { body: formBody },
    responses: { 200: xmlAnswer },
  },
  (services) => async (c) => {
    const form = c.get("form");
    const text = readIncomingText((name) => fieldOf(form, name));
    if (text !== null) await keep(services, text);
    return c.body(emptyAnswer, 200, { "Content-Type": "text/xml" });
  },
);

/** Files a text in the conversation of its number, with what it changes, in one write. */
const keep = async (services: Services, { id, from, text, photos, keyword }: IncomingText): Promise<void> => {
  const [{ name, job }, settings, messages] = await Promise.all([
    senderOf(services, from),
    services.settings.read(),
    services.messageSettings.read(),
  ]);
  const effect = effectOf({ text, keyword });
  const answer = keywordAnswer(effect.answer, id, settings, messages, services.urls.site);
  const now = services.clock.now();
  await services.conversations.receive({
    id,
    contact: { kind: "phone", value: from },
    at: instantOf(now),
    via: "text",
    text,
    name,
    ...(job === null ? {} : { job }),
    photos,
    needs_reply: effect.needs_reply,
    texts: effect.texts,
    how: effect.how,
    may_cancel: effect.may_cancel,
    ...(answer === null ? {} : { answer }),
    alert_at: now + alertDelay_ms,
  });
};

/** A dispatcher who answers within a minute needs no alert. */
const alertDelay_ms = 60_000;
