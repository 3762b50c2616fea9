import { expect, test } from "vitest";
import { newService, sampleSettings } from "../../../domain/settings.ts";
import { serviceText } from "./service-text.ts";
import type { Service } from "./settings-api.ts";

const { business } = sampleSettings("America/Los_Angeles");
const service = newService({
  id: "junk",
  name: "Junk removal",
  price: { kind: "itemized", minimum_cents: 14_900 },
  items: [{ id: "half-load", label: "Half load", unit_cents: 34_900 }],
});

test("the text has the parts that differ from the usual", () => {
  const limited: Service = { ...service, description: "We load it.", needs_window: false, stock: 4, active: false };
  expect(serviceText(service, business)).toBe("Junk removal · Minimum charge $149 · Half load $349 · One visit");
  expect(serviceText(limited, business)).toBe(
    "Junk removal · Minimum charge $149 · We load it. · Half load $349 · Customers choose a day and a window: no · One visit · How many you have: 4 · Hidden",
  );
});

const changes: Record<Exclude<keyof Service, "id">, Partial<Service>> = {
  name: { name: "Junk" },
  price: { price: { kind: "itemized", minimum_cents: 8_900 } },
  description: { description: "We load it." },
  items: { items: [{ id: "half-load", label: "Half load", unit_cents: 35_900 }] },
  needs_window: { needs_window: false },
  visits: { visits: ["drop_off", "pickup"] },
  stock: { stock: 0 },
  active: { active: false },
};

test.each(Object.entries(changes))("a person who compares two services sees another %s", (_key, change) => {
  expect(serviceText({ ...service, ...change }, business)).not.toBe(serviceText(service, business));
});
