import { cleanText } from "../../domain/text.ts";
import type { Keyword } from "../keyword.ts";

/** A text that reached the business's number. */
export interface IncomingText {
  /** The provider's id. A repeated call has the same one. */
  id: string;
  from: string;
  text: string;
  /** Pictures that came with it. They are not fetched. */
  photos: number;
  /** The keyword that the provider itself acted on. */
  keyword: Keyword | null;
}

/** Reads a text from the fields of a signed call. Null if it does not come from a phone number, so no reply can reach it. */
export const readIncomingText = (fieldOf: (name: string) => string | null): IncomingText | null => {
  const id = fieldOf("MessageSid") ?? fieldOf("SmsMessageSid") ?? "";
  const from = fieldOf("From") ?? "";
  if (!idShape.test(id) || !phoneShape.test(from)) return null;
  return {
    id,
    from,
    text: Array.from(cleanText(fieldOf("Body") ?? ""))
      .slice(0, longest)
      .join(""),
    photos: countOf(fieldOf("NumMedia")),
    keyword: keywords.get((fieldOf("OptOutType") ?? "").toUpperCase()) ?? null,
  };
};

/** What became of a text that the business sent. */
export interface TextReport {
  state: "sent" | "delivered" | "undelivered" | "failed";
  provider_id: string;
  code: string | null;
}

/** Reads a report. Null for a state that says nothing new, such as `queued`, and for a call that is not a report. */
export const readTextReport = (fieldOf: (name: string) => string | null): TextReport | null => {
  const provider_id = fieldOf("MessageSid") ?? fieldOf("SmsSid") ?? "";
  const state = states.get(fieldOf("MessageStatus") ?? fieldOf("SmsStatus") ?? "");
  if (state === undefined || !idShape.test(provider_id)) return null;
  const code = fieldOf("ErrorCode") ?? "";
  return { state, provider_id, code: /^\d{3,6}$/.test(code) ? code : null };
};

const idShape = /^[A-Za-z0-9]{2,64}$/;
const phoneShape = /^\+[1-9]\d{6,14}$/;
/** The longest text that the provider carries. */
const longest = 1_600;

const countOf = (text: string | null): number => (/^\d{1,2}$/.test(text ?? "") ? Number(text) : 0);

const keywords = new Map<string, Keyword>([
  ["STOP", "stop"],
  ["START", "start"],
  ["HELP", "help"],
]);

const states = new Map<string, TextReport["state"]>([
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["undelivered", "undelivered"],
  ["failed", "failed"],
]);
