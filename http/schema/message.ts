import { z } from "@hono/zod-openapi";
import { customerEvents, messageEvents } from "../../domain/message/event.ts";
import type {
  ConversationView,
  ListedConversation,
  ListedMessage,
  MessageView,
  ReplyChoice,
  WhyNot,
} from "../../projection/conversation-view.ts";
import { instant, pathId, prose } from "./field.ts";

const dir = z.enum(["in", "out"]);
const via = z.enum(["text", "email", "page"]);

export const messageState = z.enum([
  "received",
  "queued",
  "sending",
  "sent",
  "delivered",
  "undelivered",
  "failed",
  "withdrawn",
  "expired",
  "parked",
  "local",
]);

const messageFields = {
  id: z.string(),
  at: instant,
  dir,
  via,
  event: z.enum(messageEvents).optional().openapi({ description: "What caused an automatic message." }),
  job: z.string().optional(),
  by: z.object({ kind: z.enum(["customer", "dispatcher", "crew", "system", "api"]), name: z.string() }),
  text: z.string(),
  subject: z.string().optional().openapi({ description: "The subject of an email." }),
  state: messageState,
  code: z.string().optional().openapi({ description: "The provider's code for a message that failed." }),
  segments: z.int().optional().openapi({ description: "How many texts the provider counts." }),
  photos: z.int().optional().openapi({ description: "Pictures that came with a text. They are not kept." }),
} satisfies Record<keyof MessageView, z.ZodType>;

/** One message of a conversation, in either direction. */
export const message = z.object(messageFields).openapi("Message");

export const whyNot = z.enum([
  "no_address",
  "no_link",
  "abroad",
  "opted_out",
  "do_not_text",
  "landline",
  "unreachable",
  "no_consent",
] as const satisfies WhyNot[]);

const contact = z.object({ kind: z.enum(["phone", "email", "job"]), value: z.string() }).nullable();

/** What an owner or dispatcher reads of everything that went between the business and one contact. */
export const conversation = z
  .object({
    id: z.string(),
    rev: z.int(),
    contact: contact.openapi({ description: "Null after the customer was forgotten." }),
    name: z.string(),
    needs_reply: z.boolean(),
    assigned: z.string().nullable().openapi({ description: "The id of a user." }),
    opt_out: z
      .object({
        at: instant,
        how: z.enum(["keyword", "sentence", "provider", "office"]),
        text: z.string().optional().openapi({ description: "The text that asked for it." }),
      })
      .nullable(),
    do_not_text: z.boolean(),
    flags: z.object({
      landline_until: instant.optional(),
      unreachable_until: instant.optional(),
      may_cancel: z.literal(true).optional().openapi({ description: "The customer texted CANCEL." }),
      unsubscribed: z.literal(true).optional().openapi({ description: "No reminders by email." }),
    } satisfies Record<keyof ConversationView["flags"], z.ZodType>),
    jobs: z.array(z.string()).openapi({ description: "The newest last." }),
    reply: z
      .object({
        via: via.nullable(),
        channels: z.array(z.object({ via, why_not: whyNot.nullable() })),
      } satisfies Record<keyof ReplyChoice, z.ZodType>)
      .openapi({ description: "The channel of a reply that names none, and why a channel is not possible." }),
    messages: z.array(message).openapi({ description: "Oldest first." }),
    more: z.boolean().openapi({ description: "Older messages exist. Ask with `before` and the first message's id." }),
  } satisfies Record<keyof ConversationView, z.ZodType>)
  .openapi("Conversation");

export const inboxPage = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        contact,
        name: z.string(),
        at: instant.openapi({ description: "The newest message that a person wrote." }),
        via,
        dir,
        snippet: z.string(),
        job: z.string().nullable(),
        needs_reply: z.boolean(),
        assigned: z.string().nullable(),
      } satisfies Record<keyof ListedConversation, z.ZodType>),
    ),
    next_cursor: z.string().nullable(),
  })
  .openapi("InboxPage");

const listedMessage = z
  .object({
    ...messageFields,
    to: z.string().nullable().openapi({ description: "The number or address that the message was for." }),
    conversation: z.object({ id: z.string(), name: z.string(), contact }),
  } satisfies Record<keyof ListedMessage, z.ZodType>)
  .openapi("ListedMessage");

export const messagePage = z
  .object({ items: z.array(listedMessage), next_cursor: z.string().nullable() })
  .openapi("MessagePage");

export const conversationPatch = z
  .strictObject({
    assigned: pathId.nullable().openapi({ description: "The id of an owner or dispatcher, or null." }),
    state: z.enum(["open", "done"]).openapi({ description: "`open`: needs a reply." }),
    do_not_text: z
      .boolean()
      .openapi({ description: "False also takes back a stop that was read in a sentence, not one by a keyword." }),
  })
  .partial()
  .openapi("ConversationPatch");

export const replyInput = z
  .strictObject({
    text: prose("message"),
    via: via.optional().openapi({ description: "Left out: as the customer wrote, else any way that is possible." }),
    job: pathId.optional().openapi({ description: "The job that the answer is about." }),
    send_at: z.literal("8am").optional().openapi({ description: "Waits until 8 in the morning, if it is night." }),
  })
  .openapi("ReplyInput");

export const jobMessageInput = z
  .strictObject({
    event: z.enum(customerEvents).exclude(["reply"]).optional().openapi({ description: "Sends this one again." }),
    text: prose("message").optional().openapi({ description: "A person's own words." }),
    via: via.optional().openapi({ description: "How the words go out. Left out: any way that is possible." }),
  })
  .refine(({ event, text }) => (event === undefined) !== (text === undefined), {
    path: ["text"],
    message: "Send either an event or a text.",
  })
  .openapi("JobMessageInput", { description: "An automatic message to send now, or a person's words." });

export const againInput = z
  .strictObject({ via: z.enum(["text", "email"]).optional().openapi({ description: "Left out: as before." }) })
  .openapi("SendAgainInput");

export const inboxSummary = z
  .object({
    needs_reply: z.int(),
    seq: z.int().openapi({ description: "Grows with each new message from a customer." }),
  })
  .openapi("InboxSummary");
