import { readAddress } from "../../../domain/address.ts";
import { DomainError } from "../../../domain/domain-error.ts";
import { recordOf } from "../../../domain/field-table.ts";
import { jobTexts, type JobText } from "../../../domain/job-text.ts";
import { priceJob } from "../../../domain/price/price-job.ts";
import type { Price } from "../../../domain/price/pricing.ts";
import { priceBookOf } from "../../../domain/settings.ts";
import type { JobInput, Settings } from "../../../http/api-client.ts";
import * as message from "#message/new-job.ts";
import * as staff from "#message/staff.ts";
import { dayAfter } from "../../shared/format.ts";
import { readWhen } from "../job/job-draft.ts";
import { contactInput, type ContactValues } from "../form/contact-choice.ts";
import { readMoney, writeMoney } from "../form/money-text.ts";

/** The form of a new job, as the values of its controls. The tab stores it over a reload. */
export interface NewJob extends Record<JobText, string>, ContactValues {
  service: string;
  /** The typed quantity of each item, by item id. */
  items: Record<string, string>;
  /** The choice groups that the customer cannot decide. */
  not_sure: string[];
  /** As in `job-draft.ts`: day and window, a day alone, or empty. A rental is dropped off then. */
  when: string;
  /** The days of a rental; empty for the included days. */
  days: string;
  /** When a rental is picked up; empty until the customer says when. */
  pickup: string;
  /** The unit that a rental gets; empty to choose it at the drop-off. */
  unit: string;
  /** The id and the name of the known customer that the form was filled from; empty for none. */
  customer: string;
  customerName: string;
  name: string;
  phone: string;
  email: string;
  /** The address in one line. Once it can be parsed, its parts fill the fields below. */
  address: string;
  street: string;
  city: string;
  state: string;
  postal_code: string;
  access: string;
  /** In major units; empty to use the price list. */
  price: string;
  crew: string;
  /** True to send the price as a quote, which holds no time. Without a price it begins as a request. */
  as_quote: boolean;
  /** The work of a quote, as the customer described it. */
  description: string;
}

export const emptyJob = (settings: Settings): NewJob => ({
  service: settings.services.find(({ active }) => active)?.id ?? "",
  items: {},
  not_sure: [],
  when: "",
  days: "",
  pickup: "",
  unit: "",
  customer: "",
  customerName: "",
  name: "",
  phone: "",
  email: "",
  contact_by: "",
  language: settings.business.language,
  text_consent: "",
  address: "",
  street: "",
  city: "",
  state: "",
  postal_code: "",
  access: "",
  price: "",
  crew: "",
  as_quote: false,
  description: "",
  ...recordOf(jobTexts, () => ""),
});

/** True if the form has typed values. */
export const isBegun = (draft: NewJob): boolean => {
  const { items, name, phone, email, address, street, city, access, price } = draft;
  const texts = [name, phone, email, address, street, city, access, price, ...jobTexts.map((text) => draft[text])];
  return Object.values(items).some((text) => text !== "" && text !== "0") || texts.some((text) => text.trim() !== "");
};

/** The draft with another address line. The parts change only if the line can be parsed. */
export const withAddress = (draft: NewJob, address: string): NewJob => {
  const read = readAddress(address);
  if (read === null) return { ...draft, address };
  const { street, city, state = "", postal_code } = read;
  return { ...draft, address, street, city, state, postal_code };
};

type Service = Settings["services"][number];

export const serviceOf = (draft: NewJob, settings: Settings): Service | undefined =>
  settings.services.find(({ id, active }) => active && id === draft.service);

/** All options of a service, in the order of its groups. */
const optionsOf = (service: Service) => service.groups.flatMap(({ options }) => options);

const chosenItems = (draft: NewJob, service: Service) =>
  optionsOf(service).flatMap((item) => {
    const quantity = Number((draft.items[item.id] ?? "").replace(",", "."));
    return Number.isFinite(quantity) && quantity > 0 ? [{ ...item, quantity }] : [];
  });

/** The price in cents as the server will compute it; null while it is unknown. Of a range, its low end. */
export const priceOf = (draft: NewJob, settings: Settings): number | null => {
  const { currency, locale } = settings.business;
  if (draft.price.trim() !== "") return readMoney(draft.price, currency, locale);
  return listPriceOf(draft, settings)?.total_cents ?? null;
};

