import type { Language } from "../domain/message/language.ts";
import { english } from "./text/en.ts";
import { spanish } from "./text/es.ts";
import type { MessageEvent } from "../domain/message/event.ts";

/** The words of one event. Owners may replace each of them, so they are templates. */
export interface EventText {
  /** Null if no template is used: a reply is sent as the person wrote it. */
  text: string | null;
  email: {
    subject: string;
    /** Plain text. An empty line begins a paragraph. */
    body: string;
    /** The words of the link to the page. */
    button: string;
    /** The words of the link to the owner's review page. */
    review_button?: string;
  };
}

export type DefaultTexts = Readonly<Record<MessageEvent, EventText>>;

export const defaultTexts: Readonly<Record<Language, DefaultTexts>> = { en: english, es: spanish };
