import type { BookingInput, Catalog } from "../../http/client.ts";
import { windowOf } from "../shared/free-days.ts";
import type { Draft } from "./draft.ts";
import { contactControl } from "./control.ts";
import { preferredOf } from "./preferred.ts";
import { daysOf, isQuote, itemsOf, notSureOf, type Service } from "./service.ts";

/** The booking that the draft describes. An empty field is undefined, so JSON leaves it out. */
export const bookingOf = (
  service: Service,
  draft: Draft,
  quote: string | undefined,
  now: number,
  seen: BookingInput["seen"],
  contact: ContactChoice = {},
): BookingInput => {
  const { fields } = draft;
  const text = (name: string) => fields[name]?.trim() || undefined;
  return {
    service: service.id,
    ...(isQuote(service) ? requestOf(fields) : workOf(service, fields)),
    quote: isQuote(service) ? undefined : quote,
    customer: {
      name: text("customer.name") ?? "",
      phone: text("customer.phone"),
      email: text("customer.email"),
      ...contact,
    },
    location: {
      street: text("location.street") ?? "",
      city: text("location.city") ?? "",
      state: text("location.state"),
      postal_code: text("location.postal_code") ?? "",
      notes: text("location.notes"),
    },
    terms_accepted: true,
    seen,
    website: fields["website"] || undefined,
    filled_in_ms: Math.max(0, now - draft.started_at),
  };
};

type ContactChoice = Pick<BookingInput["customer"], "contact_by" | "text_consent" | "language">;

/**
 * How the customer wants to hear from the business, and in which language. Choosing texts is the yes to them, so it counts only
 * where the page shows what the customer agrees to. A language without messages is left out.
 */
export const contactChoice = (catalog: Catalog | null, fields: Draft["fields"], preferred: string): ContactChoice => {
  const language = catalog?.languages.find((one) => one === preferred.slice(0, 2).toLowerCase());
  const chosen = catalog?.consent ? fields[contactControl] : undefined;
  return {
    ...(chosen === "text" ? { contact_by: "text", text_consent: true } : {}),
    ...(chosen === "email" ? { contact_by: "email" } : {}),
    ...(language === undefined ? {} : { language }),
  };
};

const workOf = (service: Service, fields: Draft["fields"]) => {
  const window = windowOf(fields["window"] ?? "");
  return {
    ...(fields["day"] && window ? { day: fields["day"], window } : {}),
    ...choicesOf(service, fields),
  };
};

/** What the price depends on, apart from the day and the address. A list without entries is left out. */
export const choicesOf = (service: Service, fields: Draft["fields"]) => {
  const [items, notSure, days] = [itemsOf(service, fields), notSureOf(service, fields), daysOf(service, fields)];
  return {
    ...(items.length > 0 ? { items } : {}),
    ...(notSure.length > 0 ? { not_sure: notSure } : {}),
    ...(days === null ? {} : { days }),
  };
};

/** What a customer asks a quote for: the work in words, and the times that would suit. */
const requestOf = (fields: Draft["fields"]) => {
  const preferred = preferredOf(fields);
  return {
    description: fields["description"]?.trim() ?? "",
    ...(preferred.length > 0 ? { preferred } : {}),
  };
};
