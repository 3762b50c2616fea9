import { withoutUndefined } from "./field-table.ts";
import type { Customer } from "./job.ts";
import { consentWays, contactWays, type TextConsent } from "./message/contact-choice.ts";
import { languages } from "./message/language.ts";
import { cleanPhone } from "./phone.ts";
import { EntryFault, isFields, readInstant, readLine, type Fields } from "./seed-entry.ts";
import { textLimits } from "./text.ts";

/** Reads a customer. A phone number stays as it is written: another system may accept numbers that booking refuses. */
export const readCustomer = (value: unknown): Customer | null => {
  if (value === undefined) return null;
  const fields: Fields = isFields(value) ? value : { name: value };
  const name = readLine(fields["name"], "customer.name", textLimits.name);
  const phone = cleanPhone(readLine(fields["phone"], "customer.phone", 40) ?? "") || undefined;
  const email = readLine(fields["email"], "customer.email", 254);
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email))
    throw new EntryFault("email", "customer.email is not an email address.");
  if (name === undefined && phone === undefined && email === undefined) return null;
  return withoutUndefined<Customer>({
    name: name ?? "",
    phone,
    email,
    contact_by: contactWays.find((way) => way === fields["contact_by"]),
    language: languages.find((language) => language === fields["language"]),
    text_consent: readConsent(fields["text_consent"]),
  });
};

/** Only an export of this program has a customer's yes to texts. */
const readConsent = (value: unknown): TextConsent | undefined => {
  if (!isFields(value)) return undefined;
  const how = consentWays.find((way) => way === value["how"]);
  const at = readInstant(value["at"], "customer.text_consent.at", "UTC");
  if (how === undefined || at === undefined)
    throw new EntryFault("text_consent", "customer.text_consent is not as jobs export writes it.");
  const wording = readLine(value["wording"], "customer.text_consent.wording", 40);
  return { at, how, ...(wording === undefined ? {} : { wording }) };
};
