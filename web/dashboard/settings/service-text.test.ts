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
  expect(serviceText(service, business)).toBe(
    "Junk removal · Minimum charge $149 · Items (How many of each): Half load $349 · One visit",
  );
  expect(serviceText(limited, business)).toBe(
    "Junk removal · Minimum charge $149 · We load it. · Items (How many of each): Half load $349 · Not taxed · Customers choose a day and a window: no · One visit · Hidden",
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

test("every part of a group, a rental and a deposit shows", () => {
  const [group] = groupsOf(34_900);
  if (group === undefined) throw new RangeError("There is one");
  const option = { id: "half-load", label: "Half load", unit_cents: 34_900, hint: "about 3", volume_percent: 50 };
  const choice: Service["groups"][number] = { ...group, kind: "choice", allow_not_sure: true, options: [option] };
  const deposit = { policy: "ask", percent_ppm: 250_000 } as const;
  const full: Service = { ...service, groups: [choice], rental: { ...rentalRules, swap_cents: 1_000 }, deposit };
  expect(serviceText(full, business)).toContain("Items (One of these, Offer “Not sure”): Half load $349 about 3 50 %");
  expect(serviceText(full, business)).toContain(
    "Days included 7, Each extra day $25, Tons included 2, Each extra ton $65, Longest rental, days 30, When the customer asks, An empty one comes, the full one leaves, Price of a swap $10",
  );
  expect(serviceText(full, business)).toContain("Deposit 25 %");
});

test.each(Object.entries(changes))("a person who compares two services sees another %s", (_key, change) => {
  expect(serviceText({ ...service, ...change }, business)).not.toBe(serviceText(service, business));
});
