import type { ChannelKind, MessageEvent } from "../domain/message/event.ts";
import type { Language } from "../domain/message/language.ts";
import type { OwnWords } from "../domain/message/message-settings.ts";
import { composeMail, composeText, type Composing } from "./compose.ts";
import { templateWarnings, type TemplateWarning } from "./template-warning.ts";
import { sizeOf, type TextSize } from "./text-size.ts";
import type { Values } from "./variable.ts";

/** A message as the customer would get it. */
export interface Preview {
  subject: string | null;
  text: string;
  html: string | null;
  encoding: TextSize["encoding"] | null;
  segments: number | null;
  characters: number | null;
  warnings: TemplateWarning[];
}

export interface Previewed extends Pick<Composing, "business" | "canReply" | "facts"> {
  event: MessageEvent;
  channel: ChannelKind;
  language: Language;
  values: Values;
  /** The owner's words; what is left out is ours. */
  own: OwnWords;
  keepAccents: boolean;
  /** The name in texts, where it differs. */
  shortName: string | null;
}

/** Composes a message and says what a person should know before they use its words. Null if a reply has no template. */
export const previewMessage = ({ channel, own, shortName, ...rest }: Previewed): Preview | null => {
  const composing: Composing = { ...rest, own: { ...own, email: own.email ?? {} } };
  if (channel === "email") {
    const { subject, text, html } = composeMail(composing);
    return { subject, text, html, encoding: null, segments: null, characters: null, warnings: [] };
  }
  const values = shortName === null ? rest.values : { ...rest.values, business: shortName };
  const text = composeText({ ...composing, values });
  if (text === null) return null;
  const size = sizeOf(text);
  return { subject: null, text, html: null, ...size, warnings: templateWarnings(rest, text, size, own.text) };
};
