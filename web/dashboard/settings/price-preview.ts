import { addDays, dayIn, type Day } from "../../../domain/day.ts";
import { DomainError } from "../../../domain/domain-error.ts";
import { priceJob } from "../../../domain/price/price-job.ts";
import type { Price } from "../../../domain/price/pricing.ts";
import { priceBookOf } from "../../../domain/settings.ts";
import type { Service, Settings } from "./settings-api.ts";

/** What the preview pretends that a customer chose. */
export interface PreviewChoice {
  /** The chosen option of the choice; `notSure` for none of them. */
  option: string;
  day: Day | null;
  postal_code: string;
  days: number | null;
}

export const notSure = "not-sure";

/** Prices the service as it is being edited. Returns the reason if a customer could not book this. */
export const previewPrice = (
  settings: Settings,
  service: Service,
  { option, day, postal_code: code, days }: PreviewChoice,
): Price | string => {
  const choice = service.groups.find(({ kind }) => kind === "choice");
  const first = service.groups.find(({ kind }) => kind === "quantity")?.options[0];
  const isSure = choice === undefined || option !== notSure;
  const chosen = choice?.options.find(({ id }) => id === option) ?? choice?.options[0];
  const items = choice === undefined ? (service.price.kind === "itemized" ? [first] : []) : isSure ? [chosen] : [];
  try {
    return priceJob(priceBookOf(settings), service, {
      items: items.flatMap((one) => (one === undefined ? [] : [{ id: one.id, quantity: 1 }])),
      ...(isSure ? {} : { not_sure: [choice.id] }),
      ...(days === null || service.rental === null ? {} : { days }),
      postal_code: code.trim() === "" ? null : code.trim(),
      day,
    });
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
};

/** The seven days from tomorrow on: one of each weekday. */
export const previewDays = (settings: Settings, now: number): Day[] => {
  const today = dayIn(settings.business.time_zone, now);
  return Array.from({ length: 7 }, (_, index) => addDays(today, index + 1));
};
