import { expect, test } from "vitest";
import { rentalRules } from "../../../domain/price/price-book.fixture.ts";
import { newService, sampleSettings } from "../../../domain/settings.ts";
import { serviceText } from "./service-text.ts";
import type { Service } from "./settings-api.ts";

const { business } = sampleSettings("America/Los_Angeles");
const groupsOf = (cents: number): Service["groups"] => [
  {
    id: "items",
    label: "Items",
    kind: "quantity",
    options: [{ id: "half-load", label: "Half load", unit_cents: cents }],
  },
];
const service = newService({
  id: "junk",
  name: "Junk removal",
  price: { kind: "itemized", minimum_cents: 14_900 },
  groups: groupsOf(34_900),
});

test("the text has the parts that differ from the usual", () => {
  const limited: Service = {
    ...service,
    description: "We load it.",
    needs_window: false,
    taxable: false,
    active: false,
  };
  expect(serviceText(service, business)).toBe("Junk removal · Minimum charge $149 · Half load $349 · One visit");
  expect(serviceText(limited, business)).toBe(
    "Junk removal · Minimum charge $149 · We load it. · Half load $349 · Not taxed · Customers choose a day and a window: no · One visit · Hidden",
  );
});

const changes: Record<Exclude<keyof Service, "id">, Partial<Service>> = {
  name: { name: "Junk" },
  price: { price: { kind: "itemized", minimum_cents: 8_900 } },
  description: { description: "We load it." },
  groups: { groups: groupsOf(35_900) },
  taxable: { taxable: false },
  rental: { rental: rentalRules },
  trip_fee_cents: { trip_fee_cents: 12_500 },
  deposit: { deposit: { policy: "ask", amount_cents: 10_000 } },
  needs_window: { needs_window: false },
  visits: { visits: ["drop_off", "pickup"] },
  active: { active: false },
};

test.each(Object.entries(changes))("a person who compares two services sees another %s", (_key, change) => {
  expect(serviceText({ ...service, ...change }, business)).not.toBe(serviceText(service, business));
});
