import type { z } from "@hono/zod-openapi";
import { DomainError, invalid, type FieldError } from "../domain/domain-error.ts";
import type { ChannelKind, MessageEvent } from "../domain/message/event.ts";
import { messageEvents } from "../domain/message/event.ts";
import { languages, type Language } from "../domain/message/language.ts";
import type { MessageSettings, OwnWords } from "../domain/message/message-settings.ts";
import type { messageTemplate, templateInput } from "./schema/message-template.ts";

export interface TemplateName {
  event: MessageEvent;
  channel: ChannelKind;
  language: Language;
}

/** Reads the template that a path names. Throws `not_found` for any other text. */
export const readTemplateName = (path: Record<keyof TemplateName, string>): TemplateName => {
  const event = messageEvents.find((one) => one === path.event);
  const channel = (["text", "email"] as const).find((one) => one === path.channel);
  const language = languages.find((one) => one === path.language);
  // A reply is sent as the person wrote it, so its text has no template.
  if (
    event === undefined ||
    channel === undefined ||
    language === undefined ||
    (event === "reply" && channel === "text")
  )
    throw new DomainError("not_found", "There is no message with this event, channel and language.");
  return { event, channel, language };
};

/** Every template that an owner may change. */
export const templateNames = (): TemplateName[] =>
  messageEvents.flatMap((event) =>
    languages.flatMap((language) => [
      ...(event === "reply" ? [] : [{ event, channel: "text" as const, language }]),
      { event, channel: "email" as const, language },
    ]),
  );

type Words = z.output<typeof templateInput>;

/** Reads the words for one channel. Throws `invalid` for words of the other, and `unknown_variable` for a wrong name. */
export const readWords = async ({ event, channel }: TemplateName, words: Words): Promise<OwnWords> => {
  // Imported on demand, with the template language, because few calls need it.
  const [{ templateFault }, { variablesOf }] = await Promise.all([
    import("../notify/template.ts"),
    import("../notify/variable.ts"),
  ]);
  const { text, ...email } = words;
  const faults: FieldError[] = [];
  if (channel === "text" && text === undefined) faults.push(required("text"));
  if (channel === "email" && Object.keys(email).length === 0) faults.push(required("subject"));
  for (const name of channel === "text" ? (["subject", "body", "button"] as const) : (["text"] as const))
    if (words[name] !== undefined) faults.push(wrongChannel(name, channel));
  if (faults.length > 0) throw invalid(...faults);
  for (const [name, template] of Object.entries(words)) {
    const fault = templateFault(template, variablesOf[event]);
    if (fault === null) continue;
    if (fault.code !== "unknown_variable") throw invalid(formFault(name, fault));
    const { variable } = fault;
    const message = `{{${variable}}} has no value in this message. Choose one from the list.`;
    throw new DomainError("unknown_variable", message, {
      facts: { variable },
      fields: [{ field: `/${name}`, code: "unknown_variable", message }],
    });
  }
  return channel === "text" ? { text: text ?? "" } : { email };
};

const required = (name: string): FieldError => ({ field: `/${name}`, code: "required", message: "Required." });

const wrongChannel = (name: string, channel: ChannelKind): FieldError => ({
  field: `/${name}`,
  code: "wrong_channel",
  message: channel === "text" ? "A text has only `text`." : "An email has `subject`, `body` and `button`.",
});

const formFault = (name: string, fault: { code: "not_allowed"; tag: string } | { code: "unclosed" }): FieldError => ({
  field: `/${name}`,
  code: fault.code,
  message:
    fault.code === "unclosed"
      ? "A {{ has no }}, or a section has no end."
      : `Use {{name}} and {{#name}}…{{/name}} only. “${fault.tag}” is not allowed.`,
});

type Template = z.output<typeof messageTemplate>;

/** The template as the API shows it. */
export const templateView = async ({ templates }: MessageSettings, name: TemplateName): Promise<Template> => {
  const [{ defaultTexts }, { variablesOf, isForCustomer }, { sampleValues }] = await Promise.all([
    import("../notify/default-text.ts"),
    import("../notify/variable.ts"),
    import("../notify/sample-values.ts"),
  ]);
  const { event, channel, language } = name;
  const { text, email } = defaultTexts[language][event];
  const own = templates[event]?.[language] ?? {};
  const usual =
    channel === "text" ? { text: text ?? "" } : { subject: email.subject, body: email.body, button: email.button };
  const changed = channel === "text" ? (own.text === undefined ? {} : { text: own.text }) : (own.email ?? {});
  return {
    ...name,
    audience: isForCustomer(event) ? "customer" : "office",
    own: Object.keys(changed).length > 0,
    words: { ...usual, ...changed },
    usual,
    variables: variablesOf[event].map((variable) => ({ name: variable, example: sampleValues[language][variable] })),
  };
};
