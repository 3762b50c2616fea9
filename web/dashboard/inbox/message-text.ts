import * as clock from "#message/clock.ts";
import * as message from "#message/inbox.ts";
import { dayAfter, type Format } from "../../shared/format.ts";
import type { Message } from "./conversation.ts";

/** A day with its messages, oldest first. */
export interface ThreadDay {
  day: string;
  /** `Today`, `Yesterday`, `Mon, Nov 30` */
  label: string;
  messages: Message[];
}

/** Groups the messages of a thread by the business's calendar day. */
export const daysOf = (messages: readonly Message[], format: Format, now: number): ThreadDay[] => {
  const days: ThreadDay[] = [];
  for (const one of messages) {
    const day = format.dayOf(Date.parse(one.at));
    const last = days.at(-1);
    if (last?.day === day) last.messages.push(one);
    else days.push({ day, label: dayLabel(day, format, now), messages: [one] });
  }
  return days;
};

const dayLabel = (day: string, format: Format, now: number): string => {
  const today = format.dayOf(now);
  if (day === today) return clock.today;
  return day === dayAfter(today, -1) ? clock.yesterday : format.day(day);
};

/** True for a message that the system wrote by itself. */
export const isAutomatic = ({ dir, by }: Pick<Message, "dir" | "by">): boolean => dir === "out" && by.kind === "system";

/** What stands in the bubble: the words, else how many photos came, else what the message is about. */
export const bodyOf = ({ text, photos, event, subject }: Message): string =>
  text || (photos === undefined ? subject || eventText(event) : message.photos(photos));

/** The name of an event on the screen; empty for none. */
export const eventText = (event: string | undefined): string =>
  event === undefined ? "" : (message.events[event] ?? event);

/** Who wrote it, how and when: `Mark · text · 8:44 AM`. */
export const sourceText = (one: Message, name: string, format: Format): string => {
  const who = one.dir === "in" ? name : isAutomatic(one) ? message.automatic : one.by.name;
  return [who, message.vias[one.via], format.time(Date.parse(one.at))].filter(Boolean).join(" · ");
};

/** What became of a message, in words: `Not delivered: landline, so texts don’t arrive`. Empty for a received one. */
export const stateText = ({ dir, state, code }: Pick<Message, "dir" | "state" | "code">): string => {
  if (dir === "in") return "";
  const word = message.states[state];
  return code !== undefined && isTrouble(state) ? message.stateWhy(word, codeText(code)) : word;
};

/** Why the customer did not get a message, in words. */
export const codeText = (code: string): string => message.codes[code] ?? message.codeOther(code);

/** True for a message that the customer did not get. */
export const isTrouble = (state: Message["state"]): boolean =>
  state === "parked" || state === "failed" || state === "undelivered";

/** When a conversation last changed, as short as the list needs: `10:33 AM`, `Wed`, `Nov 20`. */
export const ageText = (at: string, format: Format, now: number): string => {
  const instant = Date.parse(at);
  const [day, today] = [format.dayOf(instant), format.dayOf(now)];
  if (day === today) return format.time(instant);
  return day > dayAfter(today, -7) ? format.weekday(day) : format.date(day);
};
