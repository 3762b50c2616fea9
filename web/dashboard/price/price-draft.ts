import type { Job, Settings } from "../../../http/api-client.ts";
import * as message from "#message/price.ts";
import type { FieldErrors } from "../form/form-state.ts";

export type Pricing = NonNullable<Job["pricing"]>;
type Service = Settings["services"][number];
type LineKind = Pricing["lines"][number]["kind"];

/** A line that the office can write. Tax follows from the others, and overage from its review. */
export interface DraftLine {
  label: string;
  /** As it was typed. */
  quantity: string;
  /** Above zero, also for a discount. */
  cents: number;
  kind: Exclude<LineKind, "tax" | "overage">;
  /** Undefined for the choice of the service. */
  taxable?: boolean;
}

export const emptyLine: DraftLine = { label: "", quantity: "1", cents: 0, kind: "option" };

/** The lines of a price that the office can change. */
export const draftLines = ({ lines }: Pricing): DraftLine[] =>
  lines.flatMap(({ kind, label, quantity, unit_cents: cents, taxable }) =>
    kind === "tax" || kind === "overage"
      ? []
      : [{ label, quantity: String(quantity), cents: Math.abs(cents), kind, taxable }],
  );

export const linesBody = (lines: readonly DraftLine[]) =>
  lines.map(({ label, quantity, cents, kind, taxable }) => ({
    label: label.trim(),
    quantity: Number(quantity),
    unit_cents: cents,
    kind,
    ...(taxable === undefined ? {} : { taxable }),
  }));

/** The faults of lines, by the path of their control. */
export const lineFaults = (lines: readonly DraftLine[]): FieldErrors =>
  Object.fromEntries(
    lines.flatMap(({ label, quantity }, index) => [
      ...(label.trim() === "" ? [[`lines.${index}.label`, message.labelNeeded]] : []),
      ...(Number(quantity) > 0 ? [] : [[`lines.${index}.quantity`, message.countWrong]]),
    ]),
  );

/** How many of each option, as it was typed. A chosen option of a choice is `1`. */
export type DraftItems = Readonly<Record<string, string>>;

export const draftItems = ({ items }: Pick<Job, "items">): DraftItems =>
  Object.fromEntries(items.map(({ id, quantity }) => [id, String(quantity)]));

export const itemsBody = ({ groups }: Pick<Service, "groups">, items: DraftItems) =>
  groups.flatMap(({ options }) =>
    options.flatMap(({ id }) => (Number(items[id] ?? "") > 0 ? [{ id, quantity: Number(items[id]) }] : [])),
  );

/** Chooses one option of a group, and no other of it. */
export const withChoice = (items: DraftItems, group: Service["groups"][number], id: string): DraftItems => {
  const others = Object.entries(items).filter(([key]) => !group.options.some((option) => option.id === key));
  return Object.fromEntries([...others, ...(id === "" ? [] : [[id, "1"]])]);
};

/** The items of a price that a crew asked for. A crew prices only options of the service, so each line names one. */
export const pendingItems = ({ lines }: NonNullable<Pricing["pending"]>) =>
  lines
    .filter(({ kind, code }) => (kind === "option" || kind === "add_on") && code !== "extra_days" && code !== "swap")
    .map(({ code, quantity }) => ({ id: code, quantity }));

/** The most that the customer was promised to pay. A higher price needs their yes. */
export const promiseOf = ({ total_cents: total, estimate }: Pricing): number => estimate?.high_cents ?? total;
