import type { Audience, FieldRule, Shown } from "./field-table.ts";
import type { Job, JobFields } from "./job.ts";
import { textLimits } from "./text.ts";

/** What the table decides for each field of a job, beyond what every field table decides. */
interface JobFieldRule<K extends keyof Job> extends FieldRule<Job, K> {
  /** Who can cause a change of the field. An empty list means that it never changes after the job is made. */
  readonly changedBy: readonly Changer[];
  /** The inputs that carry the field: the public booking page, and the staff form (API, dashboard and command line). */
  readonly enteredIn: readonly JobForm[];
  /** True if history records changes of the field, so that undo restores it. */
  readonly history: K extends keyof JobFields ? true : false;
  /** `read`: an import takes it from the file. `new`: an import makes it anew. */
  readonly imported: "read" | "new";
  /** For text that a person writes. Schemas, form controls, options and imports use it. */
  readonly text?: TextRule;
}

export type Changer = "staff" | "crew" | "customer";
export type JobForm = "booking" | "job_form";

export interface TextRule {
  /** A `line` has no line breaks. */
  readonly kind: "line" | "prose";
  /** In characters. */
  readonly max: number;
  /** What the text is for, beside the control. */
  readonly hint: string;
}

/**
 * Every field of a job. Fields of the records inside it are in `customer-fields.ts`, `visit-fields.ts` and
 * `pricing-fields.ts`.
 */
