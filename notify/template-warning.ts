import type { MessageEvent } from "../domain/message/event.ts";
import type { Language } from "../domain/message/language.ts";
import { defaultTexts } from "./default-text.ts";
import { sizeOf, type TextSize } from "./text-size.ts";

/** What a person should know about the words of a text. Each may be saved anyway. */
export interface TemplateWarning {
  code: "segments" | "special_letters" | "reply_word" | "no_link" | "no_stop" | "short_link";
  detail: string;
}

export const templateWarnings = (
  { event, language }: { event: MessageEvent; language: Language },
  text: string,
  { segments, encoding }: TextSize,
  template: string | undefined,
): TemplateWarning[] => {
  const warnings: TemplateWarning[] = [];
  if (segments > 1)
    warnings.push({
      code: "segments",
      detail: `${segments} segments: each of these texts costs ${segments} times as much.`,
    });
  if (encoding === "UCS-2")
    warnings.push({
      code: "special_letters",
      detail: `${specialLetters(text)} leaves room for 70 characters in a segment instead of 160.`,
    });
  const word = carrierWord.exec(text)?.[1];
  if (word !== undefined)
    warnings.push({
      code: "reply_word",
      detail: `Carriers read the answer ${word.toUpperCase()} as a wish to stop or start texts. Ask for another word.`,
    });
  if (shortener.test(text))
    warnings.push({ code: "short_link", detail: "Carriers block texts with shortened links. Use {{link}}." });
  const usual = defaultTexts[language][event].text ?? "";
  if (template === undefined) return warnings;
  if (usual.includes("{{link}}") && !template.includes("{{link}}"))
    warnings.push({ code: "no_link", detail: "Without {{link}} the customer cannot open their page." });
  if (event === "booked" && !/\bSTOP\b/.test(template))
    warnings.push({ code: "no_stop", detail: "The first text must say how to stop: Reply STOP to end." });
  return warnings;
};

/** The letters that GSM-7 does not have, at most five. */
const specialLetters = (text: string): string => {
  const letters = [...new Set(text)].filter((letter) => sizeOf(letter).encoding === "UCS-2");
  return letters.slice(0, 5).join(" ");
};

const carrierWord =
  /\b(?:reply|text|answer|responda|envíe|envie|conteste)\s+(?:with\s+|con\s+)?["'“]?(cancel|end|quit|yes|cancelar|alto|parar)\b/i;
const shortener = /\bhttps?:\/\/(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|is\.gd|buff\.ly)\b/i;
