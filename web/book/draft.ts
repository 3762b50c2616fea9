import type { BookingInput, Catalog } from "../../http/client.ts";
import { isServed } from "../../domain/postal-code.ts";
import type { KeyedRequest } from "../shared/keyed-request.ts";
import { notSure } from "../shared/load/not-sure.ts";
import { choiceName, isQuote, itemsOf, type Fields, type Service } from "./service.ts";

/** What a customer has entered so far. A reload keeps it, except for the accepted terms. */
export interface Draft {
  /** The form that it was entered in. A form with other sections reads the answers, and starts at the first section. */
  form: typeof form;
  /** When the form was first shown, in milliseconds since the Unix epoch. */
  started_at: number;
  /** An empty `day` means any day. `items.<id>` holds a count, `choice.<group>` the id of an option. */
  fields: Fields;
  /** The first section that is not folded. */
  step: Step;
  /** The booking that was last sent. A retry sends it again under the same key. */
  sent: KeyedRequest<BookingInput> | null;
}

/** The sections: 0 asks what, 1 asks how much, 2 asks when, 3 asks where and who. */
export const allSteps = [0, 1, 2, 3] as const;
export type Step = (typeof allSteps)[number];

const form = 2;

export const newDraft = (now: number): Draft => ({ form, started_at: now, fields: {}, step: 0, sent: null });

/** Returns the stored draft, or null if the stored value is something else. */
export const readDraft = (kept: unknown): Draft | null => {
  if (typeof kept !== "object" || kept === null || !("fields" in kept && "started_at" in kept)) return null;
  const draft = kept as Draft;
  return draft.form === form ? draft : { ...draft, form, step: 0 };
};

/** True if the page asks for the ZIP code before everything else. */
export const asksZipFirst = (catalog: Catalog | null): boolean => catalog?.booking.zip_first === true;

/** True if the business comes to the entered ZIP code. Null if the catalog does not say. */
export const isInArea = (catalog: Catalog | null, fields: Fields): boolean | null => {
  const code = fields["location.postal_code"]?.trim();
  const codes = catalog?.booking.postal_codes;
  return code && codes ? isServed(codes, code) : null;
};

/** True if a section has all its answers. The last section is checked only when the customer books. */
export const isDone = (step: Step, catalog: Catalog | null, service: Service | undefined, fields: Fields): boolean => {
  if (service === undefined) return false;
  if (step === 0)
    return (
      !asksZipFirst(catalog) || (Boolean(fields["location.postal_code"]?.trim()) && isInArea(catalog, fields) !== false)
    );
  if (step === 1) return missingAmount(service, fields) === null;
  return step === 2 && (isQuote(service) || anyDay(service, fields) || Boolean(fields["day"] && fields["window"]));
};

/** The name of the first control of the second section that still needs an answer. Null if all have an answer. */
export const missingAmount = (service: Service, fields: Fields): string | null => {
  if (isQuote(service)) return fields["description"]?.trim() ? null : "description";
  const groups = service.groups;
  const choice = groups.find(({ kind }) => kind === "choice");
  if (choice !== undefined) {
    const chosen = fields[choiceName(choice)];
    const answered = chosen === notSure ? choice.allow_not_sure : choice.options.some(({ id }) => id === chosen);
    return answered ? null : choiceName(choice);
  }
  const needsItems = service.price.kind === "itemized" && itemsOf(service, fields).length === 0;
  return needsItems ? "items" : null;
};

export const anyDay = (service: Service, fields: Fields): boolean => !service.needs_window && fields["day"] === "";
