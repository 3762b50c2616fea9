import { recordOf } from "../../../domain/field-table.ts";
import { jobTexts } from "../../../domain/job-text.ts";
import { basePhone, phoneExtension } from "../../../domain/phone.ts";
import { windowText } from "../../shared/format.ts";
import * as contact from "#message/contact-choice.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { readWhen, type FieldName } from "./job-draft.ts";

/** The value of a field as text for a person. */
export const valueText = ({ settings, format, crewName }: AppContext, field: FieldName, value: string): string => {
  if (field === "when") {
    const { day, window } = readWhen(value);
    if (day === null) return staff.notScheduled;
    return `${format.day(day)}, ${window === null ? staff.anyTime.toLowerCase() : windowText(window)}`;
  }
  if (field === "crew") return value === "" ? staff.unassigned : crewName(value);
  if (field === "service") return settings.services.find(({ id }) => id === value)?.name ?? value;
  if (field === "customer.text_consent") return value === "" ? contact.no : contact.yes;
  if (value === "") return message.nothing;
  if (field === "customer.contact_by" || field === "customer.language") return choiceNames[value] ?? value;
  return field === "customer.phone" ? phoneText(value) : value;
};

const choiceNames: Record<string, string> = { ...contact.ways, ...contact.languages };

/** `(619) 555-0142 ext. 44` for North America; other numbers as they are stored. */
export const phoneText = (phone: string): string => {
  const [base, extension] = [basePhone(phone), phoneExtension(phone)];
  const shown = base.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3");
  return extension === null ? phone.replace(base, shown) : message.phoneExtension(shown, extension);
};

/** A link that dials a number. The comma before the extension waits until the call is answered. */
export const dialLink = (phone: string): string => {
  const extension = phoneExtension(phone);
  return `tel:${basePhone(phone).replaceAll(/[^\d+]/g, "")}${extension === null ? "" : `,${extension}`}`;
};

/** A link that opens directions, on a phone and on a computer. */
export const directionsLink = (parts: (string | undefined)[]): string =>
  `https://www.google.com/maps/dir/?${new URLSearchParams({ api: "1", destination: parts.filter(Boolean).join(", ") })}`;

/** The label of a field of the job's form. */
export const fieldLabel = (field: FieldName): string => ({ ...message.fields, ...textLabels })[field];

const textLabels = recordOf(jobTexts, (name) => staff.jobTexts[name].label);
