import { phoneText } from "../../../domain/phone.ts";
import type { Customer, CustomerPatch } from "../../../http/api-client.ts";

/** The form of a customer, as the values of its controls. */
export interface CustomerDraft {
  name: string;
  company: string;
  /** One number a line, perhaps with a comma and a label after it. */
  phones: string;
  /** One address a line. */
  emails: string;
  notes: string;
  /** With commas between them. */
  tags: string;
  /** The reason; empty if the customer pays tax. */
  tax_exempt: string;
  language: string;
  addresses: Customer["addresses"];
}

export const draftOf = (customer: Customer): CustomerDraft => ({
  name: customer.name,
  company: customer.company ?? "",
  phones: customer.phones
    .map(({ number, label }) => phoneText(number) + (label === undefined ? "" : `, ${label}`))
    .join("\n"),
  emails: customer.emails.join("\n"),
  notes: customer.notes ?? "",
  tags: customer.tags.join(", "),
  tax_exempt: customer.tax_exempt?.reason ?? "",
  language: customer.language ?? "",
  addresses: customer.addresses,
});

/** Returns the fields that differ from the customer as it was loaded. */
export const patchOf = (draft: CustomerDraft, customer: Customer): CustomerPatch => {
  const before = draftOf(customer);
  const isChanged = (field: keyof CustomerDraft) => draft[field] !== before[field];
  const reason = draft.tax_exempt.trim();
  return {
    ...(isChanged("name") ? { name: draft.name } : {}),
    ...(isChanged("company") ? { company: draft.company.trim() === "" ? null : draft.company } : {}),
    ...(isChanged("phones") ? { phones: linesOf(draft.phones).map(readPhoneLine) } : {}),
    ...(isChanged("emails") ? { emails: linesOf(draft.emails) } : {}),
    ...(isChanged("notes") ? { notes: draft.notes } : {}),
    ...(isChanged("tags") ? { tags: partsOf(draft.tags, ",") } : {}),
    ...(isChanged("tax_exempt") ? { tax_exempt: reason === "" ? null : { reason } } : {}),
    ...(isChanged("language") ? { language: languageOf(draft.language) } : {}),
    ...(isChanged("addresses") ? { addresses: draft.addresses } : {}),
  };
};

const readPhoneLine = (line: string): { number: string; label?: string } => {
  const [number = "", ...rest] = line.split(",");
  const label = rest.join(",").trim();
  return label === "" ? { number: number.trim() } : { number: number.trim(), label };
};

const languageOf = (text: string): "en" | "es" | null => (text === "en" || text === "es" ? text : null);

const linesOf = (text: string): string[] => partsOf(text, "\n");

const partsOf = (text: string, separator: string): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
