import type { FieldTable } from "./field-table.ts";
import type { Visit } from "./job.ts";

/** Every field of a visit. */
export const visitFields = {
  id: { label: "Visit", empty: "required", shownTo: ["staff", "list", "crew", "export"], staging: "keep" },
  kind: { label: "Kind", empty: "required", shownTo: ["staff", "list", "crew", "export"], staging: "keep" },
  day: { label: "Day", empty: "null", shownTo: ["staff", "list", "crew", "customer", "export"], staging: "keep" },
  window: {
    label: "Arrival window",
    empty: "null",
    shownTo: ["staff", "list", "crew", "customer", "export"],
    staging: "keep",
  },
  crew: { label: "Crew", empty: "null", shownTo: ["staff", "list", "crew", "customer", "export"], staging: "replace" },
  state: {
    label: "State",
    empty: "required",
    shownTo: ["staff", "list", "crew", "customer", "export"],
    staging: "keep",
  },
  requested: {
    label: "Requested time",
    empty: "left_out",
    shownTo: ["staff", "list", "crew", "export"],
    staging: "keep",
  },
  hold: { label: "Equipment", empty: "left_out", shownTo: ["staff", "list", "crew", "export"], staging: "keep" },
} as const satisfies FieldTable<Visit>;
