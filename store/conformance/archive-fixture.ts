import type { ApiToken, CalendarFeed } from "../../domain/access/access.ts";
import { emptyHead, type ConversationId, type Message } from "../../domain/message/conversation.ts";
import type { Webhook } from "../../domain/webhook/webhook.ts";
import type { ArchivedConversation } from "../archived-conversation.ts";

const made = { created_at: "2026-11-20T17:00:00.000Z", created_by: "Olga" };
const secret = { ...made, hash: "h" };

export const token: ApiToken = { ...secret, id: "t1", name: "Reports", scopes: ["jobs:read"], expires_at: null };
export const calendar: CalendarFeed = { ...secret, id: "c1", name: "All crews", crew: null, details: "minimal" };
export const endpoint: Webhook = {
  ...made,
  id: "w1",
  url: "https://example.com/hook",
  description: null,
  types: ["job.created"],
  scopes: ["jobs:read"],
  disabled: null,
};

/** A contact that said STOP. `older` messages are in a page. */
export const conversationOf = (id: ConversationId, { older = 0 } = {}): ArchivedConversation => {
  const messages = Array.from({ length: older }, (_, index) => received(`old-${index}`));
  return {
    id,
    head: {
      ...emptyHead,
      rev: 3,
      contact: { kind: "phone", value: "+16195550142" },
      name: "Ana",
      opt_out: { at: made.created_at, how: "keyword", text: "STOP" },
      do_not_text: true,
      flags: { unreachable_until: "2026-12-20T17:00:00.000Z" },
    },
    messages: [received("stop")],
    pages: older === 0 ? [] : [{ n: 1, id: "page", messages }],
    paged: messages.map((message) => message.id),
  };
};

const received = (id: string): Message => ({
  id,
  at: made.created_at,
  dir: "in",
  via: "text",
  by: { kind: "customer", name: "Ana" },
  text: id,
  state: "received",
  attempts: 0,
});
