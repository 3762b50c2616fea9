import { invalid, type FieldError } from "../domain/domain-error.ts";
import type { Day, Window } from "../domain/day.ts";
import type { QuoteRequest } from "../domain/quote.ts";
import type { Service } from "../domain/settings.ts";

/** The fields of a booking that a request for a quote has, and those that only a booking with a price has. */
interface Input {
  description?: string | undefined;
  preferred?: { day: Day; window?: Window | undefined }[] | undefined;
  day?: Day | undefined;
  window?: Window | undefined;
  items?: unknown;
  not_sure?: unknown;
  days?: number | undefined;
  quote?: string | undefined;
}

/** Returns what a customer asks a quote for; null for a service that has a price. Throws for fields of the other kind. */
export const readRequest = ({ price }: Pick<Service, "price">, input: Input, today: Day): QuoteRequest | null => {
  if (price.kind !== "quote") {
    refuse(input, ["description", "preferred"], "has_price", "This service has a price. Book a time instead.");
    return null;
  }
  refuse(input, ["day", "window", "items", "not_sure", "days", "quote"], "quote_only", "We price this work first.");
  return requestOf(input, today);
};

/** Returns the request of an input; a missing description is a fault. */
export const requestOf = ({ description = "", preferred = [] }: Input, today: Day): QuoteRequest => {
  if (description === "") {
    throw invalid({ field: "/description", code: "required", message: "Describe the work." });
  }
  const past = preferred.findIndex(({ day }) => day < today);
  if (past >= 0) {
    throw invalid({
      field: `/preferred/${past}/day`,
      code: "past",
      message: "This day has passed. Choose a later one.",
    });
  }
  return {
    description,
    preferred: preferred.map(({ day, window }) => ({ day, ...(window === undefined ? {} : { window }) })),
  };
};

const refuse = (input: Input, names: readonly (keyof Input)[], code: string, message: string): void => {
  const faults = names
    .filter((name) => input[name] !== undefined)
    .map((name): FieldError => ({ field: `/${name}`, code, message }));
  if (faults.length > 0) throw invalid(...faults);
};
