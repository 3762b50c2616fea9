import { dayIn } from "../domain/day.ts";
import type { Job, Visit } from "../domain/job.ts";
import type { Facts, MessageEvent, MessageVisit } from "../domain/message/event.ts";
import type { Language } from "../domain/message/language.ts";
import type { MessageSettings } from "../domain/message/message-settings.ts";
import { phoneText } from "../domain/phone.ts";
import { plannedEnd, type RentalPeriod } from "../domain/rental/rental-period.ts";
import { periodOut } from "../domain/rental/settle-rental.ts";
import type { Settings } from "../domain/settings.ts";
import type { ContentOf } from "./content.ts";
import { phrases, type Phrases } from "./phrases.ts";
import { isForCustomer, type Values } from "./variable.ts";
import { wordsIn, type MessageWords } from "./words.ts";

/** What a message is about. */
export interface MessageSubject {
  event: MessageEvent;
  job: Job;
  visit: MessageVisit | null;
  facts?: Facts;
  language: Language;
  settings: Settings;
  messages: Pick<MessageSettings, "review_link">;
  /** The public addresses, for links. */
  urls: { site: string; dashboard: string };
  now: number;
}

/** Reads the content of messages with links to these addresses. */
export const contentWith =
  (urls: () => MessageSubject["urls"]): ContentOf =>
  ({ entry, ...about }) => {
    const { event, visit, facts } = entry;
    const subject = { ...about, event, visit, ...(facts === undefined ? {} : { facts }), urls: urls() };
    return { values: valuesOf(subject), facts: factsOf(subject) };
  };

/** Returns the values of an event's templates, from the newest job and what its message kept. */
export const valuesOf = (subject: MessageSubject): Values => {
  const { event, job, language, settings, urls } = subject;
  const words = wordsIn(language, { zone: settings.business.time_zone, locale: settings.business.locale });
  const context: Context = { ...subject, words, said: phrases[language] };
  const { name, phone } = settings.business;
  return withoutEmpty({
    business: name,
    phone: phone === null ? undefined : phoneText(phone),
    service: job.service.name,
    address: job.location.street,
    ...visitValues(context),
    ...rentalValues(context),
    ...moneyValues(context),
    ...(isForCustomer(event) ? customerValues(context) : officeValues(context, urls.dashboard)),
  });
};

/** Returns when, where, what and at which price, for the foot of an email. */
export const factsOf = (subject: MessageSubject): [label: string, value: string][] => {
  const { job, language } = subject;
  const { labels } = phrases[language];
  const { day, window, total } = valuesOf(subject);
  const { street, city } = job.location;
  const rows: [string, string | undefined][] = [
    [labels.when, day === undefined ? undefined : `${day}, ${window ?? ""}`],
    [labels.where, [street, city].filter((part) => part !== "").join(", ")],
    [labels.what, [job.service.name, ...job.items.map(itemText)].join(", ")],
    [labels.price, total],
  ];
  return rows.flatMap(([label, value]) => (value === undefined || value === "" ? [] : [[label, value]]));
};

interface Context extends MessageSubject {
  words: MessageWords;
  said: Phrases;
}

const itemText = ({ label, quantity }: Job["items"][number]): string =>
  quantity === 1 ? label : `${label} x ${quantity}`;

const customerValues = ({ job, language, messages, urls, event }: Context): Values => ({
  link: job.link === "live" ? trackingLink(urls.site, job.tracking_token, language) : undefined,
  first_name: job.customer?.name.trim().split(/\s+/u)[0],
  ...(messages.review_link === null || event !== "completed"
    ? {}
    : { review_link: messages.review_link, review: "yes" }),
});

/** A customer who reads Spanish gets the Spanish page. */
export const trackingLink = (site: string, token: string, language: Language): string =>
  `${site}${language === "es" ? "/es" : ""}/track/#${token}`;

const officeValues = ({ job, facts = {}, said }: Context, dashboard: string): Values => ({
  customer: job.customer?.name || said.someone,
  city: job.location.city,
  action: said.action[facts["action"] as keyof Phrases["action"]] ?? textOf(facts["action"]),
  excerpt: textOf(facts["excerpt"]),
  count: textOf(facts["count"]),
  error: textOf(facts["error"]),
  job_link: `${dashboard}/jobs/${job.id}`,
  inbox_link: `${dashboard}/inbox`,
  outbox_link: `${dashboard}/outbox`,
});

const textOf = (fact: Facts[string] | undefined): string | undefined =>
  fact === undefined || fact === null ? undefined : String(fact);

const visitValues = ({ job, visit, words, said, settings, now, event }: Context): Values => {
  const present = job.visits.find(({ id }) => id === visit?.id);
  const day = visit?.day ?? null;
  return {
    // A job without a day is named by its work.
    day: day === null ? (event === "cancelled" ? job.service.name : undefined) : words.day(day),
    relative_day: day === null ? undefined : words.relativeDay(day, dayIn(settings.business.time_zone, now)),
    window: day === null ? undefined : words.window(visit?.window ?? null),
    crew: crewName(present, settings, said),
    eta: present?.arrival_estimate === undefined ? undefined : words.time(present.arrival_estimate),
    reason: present?.attempt === undefined ? undefined : said.attempt[present.attempt.code],
  };
};

/** A crew that has a person's name is that person's; any other is ours, which the template says by itself. */
const crewName = (visit: Visit | undefined, { crews }: Settings, said: Phrases): string | undefined => {
  const [first = "", second = ""] = (crews.find(({ id }) => id === visit?.crew)?.name ?? "").split(" ");
  const isNumbered = first === "" || /^(crew|team|truck|van|#?\d+)$/iu.test(first) || /^#?\d+$/u.test(second);
  return isNumbered ? undefined : said.crewOf(first);
};

const rentalValues = ({ job, facts = {}, words, event, settings, now }: Context): Values => {
  const { rental } = job;
  if (rental === undefined) return {};
  const period = job.equipment?.find(({ id }) => id === facts["period"]) ?? onSite(job);
  const end = period === undefined ? undefined : plannedEnd(period, rental.count_delivery_day);
  const currency = job.pricing.currency;
  const overdue = Number(facts["overdue_days"] ?? 0);
  const isDue = event === "rental_due" || event === "rental_overdue";
  return {
    unit: job.service.name,
    due_day: end === undefined ? undefined : words.day(end),
    extra_day: words.money(rental.extra_day_cents, currency),
    extra_total: words.money(rental.extra_day_cents * overdue, currency),
    ...(isDue && end !== undefined
      ? { relative_day: words.relativeDay(end, dayIn(settings.business.time_zone, now)) }
      : {}),
  };
};

const onSite = (job: Job): RentalPeriod | undefined => periodOut(job) ?? job.equipment?.at(-1);

const moneyValues = ({ job, words, event }: Context): Values => {
  const { pricing, quote } = job;
  const { currency, estimate, pending } = pricing;
  const money = (cents: number) => words.money(cents, currency);
  const present =
    estimate === null || pricing.state !== "estimate"
      ? money(pricing.total_cents)
      : `${money(estimate.low_cents)}-${money(estimate.high_cents)}`;
  const total = event === "price_waiting" && pending !== null ? money(pending.total_cents) : present;
  return {
    total: pricing.state === "unpriced" ? undefined : total,
    amount: pricing.deposit_cents === 0 ? undefined : money(pricing.deposit_cents),
    expires: quote === undefined ? undefined : words.day(quote.valid_until),
  };
};

const withoutEmpty = (values: Record<string, string | undefined>): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ""));
