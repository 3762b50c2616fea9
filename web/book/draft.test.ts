import { describe, expect, it } from "vitest";
import { sampleCatalog } from "./catalog.sample.ts";
import { isDone, missingAmount, newDraft, readDraft } from "./draft.ts";
import type { Fields, Service } from "./service.ts";
import { estate, items, load, trailer } from "./service.sample.ts";

const catalog = sampleCatalog();
const done = (step: 0 | 1 | 2, service: Service | undefined, fields: Fields) => isDone(step, catalog, service, fields);

describe("a section is done", () => {
  it("with a service", () => {
    expect(done(0, undefined, {})).toBe(false);
    expect(done(0, trailer, {})).toBe(true);
  });
  it("with a ZIP code that is served, if the page asks for it first", () => {
    const first = { ...catalog, booking: { ...catalog.booking, zip_first: true, postal_codes: ["92104"] } };
    const zip = (code: string) => isDone(0, first, trailer, { "location.postal_code": code });
    expect(["", " ", "92122", "92104", "92104-1234"].map(zip)).toEqual([false, false, false, true, true]);
  });
  it("with a flat price, or with at least one item", () => {
    expect(done(1, trailer, {})).toBe(true);
    expect(done(1, items, { "items.sofa": "0", "items.elsewhere": "3" })).toBe(false);
    expect(done(1, items, { "items.sofa": "2" })).toBe(true);
  });
  it("with one size of a load, or with “not sure” if the service allows it", () => {
    expect(missingAmount(load, {})).toBe("choice.load");
    expect(missingAmount(load, { "items.stairs": "2" })).toBe("choice.load");
    expect(missingAmount(load, { "choice.load": "half-load" })).toBeNull();
    expect(missingAmount(load, { "choice.load": "gone" })).toBe("choice.load");
    expect(missingAmount(load, { "choice.load": "not_sure" })).toBeNull();
    const sure = { ...load, groups: load.groups.map((group) => ({ ...group, allow_not_sure: false })) };
    expect(missingAmount(sure, { "choice.load": "not_sure" })).toBe("choice.load");
  });
  it("with a description, if the service is priced by a quote", () => {
    expect(missingAmount(estate, { description: "  " })).toBe("description");
    expect(missingAmount(estate, { description: "Three rooms" })).toBeNull();
    expect(done(2, estate, {})).toBe(true);
  });
  it("with day and window, or with any day if the service allows it", () => {
    expect(done(2, trailer, { day: "2026-11-27", window: "" })).toBe(false);
    expect(done(2, trailer, { day: "2026-11-27", window: "08:00-12:00" })).toBe(true);
    expect(done(2, trailer, { day: "" })).toBe(false);
    expect(done(2, items, { day: "" })).toBe(true);
    expect(done(2, items, {})).toBe(false);
  });
});

it("reads only a draft as a draft", () => {
  expect(readDraft(null)).toBeNull();
  expect(readDraft("x")).toBeNull();
  expect(readDraft(newDraft(1))).toEqual(newDraft(1));
});

it("keeps the answers of a draft from a form with other sections, and starts at the first section", () => {
  const { form: _, ...older } = { ...newDraft(1), fields: { "customer.name": "Mark" }, step: 2 as const };
  expect(readDraft(older)).toEqual({ ...newDraft(1), fields: { "customer.name": "Mark" } });
});
