import type { Day, Weekday } from "../day.ts";
import type { RentalRules } from "../rental/rental-rules.ts";

/** What the business charges. The owner sets it; a price that is locked does not follow its later changes. */
export interface PriceBook {
  /** ISO 4217. */
  currency: string;
  tax: Tax;
  surcharges: Surcharge[];
  /** The deposit of services that have none of their own. */
  deposit: DepositRule;
}

/** A service as the price book describes it. */
export interface PricedService {
  id: string;
  name: string;
  price: { kind: "flat"; amount_cents: number } | { kind: "itemized"; minimum_cents: number } | { kind: "quote" };
  groups: OptionGroup[];
  taxable: boolean;
  rental: RentalRules | null;
  /** The fee for a visit that fails on the customer's side; null for none. */
  trip_fee_cents: number | null;
  /** Null for the deposit of the price book. */
  deposit: DepositRule | null;
}

/**
 * - `choice`: a customer chooses exactly one option, or "not sure" if the group allows it.
 * - `quantity`: a customer chooses any quantity of each option, with up to three decimals.
 * - `add_on`: a customer adds whole numbers of each option.
 */
export interface OptionGroup {
  id: string;
  label: string;
  kind: "choice" | "quantity" | "add_on";
  allow_not_sure?: boolean | undefined;
  options: Option[];
}

export interface Option {
  /** Unique in the service. */
  id: string;
  label: string;
  unit_cents: number;
  /** A short text below the label, such as "about 4 pickup loads". */
  hint?: string | undefined;
  /** How full the truck is, 1 to 100, for a picture. No rule reads it. */
  volume_percent?: number | undefined;
  /** The largest quantity of one job. */
  max?: number | undefined;
  /** Left out if the option is taxable as its service is. */
  taxable?: boolean | undefined;
}

/** An amount that is added if all given conditions hold. A percent is of base, minimum, options and add-ons. */
export type Surcharge = {
  id: string;
  label: string;
  active: boolean;
  postal_codes?: string[] | undefined;
  weekdays?: Weekday[] | undefined;
  dates?: Day[] | undefined;
  /** The ids of services. */
  services?: string[] | undefined;
} & ({ amount_cents: number } | { percent_ppm: number });

export interface Tax {
  label: string;
  rate_ppm: number;
  /** Other rates by postal code. The first list with the code of the service address wins. */
  by_postal_code: { postal_codes: string[]; rate_ppm: number }[];
}

export type DepositRule = { policy: "none" | "ask" | "require" } & ({ amount_cents: number } | { percent_ppm: number });
