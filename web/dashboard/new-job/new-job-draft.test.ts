import { describe, expect, it } from "vitest";
import { sampleSettings } from "../../../domain/settings.ts";
import { dueDayOf, emptyJob, inputOf, isBegun, isQuote, missingIn, priceOf, withAddress } from "./new-job-draft.ts";

const settings = sampleSettings("America/Los_Angeles");
const empty = emptyJob(settings);
const mark = {
  ...withAddress(empty, "Soderblom Ave, San Diego, CA 92122"),
  name: "Mark",
  phone: "(619) 555-0142",
  when: "2026-11-27 08:00-12:00",
  crew: "crew-1",
};

describe("a job made on the phone", () => {
  it("is sent with what was given, and nothing else", () => {
    expect(missingIn(mark, settings)).toEqual({});
    expect(inputOf(mark, settings)).toEqual({
      service: "trailer-15",
      day: "2026-11-27",
      window: { start: "08:00", end: "12:00" },
      customer: { name: "Mark", phone: "(619) 555-0142" },
      location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
      crew: "crew-1",
    });
  });

  it("notes how the customer wants to hear from the business, and their yes to texts", () => {
    const chosen = { ...mark, contact_by: "text", language: "es", text_consent: "yes" };
    expect(inputOf(chosen, settings).customer).toEqual({
      name: "Mark",
      phone: "(619) 555-0142",
      contact_by: "text",
      language: "es",
      text_consent: true,
    });
  });

  it("as a quote holds no time, and a service without a price always begins as one", () => {
    const quote = { ...mark, as_quote: true, description: "Everything in the garage" };
    expect(inputOf(quote, settings)).toMatchObject({ as_quote: true, description: "Everything in the garage" });
    for (const field of ["day", "window", "crew"]) expect(inputOf(quote, settings)).not.toHaveProperty(field);
    const services = settings.services.map((one) => ({ ...one, price: { kind: "quote" as const } }));
    const byHand = { ...settings, services };
    expect([isQuote(mark, byHand), isQuote({ ...mark, price: "900" }, byHand), isQuote(mark, settings)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(missingIn(mark, byHand)).toEqual({ description: "Describe the work, or set a price." });
    expect(missingIn({ ...mark, description: "Garage" }, byHand)).toEqual({});
  });

  it("of a rental has its days, its due day and the price of its extra days", () => {
    const rental = {
      equipment_type: "trailer-15",
      included_days: 7,
      extra_day_cents: 2_500,
      included_tons: 2,
      extra_ton_cents: 6_500,
      max_days: 30,
      pickup: "on_request" as const,
      swap: "exchange" as const,
      swap_cents: null,
      count_delivery_day: false,
    };
    const renting = {
      ...settings,
      services: settings.services.map((one) => (one.id === "trailer-15" ? { ...one, rental } : one)),
    };
    const service = renting.services.find(({ id }) => id === "trailer-15") ?? { rental };
    expect(inputOf(mark, renting)).not.toHaveProperty("days");
    expect(dueDayOf(mark, service)).toBe("2026-12-04");
    const longer = { ...mark, days: "10" };
    expect(inputOf(longer, renting)).toMatchObject({ days: 10 });
    expect(priceOf(longer, renting)).toBe(67_500);
    expect(dueDayOf(longer, service)).toBe("2026-12-07");
    expect(dueDayOf({ ...longer, when: "" }, service)).toBeNull();
    expect(dueDayOf(mark, { rental: { ...rental, count_delivery_day: true } })).toBe("2026-12-03");
    expect(inputOf({ ...longer, service: "junk-removal" }, settings)).not.toHaveProperty("days");
  });

  it("has its address in one line or in parts", () => {
    const half = withAddress(mark, "Soderblom Ave, San");
    expect(half).toMatchObject({ address: "Soderblom Ave, San", street: "Soderblom Ave", city: "San Diego" });
    expect(missingIn({ ...mark, city: "" }, settings)).toHaveProperty(["location.street"]);
  });

  it("costs what the price list says, or what was agreed", () => {
    expect(priceOf(mark, settings)).toBe(60_000);
    expect(inputOf({ ...mark, price: "$550" }, settings).pricing).toEqual({
      kind: "flat",
      amount_cents: 55_000,
      currency: "USD",
    });
    const junk = { ...mark, service: "junk-removal" };
    expect(priceOf(junk, settings)).toBeNull();
    expect(missingIn(junk, settings)).toHaveProperty("items");
    expect(priceOf({ ...junk, items: { stairs: "2" } }, settings)).toBeNull();
    const half = { ...junk, items: { "half-load": "1", stairs: "2" } };
    expect(priceOf(half, settings)).toBe(39_900);
    expect(inputOf(half, settings).items).toEqual([
      { id: "half-load", quantity: 1 },
      { id: "stairs", quantity: 2 },
    ]);
    expect(missingIn({ ...mark, price: "ten" }, settings)).toHaveProperty(["pricing.amount_cents"]);
  });

  it("may have no day, no window and no crew", () => {
    expect(inputOf({ ...mark, when: "", crew: "" }, settings)).not.toHaveProperty("day");
    expect(inputOf({ ...mark, when: "2026-11-27" }, settings)).not.toHaveProperty("window");
  });
});

it("a form without typed values is not begun", () => {
  expect(isBegun({ ...empty, when: "2026-11-27", crew: "crew-1", items: { stairs: "0" } })).toBe(false);
  expect(isBegun({ ...empty, phone: "6" })).toBe(true);
});
