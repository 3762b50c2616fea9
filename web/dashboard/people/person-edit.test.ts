import { describe, expect, it } from "vitest";
import type { Person } from "./people-api.ts";
import { conflictLines, editOf, patchOf } from "./person-edit.ts";

const dana: Person = {
  id: "u1",
  name: "Dana",
  login: "dana",
  role: "crew",
  crew: "crew-1",
  language: "en",
  alerts: {
    office_new_booking: "none",
    office_customer_change: "none",
    office_message: "none",
    office_failed_stop: "none",
    office_parked: "none",
  },
  created_at: "",
};
const crews = [{ id: "crew-1", name: "Truck 1", active: true }];

describe("editOf", () => {
  it("has only what the form changed", () => {
    expect(editOf(dana, { ...dana, name: "Dana R" })).toEqual({ name: "Dana R" });
    expect(editOf(dana, { ...dana, role: "owner", crew: null })).toEqual({ role: { role: "owner", crew: null } });
    expect(editOf(dana, { ...dana, name: "Dana " })).toEqual({});
  });
});

describe("patchOf", () => {
  it("names the values that it replaces", () => {
    const edit = { name: "Dana R", role: { role: "owner", crew: null } } as const;
    expect(patchOf(edit, dana)).toEqual({
      patch: { name: "Dana R", role: "owner", crew: null },
      seen: { name: "Dana", role: "crew", crew: "crew-1" },
    });
  });

  it("is empty if the person has the values already", () => {
    expect(patchOf({ name: "Dana" }, dana)).toEqual({ patch: {}, seen: {} });
  });
});

describe("conflictLines", () => {
  it("lists the changed parts that another owner set otherwise", () => {
    const edit = editOf(dana, { name: "Dana R", role: "owner", crew: null });
    expect(conflictLines(edit, { ...dana, name: "Dana S" }, crews)).toEqual([
      { label: "Name", remote: "Dana S", local: "Dana R" },
      { label: "Role", remote: "Crew · Truck 1", local: "Owner" },
    ]);
    expect(conflictLines({ name: "Dana S" }, { ...dana, name: "Dana S" }, crews)).toEqual([]);
  });
});
