import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fractionDigits } from "./money.ts";
import { flatPrice } from "./price/flat-price.fixture.ts";
import { bookWith, junkRemoval } from "./price/price-book.fixture.ts";
import { priceJob } from "./price/price-job.ts";
import { freeze, unpriced } from "./price/pricing.ts";
import { EntryFault } from "./seed-entry.ts";
import { importedJob, readSeedJob } from "./seed-job.ts";

const money = { currency: "USD", digits: fractionDigits, zone: "America/Los_Angeles", today: "2026-11-27" };
const seed = {
  id: "job-1",
  tracking_token: "qL3vN8xT1bR6yU0cK5mZ9aW2eH7jP4sD",
  location: "Soderblom Ave, San Diego, CA 92122",
  status: "booked",
  pricing: { type: "flat", amount: 600 },
  created: "2026-03-01T03:00:00Z",
  updated: "2026-03-04T20:00:00.5Z",
};
const read = (change: object = {}) => readSeedJob({ ...seed, ...change }, money);
const faultOf = (entry: unknown): string => {
  try {
    readSeedJob(entry, money);
  } catch (error) {
    if (error instanceof EntryFault) return error.code;
    throw error;
  }
  return "none";
};
const jobOf = (change: object = {}) =>
  importedJob(
    read(change),
    { service: { id: "imported", name: "Hauling" }, crewId: (crew) => crew, zone: money.zone },
    { id: "260228-7K3Q", token: seed.tracking_token },
    { id: "w", at: "2026-11-20T10:00:00.000Z", by: { kind: "dispatcher", name: "Ana" } },
  );

test("reads an entry of the first Tailboard", () => {
  expect(read()).toEqual({
    external_id: "job-1",
    tracking_token: seed.tracking_token,
    keeps_token: true,
    link: "live",
    status: "booked",
    location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
    pricing: freeze(flatPrice(60_000, "Hauling"), "2026-03-01T03:00:00.000Z"),
    customer: null,
    service: null,
    crew: null,
    items: [],
    notes: null,
    visits: null,
    created_at: "2026-03-01T03:00:00.000Z",
    updated_at: "2026-03-04T20:00:00.500Z",
  });
});

test("keeps an unreadable address as the street", () => {
  expect(read({ location: "the red barn behind Soderblom" }).location).toEqual({
    street: "the red barn behind Soderblom",
    city: "",
    postal_code: "",
  });
});

test("reads a location object, a customer name, and objects for service and crew", () => {
  const job = read({
    location: { street: "1 Elm", city: "San Diego", region: "CA", zip: 92122, notes: "Gate code 12" },
    customer: "Mark \u001b[31m",
    service: { id: "trailer-15", name: "Trailer" },
    crew: { name: "Ray" },
    pricing: { kind: "flat", amount_cents: 1999 },
    notes: "Call first",
  });
  expect(job.notes).toBe("Call first");
  expect(job.location).toEqual({
    street: "1 Elm",
    city: "San Diego",
    state: "CA",
    postal_code: "92122",
    notes: "Gate code 12",
  });
  expect(job.customer).toEqual({ name: "Mark [31m" });
  expect(job.service).toEqual({ id: "trailer-15", name: "Trailer" });
  expect(job.crew).toBe("Ray");
  expect(job.pricing.lines[0]?.label).toBe("Trailer");
});

