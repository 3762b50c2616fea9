import { expect, it } from "vitest";
import type { Customer } from "../../../http/api-client.ts";
import { draftOf, patchOf } from "./customer-draft.ts";

const customer: Customer = {
  id: "c_7K3Q0F4M",
  rev: 3,
  name: "Maria Ortega",
  company: null,
  phones: [{ number: "+16195550142", label: "work" }, { number: "+16195550143;ext=4" }],
  emails: ["maria@example.com"],
  addresses: [{ street: "9 Oak St", city: "La Mesa", postal_code: "91942" }],
  notes: null,
  tags: ["landlord", "vip"],
  do_not_text: false,
  tax_exempt: null,
  language: null,
  jobs: [],
  recent_jobs: [],
  possible_duplicates: [],
  merged_into: null,
  merged: [],
  is_merging: false,
  created_at: "2026-11-27T10:00:00.000Z",
};

it("shows a customer as texts, and sends nothing that did not change", () => {
  const draft = draftOf(customer);
  expect(draft.phones).toBe("(619) 555-0142, work\n(619) 555-0143 ext. 4");
  expect(draft.tags).toBe("landlord, vip");
  expect(patchOf(draft, customer)).toEqual({});
});

it("sends only what changed, and null for what was cleared", () => {
  const draft = {
    ...draftOf({ ...customer, tax_exempt: { reason: "Church" }, company: "Oak Homes" }),
    phones: "619-555-0177, cell, weekends\n\n (619) 555-0142 ",
    tax_exempt: " ",
    company: "",
    tags: "vip,, landlord ",
    language: "es",
    addresses: [],
  };
  expect(patchOf(draft, { ...customer, tax_exempt: { reason: "Church" }, company: "Oak Homes" })).toEqual({
    phones: [{ number: "619-555-0177", label: "cell, weekends" }, { number: "(619) 555-0142" }],
    tax_exempt: null,
    company: null,
    tags: ["vip", "landlord"],
    language: "es",
    addresses: [],
  });
});
