import type { Availability, Catalog } from "../../http/client.ts";

const half = [
  { start: "08:00", end: "12:00" },
  { start: "12:00", end: "16:00" },
];

/** `count` days from `from` on, with the openings that `left` gives for each day and window. */
export const daysFrom = (from: string, count: number, left: (day: number, window: number) => number): Availability => ({
  days: Array.from({ length: count }, (_, day) => ({
    day: new Date(Date.parse(from) + day * 86_400_000).toISOString().slice(0, 10),
    windows: half.map(({ start, end }, index) => ({ start, end, left: left(day, index) })),
  })),
});

export const sampleCatalog = (): Catalog => ({
  business: {
    name: "Coastline Hauling",
    phone: "+16195550142",
    time_zone: "America/Los_Angeles",
    currency: "USD",
    locale: "en-US",
    language: "en",
  },
  languages: ["en", "es"],
  consent: null,
  booking: { open: true, lead_time_hours: 2, days_ahead: 60, area: "everywhere", postal_codes: null, zip_first: false },
  sample: false,
  services: [
    {
      id: "trailer-15",
      name: "15-yard dump trailer",
      description: "You load it. 7 days, 2 tons included.",
      price: { kind: "flat", from_cents: 60_000 },
      items: [],
      groups: [],
      rental: null,
      deposit: null,
      needs_window: true,
    },
    {
      id: "junk-removal",
      name: "Junk removal",
      description: "We load it. Priced by how full the truck is.",
      price: { kind: "itemized", from_cents: 14_900 },
      items: [{ id: "quarter-load", label: "Quarter load", unit_cents: 14_900 }],
      groups: [
        {
          id: "items",
          label: "Items",
          kind: "quantity",
          options: [{ id: "quarter-load", label: "Quarter load", unit_cents: 14_900 }],
        },
      ],
      rental: null,
      deposit: null,
      needs_window: false,
    },
    {
      id: "single-item",
      name: "Single item",
      description: "Sofa, fridge, hot tub.",
      price: { kind: "itemized", from_cents: 8_900 },
      items: [
        { id: "sofa", label: "Sofa", unit_cents: 8_900 },
        { id: "mattress", label: "Mattress", unit_cents: 8_900 },
        { id: "fridge", label: "Fridge or freezer", unit_cents: 11_900 },
      ],
      groups: [
        {
          id: "items",
          label: "Items",
          kind: "quantity",
          options: [
            { id: "sofa", label: "Sofa", unit_cents: 8_900 },
            { id: "mattress", label: "Mattress", unit_cents: 8_900 },
            { id: "fridge", label: "Fridge or freezer", unit_cents: 11_900 },
          ],
        },
      ],
      rental: null,
      deposit: null,
      needs_window: true,
    },
  ],
  tax: { label: "Sales tax", rate_ppm: 0 },
  terms: {
    version: "1",
    text: "We haul household and yard waste. No paint, chemicals, asbestos, batteries or tires. The price shown is the price you pay unless we agree on another before work begins.",
  },
  version: "5a3d1c0f9b8e7d6c5b4a39",
});
