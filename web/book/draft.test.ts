import { describe, expect, it } from "vitest";
import { bookingOf, controlOf, isDone, newDraft, readDraft, stepOf, type Service } from "./draft.ts";

const trailer: Service = {
  id: "trailer-15",
  name: "15-yard dump trailer",
  description: "",
  price: { kind: "flat", from_cents: 60_000 },
  items: [],
  groups: [],
  rental: null,
  deposit: null,
  needs_window: true,
};
const items: Service = {
  ...trailer,
  id: "single-item",
  price: { kind: "itemized", from_cents: 8_900 },
  items: [
    { id: "sofa", label: "Sofa", unit_cents: 8_900 },
    { id: "fridge", label: "Fridge", unit_cents: 11_900 },
  ],
  needs_window: false,
};

describe("a section is done", () => {
  it("with a flat-price service, or with at least one item", () => {
    expect(isDone(0, undefined, {})).toBe(false);
    expect(isDone(0, trailer, {})).toBe(true);
    expect(isDone(0, items, { "items.sofa": "0", "items.elsewhere": "3" })).toBe(false);
    expect(isDone(0, items, { "items.sofa": "2" })).toBe(true);
  });
  it("with day and window, or with any day if the service allows it", () => {
    expect(isDone(1, trailer, { day: "2026-11-27", window: "" })).toBe(false);
    expect(isDone(1, trailer, { day: "2026-11-27", window: "08:00-12:00" })).toBe(true);
    expect(isDone(1, trailer, { day: "" })).toBe(false);
    expect(isDone(1, items, { day: "" })).toBe(true);
    expect(isDone(1, items, {})).toBe(false);
  });
});

it("sends trimmed values and no empty fields", () => {
  const draft = {
    ...newDraft(1_000),
    fields: {
      day: "2026-11-27",
      window: "08:00-12:00",
      "items.sofa": "2",
      "items.fridge": "0",
      "customer.name": " Mark ",
      "customer.phone": "619 555 0142",
      "customer.email": " ",
      "location.street": "412 Soderblom Ave",
      "location.city": "San Diego",
      "location.postal_code": "92122",
    },
  };
  const seen = { release: "one", catalog: "v1" };
  expect(JSON.parse(JSON.stringify(bookingOf(items, draft, "q1", 9_000, seen)))).toEqual({
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

it("finds the control of an error", () => {
  expect(controlOf("/customer/phone", [])).toBe("customer.phone");
  expect(controlOf("/terms_accepted", [])).toBe("terms_accepted");
  expect(controlOf("/window/start", [])).toBe("window");
  expect(controlOf("/items/1/quantity", [{ id: "sofa" }, { id: "fridge" }])).toBe("items.fridge");
  expect(controlOf("/items", [])).toBe("items");
  expect(controlOf("/postal_code", [])).toBe("location.postal_code");
  expect(["service", "items.sofa", "window", "customer.name"].map(stepOf)).toEqual([0, 0, 1, 2]);
});

it("reads only a draft as a draft", () => {
  expect(readDraft(null)).toBeNull();
  expect(readDraft("x")).toBeNull();
  expect(readDraft(newDraft(1))).toEqual(newDraft(1));
});