export const jobFields = {
  id: {
    label: "Job",
    empty: "required",
    shownTo: ["staff", "list", "crew", "customer", "export"],
    changedBy: [],
    enteredIn: [],
    history: false,
    staging: "keep",
    imported: "new",
  },
  rev: {
    label: "Revision",
    empty: "required",
    shownTo: ["staff", "list", "crew", "customer", "export"],
    changedBy: ["staff", "crew", "customer"],
    enteredIn: [],
    history: false,
    staging: "keep",
    imported: "new",
  },
  status: {
    label: "Status",
    empty: "required",
    shownTo: ["staff", "list", "crew", "customer", "export"],
    changedBy: ["staff", "crew", "customer"],
    enteredIn: [],
    history: true,
    staging: "keep",
    imported: "read",
  },
  service: {
    label: "Service",
    empty: "required",
    shownTo: ["staff", "list", "crew", "customer", "export"],
    changedBy: ["staff"],
    enteredIn: ["booking", "job_form"],
    history: true,
    staging: "replace",
    imported: "read",
  },
  customer: {
    label: "Customer",
    empty: "null",
    shownTo: ["staff", "list", "crew", "export"],
    changedBy: ["staff"],
    enteredIn: ["booking", "job_form"],
    history: true,
    staging: "replace",
    imported: "read",
  },
  location: {
    label: "Address",
    empty: "required",
    shownTo: ["staff", "list", "crew", "export"],
    changedBy: ["staff"],
    enteredIn: ["booking", "job_form"],
    history: true,
    staging: "replace",
    imported: "read",
  },
  items: {
    label: "Items",
    empty: "required",
    shownTo: ["staff", "list", "crew", "export"],
    changedBy: ["staff"],
    enteredIn: ["booking", "job_form"],
    history: true,
    staging: "replace",
    imported: "read",
  },
  pricing: {
    label: "Price",
    empty: "required",
    shownTo: ["staff", "list", "crew_price", "customer", "export"],
    changedBy: ["staff"],
    enteredIn: ["job_form"],
    history: true,
    staging: "replace",
    imported: "read",
  },
  visits: {
    label: "Visits",
    empty: "required",
    shownTo: ["staff", "list", "crew", "customer", "export"],
    changedBy: ["staff", "crew", "customer"],
    enteredIn: [],
    history: true,
    staging: "replace",
    imported: "read",
  },
  rental: {
    label: "Rental",
    empty: "left_out",
    // It has prices.
    shownTo: ["staff", "list", "crew_price", "customer", "export"],
    changedBy: ["staff"],
    enteredIn: [],
    history: true,
    staging: "keep",
    imported: "new",
  },
  equipment: {
    label: "Equipment",
    empty: "left_out",
    shownTo: ["staff", "list", "crew", "customer", "export"],
    changedBy: ["staff", "crew", "customer"],
    enteredIn: [],
    history: true,
    staging: "keep",
    imported: "new",
  },
  overage: {
    label: "Overage",
    empty: "left_out",
    shownTo: ["staff", "list", "export"],
    changedBy: ["staff", "crew"],
    enteredIn: [],
    history: true,
    staging: "replace",
    imported: "new",
  },
  quote: {
    label: "Quote",
    empty: "left_out",
    shownTo: ["staff", "list", "customer", "export"],
    changedBy: ["staff", "customer"],
    enteredIn: [],
    history: true,
    staging: "replace",
    imported: "new",
  },
  request: {
    label: "Request",
    empty: "left_out",
    shownTo: ["staff", "list", "crew", "export"],
    changedBy: [],
    enteredIn: [],
    history: true,
    staging: "replace",
    imported: "new",
  },
  ended_by: {
    label: "Ended by",
    empty: "left_out",
    shownTo: ["staff", "list", "customer", "export"],
    changedBy: ["staff", "customer"],
    enteredIn: [],
    history: true,
    staging: "keep",
    imported: "new",
  },
  tax_exempt: {
    label: "Tax exempt",
    empty: "left_out",
    shownTo: ["staff", "list", "export"],
    changedBy: ["staff"],
    enteredIn: [],
    history: true,
    staging: "replace",
    imported: "new",
  },
  customer_record: {
    label: "Customer record",
    empty: "left_out",
    shownTo: ["export"],
    changedBy: ["staff"],
    enteredIn: [],
    history: true,
    staging: "remove",
    imported: "new",
  },
  notes: {
    label: "Notes",
    empty: "null",
    shownTo: ["staff", "list", "crew", "export"],
    changedBy: ["staff"],
    enteredIn: ["job_form"],
    history: true,
    staging: "remove",
    imported: "read",
    text: { kind: "prose", max: textLimits.notes, hint: "for the office and the crew" },
  },
  tracking_token: {
    label: "Tracking token",
    empty: "required",
    shownTo: ["staff", "export"],
    changedBy: ["staff"],
    enteredIn: [],
    history: true,
    staging: "replace",
    imported: "read",
  },
  link: {
    label: "Link",
    empty: "required",
    shownTo: ["staff", "list", "crew", "export"],
    changedBy: ["staff"],
    enteredIn: [],
    history: true,
    staging: "keep",
    imported: "read",
  },
  retired_lookups: {
    label: "Retired links",
    empty: "required",
    shownTo: ["export"],
    changedBy: ["staff"],
    enteredIn: [],
    history: true,
    staging: "replace",
    imported: "new",
  },
  external_id: {
    label: "Imported id",
    empty: "left_out",
    shownTo: ["staff", "list", "crew", "export"],
    changedBy: [],
    enteredIn: [],
    history: true,
    staging: "remove",
    imported: "new",
  },
  source: {
    label: "Source",
    empty: "required",
    shownTo: ["staff", "list", "crew", "customer", "export"],
    changedBy: [],
    enteredIn: [],
    history: true,
    staging: "keep",
    imported: "new",
  },
  sample: {
    label: "Sample",
    empty: "left_out",
    shownTo: ["staff", "list", "crew", "export"],
    changedBy: [],
    enteredIn: [],
    history: true,
    staging: "keep",
    imported: "new",
  },
  terms: {
    label: "Accepted terms",
    empty: "left_out",
    shownTo: ["export"],
    changedBy: [],
    enteredIn: [],
    history: true,
    staging: "keep",
    imported: "read",
  },
  seen: {
    label: "Page that the customer saw",
    empty: "left_out",
    shownTo: ["staff", "export"],
    changedBy: [],
    enteredIn: ["booking"],
    history: true,
    staging: "keep",
    imported: "read",
  },
  created_at: {
    label: "Made",
    empty: "required",
    shownTo: ["staff", "list", "crew", "customer", "export"],
    changedBy: [],
    enteredIn: [],
    history: true,
    staging: "keep",
    imported: "read",
  },
  updated_at: {
    label: "Changed",
    empty: "required",
    shownTo: ["staff", "list", "crew", "customer", "export"],
    changedBy: ["staff", "crew", "customer"],
    enteredIn: [],
    history: false,
    staging: "keep",
    imported: "read",
  },
  ended_at: {
    label: "Ended",
    empty: "null",
    shownTo: ["customer", "export"],
    changedBy: ["staff", "crew", "customer"],
    enteredIn: [],
    history: true,
    staging: "keep",
    imported: "new",
  },
  history: {
    label: "History",
    empty: "required",
    shownTo: ["staff", "customer", "export"],
    changedBy: ["staff", "crew", "customer"],
    enteredIn: [],
    history: false,
    staging: "replace",
    imported: "new",
  },
} as const satisfies { readonly [K in keyof Job]-?: JobFieldRule<K> };

export type JobFieldTable = typeof jobFields;

/** The part of a job that an audience sees. */
export type ShownJob<A extends Audience> = Shown<Job, JobFieldTable, A>;

/** The fields that an input carries. */
export type EnteredIn<F extends JobForm> = {
  [K in keyof Job]-?: F extends JobFieldTable[K]["enteredIn"][number] ? K : never;
}[keyof Job];

/** The fields that an import reads from the file. */
export type ImportedField = {
  [K in keyof Job]-?: JobFieldTable[K]["imported"] extends "read" ? K : never;
}[keyof Job];
