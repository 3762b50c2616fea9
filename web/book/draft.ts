import type { BookingInput, Catalog, Problem } from "../../http/client.ts";
import { windowOf } from "../shared/free-days.ts";
import type { KeyedRequest } from "../shared/keyed-request.ts";
import * as book from "#message/book.ts";

/** What a customer has entered so far. A reload keeps it, except for the accepted terms. */
export interface Draft {
  /** When the form was first shown, in milliseconds since the Unix epoch. */
  started_at: number;
  /** By the name of the control. An empty `day` means any day. `items.<id>` holds a count. */
  fields: Record<string, string>;
  /** The first section that is not folded. */
  step: Step;
  /** The booking that was last sent. A retry sends it again under the same key. */
  sent: KeyedRequest<BookingInput> | null;
}

/** The sections: 0 asks what, 1 asks when, 2 asks where and who. */
export type Step = 0 | 1 | 2;
export type Service = Catalog["services"][number];

export const newDraft = (now: number): Draft => ({ started_at: now, fields: {}, step: 0, sent: null });

/** Returns the stored draft, or null if the stored value is something else. */
export const readDraft = (kept: unknown): Draft | null =>
  typeof kept === "object" && kept !== null && "fields" in kept && "started_at" in kept ? (kept as Draft) : null;

export const serviceOf = (catalog: Catalog | null, fields: Draft["fields"]): Service | undefined =>
  catalog?.services.find((service) => service.id === fields["service"]);

/** The chosen items of this service. Counts of another service stay in the draft, but do not show. */
export const itemsOf = (service: Service, fields: Draft["fields"]): { id: string; quantity: number }[] =>
  service.items
    .map(({ id }) => ({ id, quantity: Number(fields[`items.${id}`] ?? 0) }))
    .filter(({ quantity }) => quantity > 0);

/** True if a section has all its answers. */
export const isDone = (step: Step, service: Service | undefined, fields: Draft["fields"]): boolean => {
  if (service === undefined) return false;
  if (step === 0) return service.price.kind === "flat" || itemsOf(service, fields).length > 0;
  return step === 1 && (anyDay(service, fields) || Boolean(fields["day"] && fields["window"]));
};

export const anyDay = (service: Service, fields: Draft["fields"]): boolean =>
  !service.needs_window && fields["day"] === "";

export const bookingOf = (
  service: Service,
  draft: Draft,
  quote: string | undefined,
  now: number,
  seen: BookingInput["seen"],
): BookingInput => {
  const { fields } = draft;
  const text = (name: string) => fields[name]?.trim() || undefined;
  const window = windowOf(fields["window"] ?? "");
  const items = itemsOf(service, fields);
  // An empty field is undefined, so JSON leaves it out.
  return {
    service: service.id,
    ...(fields["day"] && window ? { day: fields["day"], window } : {}),
    ...(items.length > 0 ? { items } : {}),
    quote,
    customer: { name: text("customer.name") ?? "", phone: text("customer.phone"), email: text("customer.email") },
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

/** The section of a control, by the control's name. */
export const stepOf = (name: string): Step =>
  name === "service" || name.startsWith("items") ? 0 : name === "day" || name === "window" ? 1 : 2;

/** The control's name of a JSON pointer: `/customer/phone` → `customer.phone`, `/items/1/quantity` → `items.<id>` of item 1. */
export const controlOf = (pointer: string, items: { id: string }[]): string => {
  const [head = "", index = "", ...rest] = pointer.slice(1).split("/");
  if (head === "items") return items[Number(index)] ? `items.${items[Number(index)]?.id}` : "items";
  if (head === "postal_code") return "location.postal_code"; // the name in a quote request
  return head === "window" || index === "" ? head : [head, index, ...rest].join(".");
};

/** The text inputs of the last section. */
const typedControls = /^(?:location\.(?:street|city|state|postal_code|notes)|customer\.(?:name|phone|email))$/;

/** The errors of a problem: those of controls on this page, by name, and the texts of all `others`. */
export const fieldErrors = (
  problem: Problem | null,
  service: Service | undefined,
  fields: Draft["fields"],
): { errors: Record<string, string>; others: string[] } => {
  const items = service ? itemsOf(service, fields) : [];
  const errors: Record<string, string> = {};
  const others: string[] = [];
  for (const { field, message } of problem?.errors ?? []) {
    const name = controlOf(field, items);
    if (stepOf(name) < 2 || name === "terms_accepted" || typedControls.test(name))
      errors[name] = name in errors ? `${errors[name]} ${message}` : message;
    else others.push(message);
  }
  if (problem?.code === "outside_service_area") errors["location.postal_code"] = book.outside;
  return { errors, others };
};
