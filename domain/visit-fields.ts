import type { FieldTable } from "./field-table.ts";
import type { Visit } from "./job.ts";

/** Every field of a visit. */
export const visitFields = {
  id: { label: "Visit", empty: "required", shownTo: ["staff", "list", "crew", "export"], staging: "keep" },
  kind: {
    label: "Kind",
    empty: "required",
    shownTo: ["staff", "list", "crew", "customer", "export"],
    staging: "keep",
  },
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
  position: { label: "Position", empty: "left_out", shownTo: ["staff", "list", "crew", "export"], staging: "keep" },
  arrival_estimate: {
    label: "Expected",
    empty: "left_out",
    shownTo: ["staff", "list", "crew", "customer", "export"],
    staging: "keep",
  },
  done_on: {
    label: "Done on",
    empty: "left_out",
    shownTo: ["staff", "list", "crew", "customer", "export"],
    staging: "keep",
  },
  reported_at: {
    label: "Reported",
    empty: "left_out",
    shownTo: ["staff", "list", "crew", "export"],
    staging: "keep",
  },
  attempt: { label: "Attempt", empty: "left_out", shownTo: ["staff", "list", "crew", "export"], staging: "replace" },
  note: { label: "Note", empty: "left_out", shownTo: ["staff", "list", "crew", "export"], staging: "remove" },
  // Answers show it with the units of the visit.
  same_unit: { label: "Same unit", empty: "left_out", shownTo: ["export"], staging: "keep" },
  charged: { label: "Charged", empty: "left_out", shownTo: ["export"], staging: "keep" },
} as const satisfies FieldTable<Visit>;
