import { z } from "@hono/zod-openapi";
import { messageEvents } from "../../domain/message/event.ts";
import { languages } from "../../domain/message/language.ts";
import { cleanLine, cleanText } from "../../domain/text.ts";
import { pathId } from "./field.ts";

const absurd = 8_000;
const template = (clean: (text: string) => string, max: number) =>
  z
    .string()
    .max(absurd, "Too long.")
    .transform(clean)
    .refine((text) => text.length > 0, "Required.")
    .refine((text) => Array.from(text).length <= max, `Use at most ${max} characters.`)
    .openapi({ minLength: 1, maxLength: max });

/** Words as a person edits them, with variables such as `{{first_name}}`. */
const words = {
  text: template(cleanText, 1_000).optional(),
  subject: template(cleanLine, 150).optional(),
  body: template(cleanText, 4_000).optional(),
  button: template(cleanLine, 60).optional(),
};

/** The words of a text are `text`; those of an email are the other three. */
export const templateInput = z.strictObject(words).openapi("MessageTemplateInput");

export const templateParams = z.object({ event: pathId, channel: pathId, language: pathId });

const shownWords = z.object({
  text: z.string().optional(),
  subject: z.string().optional(),
  body: z.string().optional(),
  button: z.string().optional(),
});

export const messageTemplate = z
  .object({
    event: z.enum(messageEvents),
    audience: z.enum(["customer", "office"]),
    channel: z.enum(["text", "email"]),
    language: z.enum(languages),
    own: z.boolean().openapi({ description: "True if the owner changed the words." }),
    words: shownWords,
    usual: shownWords.openapi({ description: "The words that a business starts with." }),
    variables: z.array(z.object({ name: z.string(), example: z.string() })),
  })
  .openapi("MessageTemplate");

export const messageTemplates = z.object({ items: z.array(messageTemplate) }).openapi("MessageTemplates");

export const previewInput = z
  .strictObject({
    event: z.enum(messageEvents),
    channel: z.enum(["text", "email"]),
    language: z.enum(languages),
    ...words,
  })
  .openapi("MessagePreviewInput");

export const messagePreview = z
  .object({
    subject: z.string().nullable().openapi({ description: "Null for a text." }),
    text: z.string(),
    html: z.string().nullable().openapi({ description: "Null for a text." }),
    encoding: z.enum(["GSM-7", "UCS-2"]).nullable().openapi({ description: "Null for an email." }),
    segments: z.int().nullable(),
    characters: z.int().nullable(),
    warnings: z.array(z.object({ code: z.string(), detail: z.string() })),
  })
  .openapi("MessagePreview");
