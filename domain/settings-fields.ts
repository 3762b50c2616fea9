import type { FieldTable } from "./field-table.ts";
import type { Crew, Service, ServiceItem, Settings } from "./settings.ts";

/** Every part of the settings. `sample_day` has calls of its own. */
export const settingsFields = {
  rev: { label: "Revision", empty: "required", shownTo: ["staff"], staging: "replace" },
  business: { label: "Business", empty: "required", shownTo: ["staff", "customer", "public"], staging: "replace" },
  booking: { label: "Online booking", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  hours: { label: "Hours", empty: "required", shownTo: ["staff"], staging: "keep" },
  closed_days: { label: "Closed days", empty: "required", shownTo: ["staff"], staging: "keep" },
  services: { label: "Services", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  crews: { label: "Crews", empty: "required", shownTo: ["staff"], staging: "replace" },
  terms: { label: "Terms", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  sample: { label: "Samples", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  sample_day: { label: "Sample day", empty: "left_out", shownTo: [], staging: "keep" },
} as const satisfies FieldTable<Settings>;

type Business = Settings["business"];
type Booking = Settings["booking"];
type Terms = Settings["terms"];

export const businessFields = {
  name: { label: "Name", empty: "required", shownTo: ["staff", "customer", "public"], staging: "replace" },
  phone: { label: "Phone", empty: "null", shownTo: ["staff", "customer", "public"], staging: "remove" },
  time_zone: { label: "Time zone", empty: "required", shownTo: ["staff", "customer", "public"], staging: "keep" },
  currency: { label: "Currency", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  locale: { label: "Language", empty: "required", shownTo: ["staff", "customer", "public"], staging: "keep" },
} as const satisfies FieldTable<Business>;

/** The catalog's `open` is computed: sample settings take no bookings on a deployed store. */
export const bookingFields = {
  open: { label: "Open", empty: "required", shownTo: ["staff"], staging: "keep" },
  lead_time_hours: { label: "Lead time in hours", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  days_ahead: { label: "Days ahead", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  postal_codes: { label: "ZIP codes served", empty: "null", shownTo: ["staff", "public"], staging: "keep" },
  cutoff_hours: { label: "Cut-off in hours", empty: "required", shownTo: ["staff"], staging: "keep" },
  requests_past_per_hour: { label: "Bookings an hour", empty: "null", shownTo: ["staff"], staging: "keep" },
  requests_past_per_address: { label: "Bookings an address", empty: "null", shownTo: ["staff"], staging: "keep" },
  link_days: { label: "Days that links work", empty: "required", shownTo: ["staff"], staging: "keep" },
  crews_see_prices: { label: "Crews see prices", empty: "required", shownTo: ["staff"], staging: "keep" },
} as const satisfies FieldTable<Booking>;

/** The catalog's `price` is computed: the least that a job of the service can cost. */
export const serviceFields = {
  id: { label: "Id", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  name: { label: "Name", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  description: { label: "Description", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  price: { label: "Price", empty: "required", shownTo: ["staff"], staging: "keep" },
  items: { label: "Items", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  needs_window: { label: "Needs a window", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  visits: { label: "Visits", empty: "required", shownTo: ["staff"], staging: "keep" },
  stock: { label: "Stock", empty: "null", shownTo: ["staff"], staging: "keep" },
  active: { label: "Offered", empty: "required", shownTo: ["staff"], staging: "keep" },
} as const satisfies FieldTable<Service>;

export const serviceItemFields = {
  id: { label: "Id", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  label: { label: "Label", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  unit_cents: { label: "Price", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
} as const satisfies FieldTable<ServiceItem>;

export const crewFields = {
  id: { label: "Id", empty: "required", shownTo: ["staff"], staging: "replace" },
  name: { label: "Name", empty: "required", shownTo: ["staff"], staging: "replace" },
  active: { label: "Active", empty: "required", shownTo: ["staff"], staging: "keep" },
} as const satisfies FieldTable<Crew>;

export const termsFields = {
  version: { label: "Version", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
  text: { label: "Text", empty: "required", shownTo: ["staff", "public"], staging: "keep" },
} as const satisfies FieldTable<Terms>;
