import { phoneText } from "../../domain/phone.ts";
import type { Customer, CustomerPage } from "../../http/api-client.ts";
import * as message from "../message/customers.ts";
import { tabulate } from "./table.ts";

export const showCustomers = ({ items, next_cursor: next }: CustomerPage, width: number): string => {
  if (items.length === 0) return message.none;
  const rows = items.map(({ id, name, phones, jobs, last_day: day, tags }) => [
    id,
    name,
    phones[0] === undefined ? "" : phoneText(phones[0]),
    message.jobs(jobs),
    day === null ? "" : message.last(day),
    tags.join(", "),
  ]);
  const lines = tabulate([{}, { least: 12 }, {}, {}, {}, { least: 6 }], rows, width);
  return [...lines, ...(next === null ? [] : [message.more(next)])].join("\n");
};

/** Prints the fields that have a value, a line each. */
export const showCustomer = (customer: Customer): string => {
  const { fields } = message;
  const rows: [string, string][] = [
    [fields.company, customer.company ?? ""],
    [fields.phones, customer.phones.map(({ number }) => phoneText(number)).join(", ")],
    [fields.emails, customer.emails.join(", ")],
    [fields.addresses, customer.addresses.map(({ street, city }) => `${street}, ${city}`).join("; ")],
    [fields.notes, customer.notes ?? ""],
    [fields.tags, customer.tags.join(", ")],
    [fields.taxExempt, customer.tax_exempt?.reason ?? ""],
    [fields.jobs, customer.jobs.join(", ")],
    [fields.duplicates, customer.possible_duplicates.join(", ")],
    [fields.mergedInto, customer.merged_into ?? ""],
  ];
  const shown = rows.filter(([, value]) => value !== "").map(([label, value]) => `${label}: ${value}`);
  return [`${customer.name} · ${customer.id}`, ...shown].join("\n");
};
