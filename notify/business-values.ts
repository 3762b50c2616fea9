import type { Language } from "../domain/message/language.ts";
import { sampleValues } from "./sample-values.ts";
import type { Values } from "./variable.ts";

/** Invented values for previews and test messages, with the business's own name, phone, links and review page. */
export const businessValues = (
  language: Language,
  { name, phone, site, dashboard, reviewLink }: BusinessFacts,
): Required<Values> => {
  const usual = sampleValues[language];
  const page = language === "es" ? "/es/track/" : "/track/";
  return {
    ...usual,
    business: name,
    phone: phone ?? usual.phone,
    // As long as a real link, because its length decides how many segments a text has.
    link: `${site}${page}#${"0123456789abcdef".repeat(2)}`,
    job_link: `${dashboard}/jobs/261130-7K3Q`,
    inbox_link: `${dashboard}/inbox`,
    outbox_link: `${dashboard}/outbox`,
    review_link: reviewLink ?? usual.review_link,
  };
};

export interface BusinessFacts {
  name: string;
  /** As people write it. */
  phone: string | null;
  site: string;
  dashboard: string;
  reviewLink: string | null;
}

/** The facts below an email, with invented values. */
export const sampleFacts = (language: Language): [label: string, value: string][] => {
  const { day, window, address, service, total } = sampleValues[language];
  const labels = language === "en" ? ["When", "Where", "What", "Price"] : ["Cuándo", "Dónde", "Qué", "Precio"];
  return [`${day}, ${window}`, address, service, total].map((value, at) => [labels[at] ?? "", value]);
};
