import type { Problem } from "../../http/client.ts";
import * as book from "#message/book.ts";
import type { Step } from "./draft.ts";
import { choiceName, itemsOf, type Fields, type Service } from "./service.ts";

/** The section of a control, by the control's name. */
export const stepOf = (name: string, zipFirst: boolean): Step => {
  if (name === "service" || (zipFirst && name === "location.postal_code")) return 0;
  if (/^(?:items|choice|description)/.test(name)) return 1;
  return /^(?:day|days|window|preferred.*)$/.test(name) ? 2 : 3;
};

/** The control's name of a JSON pointer: `/customer/phone` → `customer.phone`, `/items/1/quantity` → `items.<id>` of item 1. */
export const controlOf = (pointer: string, service: Service | undefined, fields: Fields): string => {
  const [head = "", index = "", ...rest] = pointer.slice(1).split("/");
  const choice = service && service.groups.find(({ kind }) => kind === "choice");
  if (head === "not_sure" && choice) return choiceName(choice);
  if (head === "items") {
    const id = service && itemsOf(service, fields)[Number(index)]?.id;
    if (choice?.options.some((option) => option.id === id)) return choiceName(choice);
    return id === undefined || index === "" ? "items" : `items.${id}`;
  }
  if (head === "postal_code") return "location.postal_code"; // the name in a quote request
  return head === "window" || index === "" ? head : [head, index, ...rest].join(".");
};

/** The choice between texts and emails. */
export const contactControl = "customer.contact_by";

/** The controls of the last section. */
const typedControls =
  /^(?:location\.(?:street|city|state|postal_code|notes)|customer\.(?:name|phone|email|contact_by)|terms_accepted)$/;

/** The errors of a problem: those of controls on this page, by name, and the texts of all `others`. */
export const fieldErrors = (
  problem: Problem | null,
  service: Service | undefined,
  fields: Fields,
): { errors: Record<string, string>; others: string[] } => {
  const errors: Record<string, string> = {};
  const others: string[] = [];
  for (const { field, message } of problem?.errors ?? []) {
    const name = controlOf(field, service, fields);
    if (stepOf(name, false) < 3 || typedControls.test(name))
      errors[name] = name in errors ? `${errors[name]} ${message}` : message;
    else others.push(message);
  }
  if (problem?.code === "outside_service_area") errors["location.postal_code"] = book.outside;
  return { errors, others };
};
