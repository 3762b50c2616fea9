import { expect, it } from "vitest";
import { sampleCatalog } from "./catalog.sample.ts";
import { bookingOf, contactChoice } from "./booking-input.ts";
import { newDraft } from "./draft.ts";
import { estate, items, load, trailer } from "./service.sample.ts";
import type { Fields, Service } from "./service.ts";

const person = {
  "customer.name": " Mark ",
  "customer.phone": "619 555 0142",
  "customer.email": " ",
  "location.street": "412 Soderblom Ave",
  "location.city": "San Diego",
  "location.postal_code": "92122",
};
const seen = { release: "one", catalog: "v1" };
const sent = (service: Service, fields: Fields): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify(bookingOf(service, { ...newDraft(1_000), fields: { ...person, ...fields } }, "q1", 9_000, seen)),
  ) as Record<string, unknown>;

it("sends trimmed values and no empty fields", () => {
  const fields = { day: "2026-11-27", window: "08:00-12:00", "items.sofa": "2", "items.fridge": "0" };
  expect(sent(items, fields)).toEqual({
    service: "single-item",
    day: "2026-11-27",
    window: { start: "08:00", end: "12:00" },
    items: [{ id: "sofa", quantity: 2 }],
    quote: "q1",
    customer: { name: "Mark", phone: "619 555 0142" },
    location: { street: "412 Soderblom Ave", city: "San Diego", postal_code: "92122" },
    terms_accepted: true,
    seen,
    filled_in_ms: 8_000,
  });
});

it("sends the chosen size as one item, with the extras", () => {
  expect(sent(load, { "choice.load": "half-load", "items.stairs": "2" })["items"]).toEqual([
    { id: "half-load", quantity: 1 },
    { id: "stairs", quantity: 2 },
  ]);
});

it("10: names the group that the customer is not sure of, and no option of it", () => {
  expect(sent(load, { "choice.load": "not_sure", "items.stairs": "1" })).toMatchObject({
    not_sure: ["load"],
    items: [{ id: "stairs", quantity: 1 }],
  });
});

it("2: sends the days of a rental: those of the draft, at most what the service allows, or the included ones", () => {
  const days = ["10", "99", "", "x"].map((days) => sent(trailer, { days })["days"]);
  expect([...days, sent(trailer, {})["days"]]).toEqual([10, 30, 7, 7, 7]);
  expect(sent(items, { days: "10" })).not.toHaveProperty("days");
});

it("asks for a quote with words and up to three times, without a day, items or a price", () => {
  const request = sent(estate, {
    description: " Three rooms ",
    "preferred.0.day": "2026-12-04",
    "preferred.0.window": "08:00-12:00",
    "preferred.1.window": "08:00-12:00",
    "preferred.2.day": "2026-12-07",
    day: "2026-11-27",
    window: "08:00-12:00",
  });
  expect(request).toMatchObject({
    description: "Three rooms",
    preferred: [{ day: "2026-12-04", window: { start: "08:00", end: "12:00" } }, { day: "2026-12-07" }],
  });
  for (const name of ["day", "window", "items", "days", "quote"]) expect(request).not.toHaveProperty(name);
});

it("sends the yes to texts only where the page shows its words, and the preferred language if messages come in it", () => {
  const words = { version: "v1", text: "By choosing texts you agree.", text_es: "Al elegir." };
  const choice = (chosen: string, preferred: string, consent: typeof words | null = words) =>
    contactChoice({ ...sampleCatalog(), consent }, chosen === "" ? {} : { "customer.contact_by": chosen }, preferred);
  expect(choice("text", "es-MX")).toEqual({ contact_by: "text", text_consent: true, language: "es" });
  expect(choice("email", "en-US")).toEqual({ contact_by: "email", language: "en" });
  expect(choice("", "ES")).toEqual({ language: "es" });
  expect(choice("text", "fr-CA", null)).toEqual({});
  expect(contactChoice(null, {}, "es")).toEqual({});
});