describe("prices", () => {
  test.each([
    [{ type: "flat", amount: 19.99 }, 1_999],
    [{ type: "flat", amount: "1,200.50" }, 120_050],
    [{ kind: "itemized", lines: [{ label: "Sofa", quantity: 2, unit_cents: 4_500 }] }, 9_000],
    [
      {
        type: "itemized",
        items: [
          { name: "Sofa", qty: 2, price: 45 },
          { name: "Stairs", amount: 25 },
        ],
      },
      11_500,
    ],
    [{ type: "itemized", items: [{ name: "Load", quantity: 3, amount: 100 }], total: 100 }, 10_000],
    // Results of binary floating-point sums.
    [{ type: "flat", amount: 149.99999999999997 }, 15_000],
    [{ type: "flat", amount: 0.1 + 0.2 }, 30],
    [{ type: "flat", amount: "149.99999999999997" }, 15_000],
    [{ kind: "flat", amount_cents: 14_999.999999999998 }, 15_000],
    [
      {
        type: "itemized",
        items: [{ name: "Sofa", qty: 2.9999999999999996, unit_price: 50.00000000000001 }],
        total: 149.99999999999997,
      },
      15_000,
    ],
    [{ type: "flat", amount: 600.0000000001, currency: "JPY" }, 600],
  ])("%j", (pricing, total) => {
    expect(read({ pricing }).pricing.total_cents).toBe(total);
  });

  test("keeps an amount that no unit price gives", () => {
    expect(
      read({ pricing: { type: "itemized", items: [{ name: "Load", quantity: 3, amount: 100 }] } }).pricing.lines,
    ).toMatchObject([{ label: "Load × 3", quantity: 1, unit_cents: 10_000, amount_cents: 10_000 }]);
  });

  test("keeps amendments and the lock time of an export", () => {
    const { pricing } = jobOf();
    const amended = {
      ...pricing,
      amendments: [
        {
          id: "a1",
          at: "2026-03-02T00:00:00.000Z",
          by: "Ana",
          reason: "Stairs",
          from_cents: 1,
          to_cents: 2,
          agreed: { how: "phone", name: "Mark", at: "2026-03-02T00:00:00.000Z" },
        },
      ],
    };
    expect(jobOf({ pricing: amended }).pricing).toEqual(amended);
  });

  test("keeps the tax, the kinds of lines, the discount, the estimate and the deposit of an export", () => {
    const book = bookWith(82_500, { deposit: { policy: "ask", percent_ppm: 250_000 } });
    const added = [
      { kind: "discount", code: "neighbor", label: "Neighbor", quantity: 1, unit_cents: 2_000, taxable: true },
    ] as const;
    const request = { items: [{ id: "stairs", quantity: 1 }], not_sure: ["load"], added };
    const price = priceJob(book, junkRemoval, { ...request, postal_code: "92122", day: null });
    const pricing = freeze(price, "2026-03-01T03:00:00.000Z");
    expect(pricing).toMatchObject({ state: "estimate", tax_cents: 1_271 });
    expect(jobOf({ pricing }).pricing).toEqual(pricing);
    const pending = {
      id: "a1",
      at: "2026-03-02T00:00:00.000Z",
      by: "Dana",
      reason: "More than half a truck",
      lines: pricing.lines,
      total_cents: pricing.total_cents,
    };
    expect(jobOf({ pricing: { ...pricing, pending } }).pricing).toEqual({ ...pricing, pending });
    expect(() => jobOf({ pricing: { ...pricing, pending: { ...pending, total_cents: 1 } } })).toThrow("jobs export");
    const waits = freeze(unpriced("USD"), "2026-03-01T03:00:00.000Z");
    expect(jobOf({ pricing: waits }).pricing).toEqual(waits);
  });
});

test.each([
  ["nothing", null, "entry"],
  ["an array", [], "entry"],
  ["no id", { ...seed, id: undefined }, "id_missing"],
  ["no token", { ...seed, tracking_token: undefined }, "tracking_token_missing"],
  ["no location", { ...seed, location: undefined }, "location_missing"],
  ["an unknown status", { ...seed, status: "teleported" }, "status"],
  ["no status", { ...seed, status: undefined }, "status_missing"],
  ["no price", { ...seed, pricing: undefined }, "pricing"],
  ["an unknown kind of price", { ...seed, pricing: { type: "hourly", amount: 1 } }, "pricing"],
  [
    "lines that do not add up to the amount",
    { ...seed, pricing: { type: "itemized", items: [{ name: "Load", amount: 100 }], amount: 99 } },
    "total_mismatch",
  ],
  ["a price below zero", { ...seed, pricing: { type: "flat", amount: -1 } }, "amount"],
  ["a third decimal", { ...seed, pricing: { type: "flat", amount: 1.005 } }, "amount"],
  ["a cent and a bit", { ...seed, pricing: { type: "flat", amount: 149.999998 } }, "amount"],
  ["a hair below zero", { ...seed, pricing: { type: "flat", amount: -1e-9 } }, "amount"],
  ["no number at all", { ...seed, pricing: { type: "flat", amount: Number.POSITIVE_INFINITY } }, "amount"],
  ["half a cent", { ...seed, pricing: { type: "flat", amount_cents: 0.5 } }, "amount"],
  ["no amount", { ...seed, pricing: { type: "flat" } }, "pricing.amount_missing"],
  ["no lines", { ...seed, pricing: { type: "itemized", items: [] } }, "pricing"],
  [
    "lines that do not add up",
    { ...seed, pricing: { type: "itemized", items: [{ label: "a", amount: 1 }], total: 2 } },
    "total_mismatch",
  ],
  [
    "no quantity",
    { ...seed, pricing: { type: "itemized", items: [{ label: "a", quantity: 0, amount: 1 }] } },
    "quantity",
  ],
  ["no created", { ...seed, created: undefined }, "created_missing"],
  ["February 30", { ...seed, created: "2026-02-30T10:00:00Z" }, "created"],
  ["a year that no id can carry", { ...seed, created: "1999-01-01T10:00:00Z" }, "created"],
  ["a name without end", { ...seed, customer: { name: "x".repeat(81) } }, "too_long"],
  ["an email that is none", { ...seed, customer: { name: "Mark", email: "mark" } }, "email"],
])("refuses %s", (_, entry, code) => {
  expect(faultOf(entry)).toBe(code);
});

