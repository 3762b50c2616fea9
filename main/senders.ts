import { createHash } from "node:crypto";
import { alertOf } from "../domain/message/alerts.ts";
import type { Conversation, Message } from "../domain/message/conversation.ts";
import type { Language } from "../domain/message/language.ts";
import type { User } from "../domain/user.ts";
import type { Services } from "../http/services.ts";
import { unsubscribeUrl } from "../http/unsubscribe-link.ts";
import type { Channels } from "../notify/channels.ts";
import { mayWait_ms, OfficeNotices, type OfficeNotice, type OfficePerson } from "../notify/office-notices.ts";
import { OfficeWatch } from "../notify/office-watch.ts";
import { ReplySender } from "../notify/replies.ts";
import { MessageSender } from "../notify/sender.ts";
import { queueNews } from "../notify/webhook/queue-events.ts";
import type { SenderParts } from "../notify/sender-parts.ts";
import { contentWith } from "../notify/values.ts";
import type { Values } from "../notify/variable.ts";
import { visitFile } from "../notify/visit-file.ts";
import type { Stores } from "../store/open-stores.ts";
import type { StoreParts } from "./store-options.ts";

type Parts = Pick<StoreParts, "clock" | "random" | "report"> & {
  channels: Pick<Channels, "read">;
  urls: () => Services["urls"];
};

interface Shared
  extends Pick<Stores, "channelHealth" | "counters" | "officeAlerts">, Pick<Services, "conversations" | "identity"> {
  settings: Pick<Stores["settings"], "read">;
  messageSettings: Pick<Stores["messageSettings"], "read">;
  people: Pick<Stores["people"], "read">;
}

/** Makes the sender of a store's messages. The outbox of the jobs calls it. */
export const messageSender = (parts: Parts, stores: Shared): MessageSender => {
  const shared = senderParts(parts, stores);
  return new MessageSender({ ...shared, office: officeNotices(shared, stores) });
};

/** Makes the sender of what people of the office answer. */
export const replySender = (parts: Parts, stores: Pick<Stores, "jobs" | "webhooks"> & Shared): ReplySender => {
  const shared = senderParts(parts, stores);
  const office = officeNotices(shared, stores);
  return new ReplySender({
    ...shared,
    findJob: (id) => stores.jobs.find(id),
    tellPrograms: queueNews(stores.webhooks, parts.clock),
    tellOffice: async (conversation, message, failures) => {
      const { business } = await stores.settings.read();
      const now = parts.clock.now();
      const notice: OfficeNotice = {
        id: message.id,
        event: "office_message",
        job: message.job ?? null,
        contentOf: () => ({ values: valuesOfText(conversation, message, business.name, parts.urls()), facts: [] }),
        expires_at: now + newsFor_ms,
        until: now + mayWait_ms,
        failures,
      };
      const again = await office.tell(notice, { isAgain: failures > 0 });
      return again?.not_before ?? null;
    },
  });
};

/** A text may belong to no job, so its alert says only who wrote what. */
const valuesOfText = (
  { name, contact }: Conversation,
  { text }: Message,
  business: string,
  { dashboard }: Services["urls"],
): Values => ({
  business,
  customer: name === "" ? (contact?.value ?? "") : name,
  excerpt: text,
  inbox_link: `${dashboard}/inbox`,
});

/** Tells the office what time and failures cause. */
export const officeWatch = (parts: Parts, stores: Pick<Stores, "webhooks"> & Shared): OfficeWatch => {
  const shared = senderParts(parts, stores);
  return new OfficeWatch({
    ...shared,
    office: officeNotices(shared, stores),
    alerts: stores.officeAlerts,
    webhooks: stores.webhooks,
    businessName: async () => (await stores.settings.read()).business.name,
    dashboard: () => parts.urls().dashboard,
  });
};

const officeNotices = (
  shared: SenderParts,
  { people, settings, officeAlerts }: Pick<Shared, "people" | "settings" | "officeAlerts">,
): OfficeNotices =>
  new OfficeNotices({
    ...shared,
    alerts: officeAlerts,
    people: async () => {
      const [{ users }, { business }] = await Promise.all([people.read(), settings.read()]);
      return users.map((user) => officePerson(user, business.language));
    },
    hash: (text) => createHash("sha256").update(text).digest("base64url").slice(0, 22),
  });

const officePerson = (user: User, usual: Language): OfficePerson => ({
  id: user.id,
  name: user.name,
  phone: user.phone ?? null,
  email: user.email ?? null,
  language: user.language ?? usual,
  isOwner: user.role === "owner",
  alerts: (event) => alertOf(user, event),
});

const senderParts = (
  { clock, random, report, channels, urls }: Parts,
  { conversations, channelHealth, settings, messageSettings, counters, identity }: Shared,
): SenderParts => ({
  conversations,
  channels,
  health: channelHealth,
  settings,
  messageSettings,
  counters,
  contentOf: contentWith(urls),
  filesOf: async ({ entry: { event, visit }, job, settings: business }) => {
    const file = visitFile({ event, job, visit, settings: business }, (await identity.read()).id);
    return file === null ? [] : [file];
  },
  unsubscribeUrl: async (conversation) =>
    unsubscribeUrl(urls().site, (await identity.read()).contact_salt, conversation),
  clock,
  random,
  report,
});

/** How long the news of a text is worth an alert. */
const newsFor_ms = 86_400_000;
