import * as book from "#message/book.ts";
import type { InvalidControl } from "./booking.ts";
import { contactControl } from "./control.ts";
import type { BookState } from "./state.ts";

/** The errors of the last section before the server sees it, by the name of the control. */
export const missingPerson = (
  { catalog, draft: { fields }, terms }: BookState,
  invalid: InvalidControl[],
): Record<string, string> => {
  const errors = Object.fromEntries(invalid.map(({ name, why }) => [name, textOf(name, why)]));
  if (!fields["customer.phone"]?.trim() && !fields["customer.email"]?.trim())
    errors["customer.phone"] ??= book.neededReach;
  // Nothing can reach the customer in the chosen way.
  const chosen = catalog?.consent && fields[contactControl];
  if (chosen === "text" && !fields["customer.phone"]?.trim()) errors["customer.phone"] = book.neededPhone;
  if (chosen === "email" && !fields["customer.email"]?.trim()) errors["customer.email"] ??= book.neededEmail;
  if (!terms) errors["terms_accepted"] = book.neededTerms;
  return errors;
};

const textOf = (name: string, why: InvalidControl["why"]): string =>
  why === "missing" ? (book.needed[name] ?? "") : why === "not_email" ? book.notEmail : book.tooLong;
