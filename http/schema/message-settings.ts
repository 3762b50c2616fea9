import { z } from "@hono/zod-openapi";
import type { MessageSettings, SavedReply } from "../../domain/message/message-settings.ts";
import { smtpUrlFault } from "../../domain/message/smtp-url.ts";
import { email, identifier, pathId, phone, time, word } from "./field.ts";
import { perEvent } from "./per-event.ts";

const channel = z.enum(["text", "email"]);

const eventChoice = z.strictObject({
  on: z.boolean(),
  channels: z
    .array(channel)
    .min(1)
    .max(2)
    .refine((list) => new Set(list).size === list.length, "Name each channel once.")
    .optional()
    .openapi({ description: "The channels in their order. Left out: the usual ones of the event." }),
});

const accountWord = z.string().regex(/^[\w-]{1,100}$/, "Copy the id from your provider's page.");

const twilio = z
  .strictObject({ account_sid: accountWord, from: phone.nullable(), messaging_service_sid: accountWord.nullable() })
  .refine((account) => account.from !== null || account.messaging_service_sid !== null, {
    error: "Give the number that texts come from, or a messaging service.",
    path: ["from"],
  });

const link = z
  .string()
  .max(300, "Use at most 300 characters.")
  .refine(
    (text) => URL.canParse(text) && new URL(text).protocol === "https:",
    "Write a link that begins with https://.",
  )
  .openapi({ example: "https://reviews.example.com/coastline" });

const savedReply = z.strictObject({
  id: identifier,
  label: word(40),
  en: word(1000),
  es: word(1000),
} satisfies Record<keyof SavedReply, z.ZodType>);

const fields = {
  from_name: word(80).nullable(),
  from_address: email.nullable(),
  reply_to: email.nullable(),
  twilio: twilio.nullable(),
  keywords_by_provider: z.boolean(),
  events: z.strictObject(perEvent(eventChoice.optional())),
  quiet_hours: z.strictObject({ from: time, to: time }),
  reminder_at: time.refine((at) => at >= "12:00" && at <= "20:00", "Choose a time from noon to 8 PM."),
  review_link: link.nullable(),
  postal_address: word(200).nullable(),
  short_name: word(20).nullable(),
  keep_accents: z.boolean(),
  texts_per_day: z.int().min(0).max(10_000),
  keep_months: z.int().min(1).max(120),
  saved_replies: z
    .array(savedReply)
    .max(30)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, "Each reply needs a different id."),
} satisfies Record<Exclude<keyof MessageSettings, "templates" | "live_for">, z.ZodType>;

export const messageSettingsInput = z.strictObject(fields).openapi("MessageSettingsInput");
export const messageSettings = z.strictObject({ ...fields, rev: z.int() }).openapi("MessageSettings");
/** What may be said about a secret. */
const secretState = z.object({
  set: z.boolean(),
  last4: z.string().optional().openapi({ description: "The end of a long secret, so that a person recognizes it." }),
  source: z.enum(["environment", "settings"]).optional(),
});

export const secretStates = z.object({ smtp: secretState, twilio: secretState }).openapi("SecretStates");

export const secretParams = z.object({ provider: pathId });

const secret = (max: number) =>
  z
    .string()
    .min(1, "Required.")
    .max(max, `Use at most ${max} characters.`)
    .regex(/^[!-~]*$/, "Copy it without spaces.");

/** The secrets of one provider. Which fields are needed depends on the provider. */
export const providerSecretInput = z
  .strictObject({
    url: secret(500)
      .superRefine((url, context) => {
        const fault = smtpUrlFault(url);
        if (fault !== null) context.addIssue({ code: "custom", message: `Check the address: ${fault}` });
      })
      .optional()
      .openapi({ description: "For `smtp`: `smtps://user:password@host:465`, or `smtp://…:587`." }),
    auth_token: secret(200).optional().openapi({ description: "For `twilio`. It also verifies the provider's calls." }),
    api_key: secret(200).optional(),
    api_secret: secret(200).optional(),
  })
  .openapi("ProviderSecretInput");
