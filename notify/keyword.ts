import { fold } from "../domain/fold.ts";

/** What a text asks the sender of texts to do. Carriers act on the single words themselves. */
export type Keyword = "stop" | "start" | "help";

const stopWords = [
  "stop",
  "stopall",
  "unsubscribe",
  "cancel",
  "end",
  "quit",
  "revoke",
  "optout",
  "opt out",
  "alto",
  "parar",
  "cancelar",
  "no mas",
];
const startWords = ["start", "yes", "unstop"];
const helpWords = ["help", "info", "ayuda"];

const words = new Map<string, Keyword>([
  ...stopWords.map((word) => [word, "stop"] as const),
  ...startWords.map((word) => [word, "start"] as const),
  ...helpWords.map((word) => [word, "help"] as const),
]);

/** Returns the keyword that a whole text is, in any case and with punctuation; null for any other text. */
export const keywordOf = (text: string): Keyword | null => words.get(plain(text)) ?? null;

/** True for a keyword that may also mean the job: the office asks whether to cancel it. */
export const mayMeanTheJob = (text: string): boolean => ["cancel", "cancelar"].includes(plain(text));

/**
 * True for a sentence that seems to ask for no more texts, such as "please stop texting me". It stops texts immediately, and the
 * office can take that back.
 */
export const seemsToAskToStop = (text: string): boolean => sentences.some((sentence) => sentence.test(plain(text)));

const sentences = [
  /\b(?:stop|quit) (?:texting|messaging|sending|contacting|calling)\b/,
  /\b(?:do not|don t|dont|never) (?:text|message|contact) me\b/,
  /\b(?:please|pls) stop\b|^stop please$/,
  /\b(?:remove|take) (?:me|my number) (?:from|off)\b/,
  /\bno more (?:texts|messages)\b/,
  /\bunsubscribe me\b/,
  /\bno me (?:manden|mande|envien|envie|escriban|escriba)\b/,
  /\b(?:deje|dejen) de (?:mandar|mandarme|enviar|enviarme|escribir|escribirme)\b/,
  /\bno (?:quiero|mas) (?:mas )?mensajes\b/,
];

/** Folded, with each run of other characters than letters and digits as one space. */
const plain = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