test("reads any entry, or refuses it with a code", () => {
  const odd = fc.oneof(fc.jsonValue(), fc.constantFrom(1e308, -0, "ZZZ", "1e9", Number.NaN, "\u0000", "9999-12-31"));
  const entry = fc.record(
    {
      ...Object.fromEntries(
        [...Object.keys(seed), "customer", "crew", "items", "visits", "notes", "service"].map((name) => [name, odd]),
      ),
      pricing: fc.oneof(
        odd,
        fc.record({
          type: fc.constantFrom("flat", "itemized", 1),
          amount: odd,
          currency: odd,
          items: fc.array(fc.record({ name: odd, quantity: odd, amount: odd })),
        }),
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(entry, fc.array(fc.constantFrom(...Object.keys(seed))), (spoiled, names) => {
      const kept = Object.fromEntries(names.map((name) => [name, Reflect.get(seed, name)]));
      try {
        readSeedJob({ ...seed, ...spoiled, ...kept }, money);
      } catch (error) {
        expect(error).toBeInstanceOf(EntryFault);
      }
    }),
  );
});

describe("an imported job", () => {
  test("that waits is not scheduled", () => {
    expect(jobOf().visits).toEqual([
      { id: "v1", kind: "service", day: null, window: null, crew: null, state: "scheduled" },
    ]);
    expect(jobOf({ status: "ready_for_pickup" }).visits[0]).toMatchObject({ day: null, state: "scheduled" });
  });

  test("that was worked on has its visit on the business day of its last change", () => {
    const updated = "2026-03-05T02:00:00Z";
    expect(jobOf({ status: "in_progress", updated, crew: "ray" }).visits[0]).toMatchObject({
      day: "2026-03-04",
      crew: "ray",
      state: "on_site",
    });
    expect(jobOf({ status: "completed", updated })).toMatchObject({
      ended_at: "2026-03-05T02:00:00.000Z",
      visits: [{ state: "done" }],
    });
    expect(jobOf({ status: "cancelled", updated })).toMatchObject({
      ended_at: "2026-03-05T02:00:00.000Z",
      status: "cancelled",
    });
  });

  test("keeps a revoked link revoked", () => {
    expect(jobOf({ link: "revoked" }).link).toBe("revoked");
  });

  test("keeps its instants", () => {
    expect(jobOf()).toMatchObject({
      created_at: "2026-03-01T03:00:00.000Z",
      updated_at: "2026-03-04T20:00:00.500Z",
      external_id: "job-1",
      source: "import",
    });
  });
});

test("refuses a visit outside this century or more than five years ahead", () => {
  const visits = (day: string) => [{ kind: "service", state: "scheduled", day, window: null }];
  expect(read({ visits: visits("2031-11-27") }).visits).toMatchObject([{ day: "2031-11-27" }]);
  for (const day of ["0000-01-01", "1999-12-31", "2031-11-28", "9999-12-31"])
    expect(faultOf({ ...seed, visits: visits(day) })).toBe("visits");
  expect(faultOf({ ...seed, visits: Array.from({ length: 51 }, () => visits("2026-12-01")[0]) })).toBe("visits");
  expect(faultOf({ ...seed, items: Array.from({ length: 51 }, () => ({ id: "a", quantity: 1 })) })).toBe("items");
});
