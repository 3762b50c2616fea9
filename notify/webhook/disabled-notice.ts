import { epochOf, type Clock } from "../../domain/clock.ts";
import type { Language } from "../../domain/message/language.ts";
import type { OwnWords } from "../../domain/message/message-settings.ts";
import { changeWebhook, nameOfWebhook, type DisabledReason, type Webhook } from "../../domain/webhook/webhook.ts";
import type { WebhookStore } from "../../store/webhook-store.ts";
import { mayWait_ms, type OfficeNotices } from "../office-notices.ts";

interface Parts {
  webhooks: Pick<WebhookStore, "read" | "change">;
  office: Pick<OfficeNotices, "send">;
  businessName: () => Promise<string>;
  dashboard: () => string;
  clock: Pick<Clock, "now">;
}

/** Emails the owners about each webhook that was disabled within a day. Any number of processes may run it at the same time. */
export const tellOfDisabled = async (parts: Parts): Promise<void> => {
  const { endpoints } = await parts.webhooks.read();
  for (const endpoint of endpoints) await tellOfOne(parts, endpoint);
};

const tellOfOne = async (parts: Parts, endpoint: Webhook): Promise<void> => {
  const { webhooks, office, clock } = parts;
  const { id, disabled } = endpoint;
  const now = clock.now();
  if (disabled === null || disabled.told === true) return;
  const { at, why, told = { not_before: 0, failures: 0 } } = disabled;
  const expires_at = epochOf(at) + newsFor_ms;
  if (told.not_before > now || expires_at <= now) return;
  const business = await parts.businessName();
  const again = await office.send({
    id: `webhook|${id}|${at}`,
    event: "office_parked",
    job: null,
    expires_at,
    until: now + mayWait_ms,
    failures: told.failures,
    // Whatever else an owner chose to hear of: without an answer to this, events are lost.
    chosen: ({ isOwner }) => (isOwner ? "email" : "none"),
    contentOf: () => ({
      values: {
        business,
        customer: nameOfWebhook(endpoint),
        outbox_link: `${parts.dashboard()}/integrations#webhooks`,
      },
      facts: [],
    }),
    words: ({ language }) => words[language](why),
  });
  const next =
    again === null ? true : { not_before: again.not_before, failures: told.failures + (again.failed ? 1 : 0) };
  await webhooks.change((before) => {
    const stored = before.endpoints.find((one) => one.id === id)?.disabled;
    return stored?.at === at ? changeWebhook(before, id, { disabled: { ...stored, told: next } }) : before;
  });
};

/** The variable `customer` has the name of the webhook. */
const words: Readonly<Record<Language, (why: DisabledReason) => OwnWords>> = {
  en: (why) => ({
    text: `The webhook {{customer}} is disabled: ${reasons.en[why]}. {{outbox_link}}`,
    email: {
      subject: "The webhook {{customer}} is disabled",
      body: `${sentence(reasons.en[why])}. The program behind it hears of nothing until you enable the webhook again.`,
      button: "Open webhooks",
    },
  }),
  es: (why) => ({
    text: `El webhook {{customer}} se apagó: ${reasons.es[why]}. {{outbox_link}}`,
    email: {
      subject: "El webhook {{customer}} se apagó",
      body: `${sentence(reasons.es[why])}. El programa que lo recibe no se entera de nada hasta que usted lo encienda otra vez.`,
      button: "Abrir los webhooks",
    },
  }),
};

const reasons: Readonly<Record<Language, Readonly<Record<DisabledReason, string>>>> = {
  en: {
    failing: "every call failed for five days",
    full: "1,000 calls were waiting",
    gone: "the receiver said that its address is gone",
    no_secret: "its secret stayed behind when this store was restored or moved",
  },
  es: {
    failing: "todas las llamadas fallaron durante cinco días",
    full: "había 1,000 llamadas en espera",
    gone: "el receptor dijo que su dirección ya no existe",
    no_secret: "su clave no vino cuando se restauró o se movió este sistema",
  },
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** An owner who was away for longer sees it on the page. */
const newsFor_ms = 86_400_000;
