import type { FieldTable } from "./field-table.ts";
import type { Customer, JobItem, Location } from "./job.ts";

/**
 * Every field of the customer of a job. A crew calls the customer, so it gets the phone number but no email address.
 */
export const customerFields = {
  name: { label: "Name", empty: "required", shownTo: ["staff", "list", "crew", "export"], staging: "replace" },
  phone: { label: "Phone", empty: "left_out", shownTo: ["staff", "list", "crew", "export"], staging: "replace" },
  email: { label: "Email", empty: "left_out", shownTo: ["staff", "list", "export"], staging: "remove" },
  contact_by: { label: "Contact by", empty: "left_out", shownTo: ["staff", "list", "crew", "export"], staging: "keep" },
  language: { label: "Language", empty: "left_out", shownTo: ["staff", "list", "crew", "export"], staging: "keep" },
  text_consent: { label: "Texts OK", empty: "left_out", shownTo: ["staff", "list", "crew", "export"], staging: "keep" },
} as const satisfies FieldTable<Customer>;

/**
 * Every field of a job's address. Staging keeps town and postal code, because service areas and routes are tried there.
 */
export const locationFields = {
  street: { label: "Street", empty: "required", shownTo: ["staff", "list", "crew", "export"], staging: "replace" },
  city: { label: "City", empty: "required", shownTo: ["staff", "list", "crew", "export"], staging: "keep" },
  state: { label: "State", empty: "left_out", shownTo: ["staff", "list", "crew", "export"], staging: "keep" },
  postal_code: { label: "ZIP", empty: "required", shownTo: ["staff", "list", "crew", "export"], staging: "keep" },
  notes: { label: "Access", empty: "left_out", shownTo: ["staff", "list", "crew", "export"], staging: "remove" },
} as const satisfies FieldTable<Location>;

/** Every field of an item of a job. */
export const itemFields = {
  id: { label: "Item", empty: "required", shownTo: ["staff", "list", "crew", "export"], staging: "keep" },
  label: { label: "Label", empty: "required", shownTo: ["staff", "list", "crew", "export"], staging: "replace" },
  quantity: { label: "Quantity", empty: "required", shownTo: ["staff", "list", "crew", "export"], staging: "keep" },
} as const satisfies FieldTable<JobItem>;
