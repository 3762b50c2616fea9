import type { FieldTable } from "./field-table.ts";
import type { Option, OptionGroup, Tax } from "./price/price-book.ts";
import type { RentalRules } from "./rental/rental-rules.ts";
import type { Crew, Service, Settings } from "./settings.ts";

/** Every part of the settings. `sample_day` has calls of its own. */
export const settingsFields = {
  rev: { label: "Revision", empty: "required", shownTo: ["staff"], staging: "replace" },
  business: { label: "Business", empty: "required", shownTo: ["staff", "customer", "public"], staging: "replace" },
  booking: { label: "Online booking", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  hours: { label: "Hours", empty: "required", shownTo: ["staff"], staging: "keep" },
  closed_days: { label: "Closed days", empty: "required", shownTo: ["staff"], staging: "keep" },
  services: { label: "Services", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  tax: { label: "Sales tax", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  surcharges: { label: "Surcharges", empty: "required", shownTo: ["staff"], staging: "keep" },
  quotes: { label: "Quotes", empty: "required", shownTo: ["staff"], staging: "keep" },
  payments: { label: "Payments", empty: "required", shownTo: ["staff"], staging: "keep" },
  crews: { label: "Crews", empty: "required", shownTo: ["staff"], staging: "replace" },
  terms: { label: "Terms", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  sample: { label: "Samples", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  sample_day: { label: "Sample day", empty: "left_out", shownTo: [], staging: "keep" },
  old_stock: { label: "Units of an older version", empty: "left_out", shownTo: [], staging: "keep" },
} as const satisfies FieldTable<Settings>;

type Business = Settings["business"];
type Booking = Settings["booking"];
type Terms = Settings["terms"];

export const businessFields = {
  name: { label: "Name", empty: "required", shownTo: ["staff", "customer", "public"], staging: "replace" },
  phone: { label: "Phone", empty: "null", shownTo: ["staff", "customer", "public"], staging: "remove" },
  time_zone: { label: "Time zone", empty: "required", shownTo: ["staff", "customer", "public"], staging: "keep" },
  currency: { label: "Currency", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  locale: { label: "Region", empty: "required", shownTo: ["staff", "customer", "public"], staging: "keep" },
  language: { label: "Language", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
} as const satisfies FieldTable<Business>;

/** The catalog's `open` is computed: sample settings take no bookings on a deployed store. */
export const bookingFields = {
  open: { label: "Open", empty: "required", shownTo: ["staff"], staging: "keep" },
  lead_time_hours: { label: "Lead time in hours", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  days_ahead: { label: "Days ahead", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  postal_codes: { label: "ZIP codes served", empty: "null", shownTo: ["staff", "public"], staging: "keep" },
  zip_first: { label: "ZIP code first", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  cutoff_hours: { label: "Cut-off in hours", empty: "required", shownTo: ["staff"], staging: "keep" },
  requests_past_per_hour: { label: "Bookings an hour", empty: "null", shownTo: ["staff"], staging: "keep" },
  requests_past_per_address: { label: "Bookings an address", empty: "null", shownTo: ["staff"], staging: "keep" },
  link_days: { label: "Days that links work", empty: "required", shownTo: ["staff"], staging: "keep" },
  crews_see_prices: { label: "Crews see prices", empty: "required", shownTo: ["staff"], staging: "keep" },
  crews_set_prices: { label: "Crews set prices", empty: "required", shownTo: ["staff"], staging: "keep" },
} as const satisfies FieldTable<Booking>;

/** The catalog's `price` is computed: the least that a job of the service can cost. */
export const serviceFields = {
  id: { label: "Id", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  name: { label: "Name", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  description: { label: "Description", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  price: { label: "Price", empty: "required", shownTo: ["staff"], staging: "keep" },
  groups: { label: "Options", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  taxable: { label: "Taxed", empty: "required", shownTo: ["staff"], staging: "keep" },
  rental: { label: "Rental", empty: "null", shownTo: ["staff", "public"], staging: "keep" },
  trip_fee_cents: { label: "Trip fee", empty: "null", shownTo: ["staff"], staging: "keep" },
  deposit: { label: "Deposit", empty: "null", shownTo: ["staff", "public"], staging: "keep" },
  needs_window: { label: "Needs a window", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  visits: { label: "Visits", empty: "required", shownTo: ["staff"], staging: "keep" },
  active: { label: "Offered", empty: "required", shownTo: ["staff"], staging: "keep" },
} as const satisfies FieldTable<Service>;

export const groupFields = {
  id: { label: "Id", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  label: { label: "Label", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  kind: { label: "Kind", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  allow_not_sure: { label: "May be not sure", empty: "left_out", shownTo: ["staff", "public"], staging: "keep" },
  options: { label: "Options", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
} as const satisfies FieldTable<OptionGroup>;

export const optionFields = {
  id: { label: "Id", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  label: { label: "Label", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  unit_cents: { label: "Price", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  hint: { label: "Hint", empty: "left_out", shownTo: ["staff", "public"], staging: "keep" },
  volume_percent: { label: "Fills the truck", empty: "left_out", shownTo: ["staff", "public"], staging: "keep" },
  max: { label: "Largest quantity", empty: "left_out", shownTo: ["staff", "public"], staging: "keep" },
  taxable: { label: "Taxed", empty: "left_out", shownTo: ["staff"], staging: "keep" },
} as const satisfies FieldTable<Option>;

/** Customers see what a rental includes and costs; the type of equipment is the office's. */
export const rentalRuleFields = {
  equipment_type: { label: "Equipment", empty: "required", shownTo: ["staff"], staging: "keep" },
  included_days: { label: "Days included", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  extra_day_cents: { label: "Extra day", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  included_tons: { label: "Tons included", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  extra_ton_cents: { label: "Extra ton", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  max_days: { label: "Longest rental", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  pickup: { label: "Pickup", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  swap: { label: "Swap", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  swap_cents: { label: "Price of a swap", empty: "null", shownTo: ["staff"], staging: "keep" },
  count_delivery_day: {
    label: "Delivery day counts",
    empty: "required",
    shownTo: ["staff", "public"],
    staging: "keep",
  },
} as const satisfies FieldTable<RentalRules>;

/** The catalog shows the default rate. The rates by ZIP code would fill it. */
export const taxFields = {
  label: { label: "Label", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  rate_ppm: { label: "Rate", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  by_postal_code: { label: "Rates by ZIP code", empty: "required", shownTo: ["staff"], staging: "keep" },
} as const satisfies FieldTable<Tax>;

export const crewFields = {
  id: { label: "Id", empty: "required", shownTo: ["staff"], staging: "replace" },
  name: { label: "Name", empty: "required", shownTo: ["staff"], staging: "replace" },
  active: { label: "Active", empty: "required", shownTo: ["staff"], staging: "keep" },
} as const satisfies FieldTable<Crew>;

export const termsFields = {
  version: { label: "Version", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  text: { label: "Text", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
} as const satisfies FieldTable<Terms>;
