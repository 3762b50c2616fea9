import { describe, expect, it } from "vitest";
import { flatPrice } from "../../../domain/price/flat-price.fixture.ts";
import { freeze } from "../../../domain/price/pricing.ts";
import type { Job } from "../../../http/api-client.ts";
import {
  changedFields,
  conflictsOf,
  isDirty,
  openDraft,
  patchOf,
  resolveConflicts,
  shownValues,
  typeInto,
  valuesOf,
  type Values,
} from "./job-draft.ts";
import { nothingReported } from "./visit.sample.ts";
import { customerNamed } from "./customer.sample.ts";

const job: Job = {
  id: "261127-7K3Q",
  rev: 1,
  status: "booked",
  stage: "scheduled",
  service: { id: "trailer-15", name: "15-yard dump trailer" },
  customer: customerNamed("Mark", { phone: "+16195550142" }),
  location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
  items: [],
  pricing: freeze(flatPrice(60_000, "15-yard dump trailer"), ""),
  visits: [
    {
      id: "v1",
      kind: "service",
      day: "2026-11-27",
      window: { start: "08:00", end: "12:00" },
      crew: null,
      state: "scheduled",
      ...nothingReported,
    },
  ],
  crew: null,
  notes: null,
  link: "live",
  source: "booking",
  created_at: "2026-11-20T17:00:00.000Z",
  updated_at: "2026-11-20T17:00:00.000Z",
};
const opened = valuesOf(job);
const saturday = "2026-11-28 08:00-12:00";
const fridayAfternoon = "2026-11-27 12:00-16:00";
const typed = (change: Partial<Values>) => typeInto(openDraft(job), opened, change);

describe("a draft", () => {
  it("shows what was typed over the present job", () => {
    const draft = typed({ when: fridayAfternoon });
    const now = { ...opened, when: saturday, notes: "Park on the street side" };
    expect(shownValues(draft, now)).toEqual({ ...now, when: fridayAfternoon });
  });

  it("has no change after the present value was typed again, unless another person changed the field", () => {
    const back = typeInto(typed({ notes: "Gate code 12" }), opened, { notes: "" });
    expect(isDirty(back)).toBe(false);
    const remote = { ...opened, notes: "Ring twice" };
    const draft = typeInto(typed({ notes: "Gate" }), remote, { notes: "Ring twice" });
    expect(draft.local.notes).toBe("Ring twice");
    expect(conflictsOf(draft, remote)).toEqual([]);
    expect(patchOf(draft, remote)).toBeNull();
  });

  it("becomes a merge patch of the fields that differ, with null for an emptied field", () => {
    const patch = patchOf(
      typed({ "customer.phone": "", "location.street": "1 Elm St", "location.notes": "", when: "", crew: "dana" }),
      opened,
    );
    expect(patch).toEqual({
      customer: { phone: null },
      location: { street: "1 Elm St" },
      day: null,
      window: null,
      crew: "dana",
    });
    expect(patchOf(openDraft(job), opened)).toBeNull();
  });
});

describe("how the customer hears from the business", () => {
  it("is sent only where it was changed", () => {
    const yes = typed({ "customer.contact_by": "email", "customer.language": "es", "customer.text_consent": "yes" });
    expect(patchOf(yes, opened)).toEqual({ customer: { contact_by: "email", language: "es", text_consent: true } });
    const agreed = { ...opened, "customer.text_consent": "yes" };
    const no = typeInto({ ...openDraft(job), base: agreed }, agreed, { "customer.text_consent": "" });
    expect(patchOf(no, agreed)).toEqual({ customer: { text_consent: false } });
  });

  it("is no change in a draft that an earlier version stored", () => {
    const { "customer.contact_by": _way, "customer.language": _language, ...earlier } = opened;
    const draft = { base: earlier as Values, local: {}, reason: "" };
    expect(changedFields(draft, opened)).toEqual([]);
  });
});

describe("a draft of a job that another person changed", () => {
  const now = { ...opened, when: saturday, notes: "Park on the street side" };
  const draft = typed({ when: fridayAfternoon, "customer.name": "Mark S." });

  it("lists the changed fields, and as a conflict only the field that both changed", () => {
    expect(changedFields(draft, now)).toEqual([
      { field: "when", remote: saturday, local: fridayAfternoon },
      { field: "notes", remote: "Park on the street side", local: null },
    ]);
    expect(conflictsOf(draft, now).map(({ field }) => field)).toEqual(["when"]);
  });

  it("keeps the local value of a conflict and the remote values of the other fields", () => {
    const kept = resolveConflicts(draft, now, () => "local");
    expect(conflictsOf(kept, now)).toEqual([]);
    expect(patchOf(kept, now)).toEqual({
      customer: { name: "Mark S." },
      day: "2026-11-27",
      window: { start: "12:00", end: "16:00" },
    });
  });

  it("takes the remote value of a conflict and keeps the other local values", () => {
    const taken = resolveConflicts(draft, now, () => "remote");
    expect(shownValues(taken, now).when).toBe(saturday);
    expect(patchOf(taken, now)).toEqual({ customer: { name: "Mark S." } });
  });

  it("resolves each field on its own", () => {
    const both = typed({ when: fridayAfternoon, notes: "Mine" });
    const chosen = resolveConflicts(both, now, (field) => (field === "notes" ? "local" : "remote"));
    expect(patchOf(chosen, now)).toEqual({ notes: "Mine" });
  });

  it("has no conflict and nothing to save if both typed the same value", () => {
    const same = typed({ when: saturday });
    expect(changedFields(same, { ...opened, when: saturday })).toEqual([]);
    expect(patchOf(same, { ...opened, when: saturday })).toBeNull();
  });

  it("has a conflict again after a second remote change", () => {
    const kept = resolveConflicts(draft, now, () => "local");
    expect(conflictsOf(kept, { ...now, when: "2026-11-29" })).toHaveLength(1);
    expect(conflictsOf(kept, now)).toHaveLength(0);
  });
});
