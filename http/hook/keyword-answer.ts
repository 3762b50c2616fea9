import type { MessageSettings } from "../../domain/message/message-settings.ts";
import { phoneText } from "../../domain/phone.ts";
import type { Settings } from "../../domain/settings.ts";
import { sizeOf } from "../../notify/text-size.ts";
import type { Keyword } from "../../notify/keyword.ts";

/**
 * The one text that carriers expect after a keyword. Null if the provider sends its own. English and Spanish, because the
 * words of a keyword do not say which language the customer reads.
 */
export const keywordAnswer = (
  keyword: Keyword | null,
  id: string,
  { business }: Settings,
  { keywords_by_provider, short_name }: MessageSettings,
  site: string,
): { id: string; text: string; segments: number } | null => {
  if (keyword === null || keywords_by_provider) return null;
  const name = short_name ?? business.name;
  const phone = business.phone === null ? "" : phoneText(business.phone);
  const text = words[keyword]({ name, phone, site: new URL(site).host });
  return { id: `${id}-answer`, text, segments: sizeOf(text).segments };
};

interface Names {
  name: string;
  phone: string;
  site: string;
}

const words: Record<Keyword, (names: Names) => string> = {
  stop: ({ name, phone }) =>
    `${name}: You won't get more texts from us.${phone === "" ? "" : ` Questions? Call ${phone}.`}`,
  start: ({ name }) => `${name}: You get texts about your job again. Reply STOP to opt out.`,
  help: ({ name, phone, site }) =>
    `${name}: For help ${phone === "" ? "" : `call ${phone} or `}see ${site}. Reply STOP to opt out.`,
};