/** The price by the price book, with its lines; null while it is unknown. */
export const listPriceOf = (draft: NewJob, settings: Settings): Price | null => {
  const service = serviceOf(draft, settings);
  if (service === undefined) return null;
  const items = chosenItems(draft, service);
  const days = daysOf(draft, service);
  try {
    const request = {
      items: items.map(({ id, quantity }) => ({ id, quantity })),
      not_sure: draft.not_sure,
      ...(days === null ? {} : { days }),
    };
    const where = { postal_code: draft.postal_code.trim() || null, day: readWhen(draft.when).day };
    return priceJob(priceBookOf(settings), service, { ...request, ...where });
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
};

/** The days of a rental: what was typed, else the included days; null for a service that rents nothing out. */
export const daysOf = (draft: NewJob, { rental }: Pick<Service, "rental">): number | null => {
  if (rental === null) return null;
  const typed = Number(draft.days);
  return draft.days.trim() === "" || !Number.isInteger(typed) ? rental.included_days : typed;
};

/** The last paid day of a rental; null without a drop-off day. */
export const dueDayOf = (draft: NewJob, service: Pick<Service, "rental">): string | null => {
  const { day } = readWhen(draft.when);
  const days = daysOf(draft, service);
  if (day === null || days === null) return null;
  return dayAfter(day, service.rental?.count_delivery_day === true ? days - 1 : days);
};

/** The errors that the page can find itself, by JSON path. */
export const missingIn = (draft: NewJob, settings: Settings): Record<string, string> => {
  const { currency, locale } = settings.business;
  const wrong: Record<string, string> = {};
  if (serviceOf(draft, settings) === undefined) wrong["service"] = message.neededService;
  if (draft.name.trim() === "") wrong["customer.name"] = staff.nameNeeded;
  if (draft.price.trim() !== "" && readMoney(draft.price, currency, locale) === null) {
    wrong["pricing.amount_cents"] = message.priceWrong(writeMoney(14_950, currency, locale));
  } else if (priceOf(draft, settings) === null) {
    // A request has no price yet, so the office needs to know the work.
    if (!isQuote(draft, settings)) wrong["items"] = message.neededItems;
    else if (draft.description.trim() === "") wrong["description"] = message.neededDescription;
  }
  if ([draft.street, draft.city, draft.postal_code].some((text) => text.trim() === "")) {
    wrong["location.street"] = message.addressUnread;
  }
  return wrong;
};

/** True for a job that holds no time until the customer approves: the office chose that, or the service has no price. */
export const isQuote = (draft: NewJob, settings: Settings): boolean =>
  draft.as_quote || (serviceOf(draft, settings)?.price.kind === "quote" && draft.price.trim() === "");

export const inputOf = (draft: NewJob, settings: Settings): JobInput => {
  const { currency, locale } = settings.business;
  const service = serviceOf(draft, settings);
  const items = service === undefined ? [] : chosenItems(draft, service).map(({ id, quantity }) => ({ id, quantity }));
  const quoted = isQuote(draft, settings);
  const { day, window } = quoted ? { day: null, window: null } : readWhen(draft.when);
  const days = service === undefined ? null : daysOf(draft, service);
  const amount = draft.price.trim() === "" ? null : readMoney(draft.price, currency, locale);
  const given = (name: string, text: string) => (text.trim() === "" ? {} : { [name]: text });
  return {
    service: draft.service,
    ...(items.length === 0 ? {} : { items }),
    ...(draft.not_sure.length === 0 ? {} : { not_sure: draft.not_sure }),
    ...(days === null || draft.days.trim() === "" ? {} : { days }),
    ...(day === null ? {} : { day }),
    ...(window === null ? {} : { window }),
    customer: {
      ...given("id", draft.customer),
      name: draft.name,
      ...given("phone", draft.phone),
      ...given("email", draft.email),
      // What the office left alone is not sent, so the server's own rule holds.
      ...contactInput({
        contact_by: draft.contact_by,
        language: draft.language === settings.business.language ? undefined : draft.language,
        text_consent: draft.text_consent === "yes" ? "yes" : undefined,
      }),
    },
    location: {
      street: draft.street,
      city: draft.city,
      postal_code: draft.postal_code,
      ...given("state", draft.state),
      ...given("notes", draft.access),
    },
    ...(amount === null ? {} : { pricing: { kind: "flat" as const, amount_cents: amount, currency } }),
    ...(draft.crew === "" || quoted ? {} : { crew: draft.crew }),
    ...(draft.unit === "" || quoted ? {} : { unit: draft.unit }),
    ...(quoted ? { as_quote: true, ...given("description", draft.description) } : {}),
    ...recordOf(jobTexts, (name) => (draft[name].trim() === "" ? undefined : draft[name])),
  };
};
