import type { Language } from "../domain/message/language.ts";
import { defaultTexts, type EventText } from "./default-text.ts";
import { composeEmail, type Email } from "./email.ts";
import type { MessageEvent } from "../domain/message/event.ts";
import { fill } from "./template.ts";
import { inCheapLetters } from "./text-size.ts";
import { isForCustomer, linkOf, type Values, type Variable } from "./variable.ts";

export interface Composing {
  event: MessageEvent;
  language: Language;
  values: Values;
  /** The owner's words, where they differ from ours. */
  own?: Partial<{ text: string; email: Partial<EventText["email"]> }>;
  /** For the foot of an email. */
  business: { name: string; phone: string; postal_address: string | null };
  /** True if an answer by email reaches the business. */
  canReply: boolean;
  /** When, where, what and price, as label and value. */
  facts: readonly (readonly [label: string, value: string])[];
  /** Keeps the accents that make a text longer. */
  keepAccents?: boolean;
}

/** The text message. Null if the event has no template for texts. */
export const composeText = ({ event, language, values, own, keepAccents = false }: Composing): string | null => {
  const template = own?.text ?? defaultTexts[language][event].text;
  if (template === null) return null;
  const text = fill(template, shortened(values, language));
  return inCheapLetters(text, { keepAccents }).replaceAll(/\s+/gu, " ").trim();
};

export const composeMail = (composing: Composing): Email => {
  const { event, language, values, own, business, canReply, facts } = composing;
  const words = { ...defaultTexts[language][event].email, ...own?.email };
  const full = { ...usualValues[language], ...values };
  const review = full.review_link;
  return composeEmail({
    language,
    subject: fill(words.subject, full),
    greeting: isForCustomer(event) ? full.first_name : undefined,
    body: fill(words.body, full),
    button: { words: fill(words.button, full), url: full[linkOf(event)] ?? "" },
    ...(review === undefined || words.review_button === undefined
      ? {}
      : { review: { words: words.review_button, url: review } }),
    facts,
    canReply,
    business,
  });
};

/** What a text says if a value is missing. */
const usualValues: Record<Language, Values & { first_name: string }> = {
  en: { first_name: "there", window: "any time", crew: "Our crew" },
  es: { first_name: "cliente", window: "a cualquier hora", crew: "Nuestro equipo" },
};

/** The longest values of a text, in characters. A longer one ends with three dots. */
const longest: Partial<Record<Variable, number>> = { business: 20, first_name: 12, unit: 22, reason: 28, excerpt: 60 };

const shortened = (values: Values, language: Language): Values => {
  const full: Values = { ...usualValues[language], ...values };
  for (const [name, most] of Object.entries(longest) as [Variable, number][]) {
    const letters = Array.from(full[name] ?? "");
    if (letters.length > most)
      full[name] = `${letters
        .slice(0, most - 3)
        .join("")
        .trimEnd()}...`;
  }
  return full;
};
