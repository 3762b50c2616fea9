import type { Service } from "./service.ts";

const common = { description: "", needs_window: true, rental: null, deposit: null };

export const trailer: Service = {
  ...common,
  id: "trailer-15",
  name: "15-yard dump trailer",
  price: { kind: "flat", from_cents: 60_000 },
  items: [],
  groups: [],
  rental: {
    included_days: 7,
    extra_day_cents: 2_500,
    included_tons: 2,
    extra_ton_cents: 6_500,
    max_days: 30,
    pickup: "on_request",
    swap: "exchange",
    count_delivery_day: false,
  },
};

const sofa = { id: "sofa", label: "Sofa", unit_cents: 8_900 };
const fridge = { id: "fridge", label: "Fridge", unit_cents: 11_900 };
export const items: Service = {
  ...common,
  id: "single-item",
  name: "Single item",
  price: { kind: "itemized", from_cents: 8_900 },
  items: [sofa, fridge],
  groups: [
    { id: "items", label: "How many of each", kind: "quantity", allow_not_sure: false, options: [sofa, fridge] },
  ],
  needs_window: false,
};

const quarter = { id: "quarter-load", label: "Quarter load", unit_cents: 14_900, volume_percent: 25 };
const half = { id: "half-load", label: "Half load", unit_cents: 34_900, volume_percent: 50 };
const stairs = { id: "stairs", label: "Flight of stairs", unit_cents: 2_500, max: 10 };
export const load: Service = {
  ...common,
  id: "junk-removal",
  name: "Junk removal",
  price: { kind: "itemized", from_cents: 14_900 },
  items: [quarter, half, stairs],
  groups: [
    { id: "load", label: "How full the truck is", kind: "choice", allow_not_sure: true, options: [quarter, half] },
    { id: "extras", label: "Extras", kind: "add_on", allow_not_sure: false, options: [stairs] },
  ],
};

export const estate: Service = {
  ...common,
  id: "estate-cleanout",
  name: "Estate cleanout",
  price: { kind: "quote", from_cents: null },
  items: [],
  groups: [],
};
