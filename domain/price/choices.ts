import { invalid, type FieldError } from "../domain-error.ts";
import type { Option, OptionGroup, PricedService } from "./price-book.ts";
import { withAmount, type AmountLine } from "./price-line.ts";
import { thousandthsOf } from "./rounding.ts";

/** What a customer chose. `id` is the id of an option. */
export interface ItemChoice {
  id: string;
  quantity: number;
}

export interface Choices {
  items: readonly ItemChoice[];
  /** The ids of choice groups that the customer could not decide. */
  not_sure?: readonly string[];
}

/** The largest quantity of an option that sets none. */
const usualMost = { quantity: 1_000, add_on: 20 } as const;

/** Throws `invalid` with the place of each fault, as in `/items/0/quantity`. */
export const assertChoices = (service: PricedService, { items, not_sure: notSure = [] }: Choices): void => {
  const faults = [
    ...items.flatMap((choice, index) => faultOf(service, items, choice, index) ?? []),
    ...service.groups.flatMap((group) => missingIn(group, items, notSure)),
    ...notSure.flatMap((id, index) => notSureFault(service, items, id, index) ?? []),
  ];
  if (faults.length > 0) throw invalid(...faults);
  const isOption = ({ id }: ItemChoice) => find(service, id)?.group.kind !== "add_on";
  if (service.price.kind === "itemized" && notSure.length === 0 && !items.some(isOption)) {
    throw invalid({ field: "/items", code: "items_required", message: "Choose what we haul." });
  }
};

/** Returns a line for each chosen option. */
export const optionLines = (service: PricedService, { items }: Choices): AmountLine[] =>
  items.flatMap(({ id, quantity }) => {
    const found = find(service, id);
    return found === null ? [] : [lineOf(service, found.group, found.option, quantity)];
  });

/** Returns the group that the customer could not decide; null if there is no such group. A service has at most one. */
export const undecidedGroup = (service: PricedService, { not_sure: notSure = [] }: Choices): OptionGroup | null =>
  service.groups.find(({ id }) => notSure.includes(id)) ?? null;

const lineOf = (service: PricedService, group: OptionGroup, option: Option, quantity: number): AmountLine =>
  withAmount({
    kind: group.kind === "add_on" ? "add_on" : "option",
    code: option.id,
    label: option.label,
    quantity,
    unit_cents: option.unit_cents,
    taxable: option.taxable ?? service.taxable,
  });

const find = (service: PricedService, id: string): { group: OptionGroup; option: Option } | null => {
  for (const group of service.groups) {
    const option = group.options.find((one) => one.id === id);
    if (option !== undefined) return { group, option };
  }
  return null;
};

const faultOf = (
  service: PricedService,
  items: readonly ItemChoice[],
  { id, quantity }: ItemChoice,
  index: number,
): FieldError | null => {
  const found = find(service, id);
  if (found === null) {
    return { field: `/items/${index}/id`, code: "unknown_item", message: "That item is not offered here." };
  }
  const { group, option } = found;
  if (group.kind === "choice" && items.slice(0, index).some((one) => group.options.some((own) => own.id === one.id))) {
    return { field: `/items/${index}/id`, code: "one_choice", message: `Choose only one option for ${group.label}.` };
  }
  const most = group.kind === "choice" ? 1 : (option.max ?? usualMost[group.kind]);
  const field = `/items/${index}/quantity`;
  if (group.kind !== "quantity" && !Number.isInteger(quantity)) {
    return { field, code: "whole_number", message: `Enter a whole number for ${option.label}.` };
  }
  const before = items.slice(0, index).filter((one) => one.id === id);
  const total = before.reduce((sum, one) => sum + one.quantity, quantity);
  if (!(quantity > 0) || thousandthsOf(quantity) / 1000 !== quantity || total > most) {
    return { field, code: "quantity", message: `Enter a quantity up to ${most} for ${option.label}.` };
  }
  return null;
};

const missingIn = (group: OptionGroup, items: readonly ItemChoice[], notSure: readonly string[]): FieldError[] => {
  const isChosen = items.some(({ id }) => group.options.some((option) => option.id === id));
  if (group.kind !== "choice" || isChosen || notSure.includes(group.id)) return [];
  return [{ field: "/items", code: "choice_required", message: `Choose an option for ${group.label}.` }];
};

const notSureFault = (
  service: PricedService,
  items: readonly ItemChoice[],
  id: string,
  index: number,
): FieldError | null => {
  const group = service.groups.find((one) => one.id === id);
  if (group === undefined || group.kind !== "choice" || group.allow_not_sure !== true) {
    return {
      field: `/not_sure/${index}`,
      code: "choice_required",
      message: 'Choose an option. "Not sure" is not offered here.',
    };
  }
  const isChosen = items.some((one) => group.options.some((option) => option.id === one.id));
  if (!isChosen) return null;
  return {
    field: `/not_sure/${index}`,
    code: "one_choice",
    message: `Choose an option for ${group.label} or "not sure", but not both.`,
  };
};
