import type { MessageView } from "../../projection/conversation-view.ts";

/** Texts of `tailboard messages`, `inbox` and `contacts`. */
export const noConversations = "No conversations found.";
export const noMessages = "No messages found.";
export const more = (cursor: string) => `More: --cursor ${cursor}`;
export const older = (id: string) => `Older messages: --before ${id}`;
export const needsReply = "needs a reply";
export const optedOut = "This customer stopped texts.";
export const doNotText = "Do not text this customer.";
export const mayCancel = "The customer texted CANCEL. They may want to cancel the job.";
export const landline = "This number is a landline. Call instead.";
export const us = "us";
export const photos = (count: number) => (count === 1 ? "sent a photo" : `sent ${count} photos`);
export const replied = (via: MessageView["via"], state: MessageView["state"]) => `Answer by ${via}: ${states[state]}.`;
export const done = (name: string) => `${name || "The conversation"} needs no reply now.`;
export const assigned = (name: string, user: string | null) =>
  user === null
    ? `${name || "The conversation"} is assigned to no person.`
    : `${name || "The conversation"} is assigned to ${user}.`;
export const sentAgain = (state: MessageView["state"]) => `Sent again: ${states[state]}.`;
export const dismissed = "The message is off the list. It was not sent.";
export const stopped = (phone: string) => `No texts go to ${phone} from now on.`;
export const allowed = (phone: string) => `Texts may go to ${phone} again.`;

/** What became of a message. */
export const states: Record<MessageView["state"], string> = {
  received: "received",
  queued: "waiting",
  sending: "being sent",
  sent: "sent",
  delivered: "delivered",
  undelivered: "not delivered",
  failed: "failed",
  withdrawn: "not needed any more",
  expired: "too late to send",
  parked: "not sent",
  local: "kept here, not sent",
};
