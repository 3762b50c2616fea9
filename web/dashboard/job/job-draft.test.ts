import { describe, expect, it } from "vitest";
import type { Job } from "../../../http/api-client.ts";
import {
  choose,
  clashes,
  isDirty,
  linesOf,
  openDraft,
  patchOf,
  printPrice,
  shownValues,
  totalOf,
  typeInto,
  valuesOf,
  type Values,
} from "./job-draft.ts";

const job: Job = {
  id: "261127-7K3Q",
  rev: 1,
  status: "booked",
  stage: "scheduled",
  service: { id: "trailer-15", name: "15-yard dump trailer" },
  customer: { name: "Mark", phone: "+16195550142" },
  location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
  items: [],
  pricing: { kind: "flat", currency: "USD", total_cents: 60_000, lines: [], frozen_at: "", amendments: [] },
  visits: [
    {
      id: "v1",
      kind: "service",
      day: "2026-11-27",
      window: { start: "08:00", end: "12:00" },
      crew: null,
      state: "scheduled",
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

describe("what somebody types", () => {
  it("is shown over the job, and never lost to what others change", () => {
    const draft = typed({ when: fridayAfternoon });
    const now = { ...opened, when: saturday, notes: "Park on the street side" };
    expect(shownValues(draft, now)).toEqual({ ...now, when: fridayAfternoon });
  });

  it("and takes back is no change, unless somebody else changed it meanwhile", () => {
    const back = typeInto(typed({ notes: "Gate code 12" }), opened, { notes: "" });
    expect(isDirty(back)).toBe(false);
    const theirs = { ...opened, notes: "Ring twice" };
    const draft = typeInto(typed({ notes: "Gate" }), theirs, { notes: "Ring twice" });
    expect(draft.mine.notes).toBe("Ring twice");
    expect(clashes(draft, theirs)).toEqual([]);
    expect(patchOf(draft, theirs)).toBeNull();
  });

  it("is sent as a merge patch of what differs, with null for what was emptied", () => {
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

  it("as a price goes with its reason", () => {
    const price = printPrice({ kind: "flat", amount_cents: 65_000, currency: "USD" });
    expect(patchOf({ ...typed({ price }), reason: " One ton more " }, opened)).toEqual({
      pricing: { kind: "flat", amount_cents: 65_000, currency: "USD" },
      reason: "One ton more",
    });
  });
});

describe("what another changed meanwhile", () => {
  const now = { ...opened, when: saturday, notes: "Park on the street side" };
  const draft = typed({ when: fridayAfternoon, "customer.name": "Mark S." });

  it("is told line by line; only what both changed has to be chosen", () => {
    expect(linesOf(draft, now)).toEqual([
      { field: "when", theirs: saturday, mine: fridayAfternoon },
      { field: "notes", theirs: "Park on the street side", mine: null },
    ]);
    expect(clashes(draft, now).map(({ field }) => field)).toEqual(["when"]);
  });

  it("gives way to mine, and keeps what I left alone", () => {
    const kept = choose(draft, now, () => "mine");
    expect(clashes(kept, now)).toEqual([]);
    expect(patchOf(kept, now)).toEqual({
      customer: { name: "Mark S." },
      day: "2026-11-27",
      window: { start: "12:00", end: "16:00" },
    });
  });

  it("stands where theirs is taken, and what only I changed is still mine", () => {
    const taken = choose(draft, now, () => "theirs");
    expect(shownValues(taken, now).when).toBe(saturday);
    expect(patchOf(taken, now)).toEqual({ customer: { name: "Mark S." } });
  });

  it("is chosen by line", () => {
    const both = typed({ when: fridayAfternoon, notes: "Mine" });
    const chosen = choose(both, now, (field) => (field === "notes" ? "mine" : "theirs"));
    expect(patchOf(chosen, now)).toEqual({ notes: "Mine" });
  });

  it("and came to the same as mine is no conflict and nothing to save", () => {
    const same = typed({ when: saturday });
    expect(linesOf(same, { ...opened, when: saturday })).toEqual([]);
    expect(patchOf(same, { ...opened, when: saturday })).toBeNull();
  });

  it("a second time has to be chosen again", () => {
    const kept = choose(draft, now, () => "mine");
    expect(clashes(kept, { ...now, when: "2026-11-29" })).toHaveLength(1);
    expect(clashes(kept, now)).toHaveLength(0);
  });
});

it("adds lines up as the server does", () => {
  const line = { label: "x", quantity: 1.5, unit_cents: 333 };
  expect(
    totalOf({ kind: "itemized", currency: "USD", lines: [line, { ...line, quantity: 0.001, unit_cents: 500 }] }),
  ).toBe(501);
});
