import { createHash } from "node:crypto";
import type { Services } from "../http/services.ts";
import type { Channels } from "../notify/channels.ts";
import type { ContentOf } from "../notify/content.ts";
import { OfficeNotices } from "../notify/office-notices.ts";
import { ReplySender } from "../notify/replies.ts";
import { MessageSender } from "../notify/sender.ts";
import type { SenderParts } from "../notify/sender-parts.ts";
import { factsOf, valuesOf } from "../notify/values.ts";
import type { Documents, Stores } from "../store/open-stores.ts";
import type { StoreParts } from "./compose.ts";

type Parts = Pick<StoreParts, "clock" | "random" | "report"> & {
  channels: Channels;
  urls: () => Services["urls"];
};

type Shared = Pick<Stores, "conversations" | "channelHealth" | "settings" | "messageSettings" | "counters">;

/** Makes the sender of a store's messages. The outbox of the jobs calls it. */
export const messageSender = (parts: Parts, stores: Documents): MessageSender => {
  const shared = senderParts(parts, stores);
  return new MessageSender({ ...shared, office: officeNotices(shared) });
};

/** Makes the sender of what people of the office answer. */
export const replySender = (parts: Parts, stores: Pick<Stores, "jobs"> & Shared): ReplySender =>
  new ReplySender({
    ...senderParts(parts, stores),
    findJob: (id) => stores.jobs.find(id),
    // No person has chosen alerts yet.
    tellOffice: () => Promise.resolve(null),
  });

const officeNotices = (shared: SenderParts): OfficeNotices =>
  new OfficeNotices({
    ...shared,
    // No person has chosen alerts yet.
    people: () => Promise.resolve([]),
    hash: (text) => createHash("sha256").update(text).digest("base64url").slice(0, 22),
  });

const senderParts = (
  { clock, random, report, channels, urls }: Parts,
  { conversations, channelHealth, settings, messageSettings, counters }: Shared,
): SenderParts => ({
  conversations,
  channels,
  health: channelHealth,
  settings,
  messageSettings,
  counters,
  contentOf: contentWith(urls),
  clock,
  random,
  report,
});

const contentWith =
  (urls: () => Services["urls"]): ContentOf =>
  ({ entry, ...about }) => {
    const { event, visit, facts } = entry;
    const subject = { ...about, event, visit, ...(facts === undefined ? {} : { facts }), urls: urls() };
    return { values: valuesOf(subject), facts: factsOf(subject) };
  };
