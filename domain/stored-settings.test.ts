import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { priceJob } from "./price/price-job.ts";
import { lineAmount } from "./price/rounding.ts";
import { bookWith } from "./price/price-book.fixture.ts";
import { sampleSettings, type Settings } from "./settings.ts";
import { readableSettings, readStoredService, type StoredSettings } from "./stored-settings.ts";

const settings = { ...sampleSettings("America/Los_Angeles"), rev: 7, sample: false };
const stored = (change: (settings: Settings) => Partial<StoredSettings>): StoredSettings => ({
  ...settings,
  ...change(settings),
});

test("present settings stay as they are", () => {
  expect(readableSettings(settings)).toEqual({ settings, unusableZone: null });
});

describe("settings of an older version", () => {
  const items = [
    { id: "sofa", label: "Sofa", unit_cents: 8_900 },
    { id: "lamp", label: "Lamp", unit_cents: 1_500 },
  ];
  const { tax: _tax, surcharges: _surcharges, quotes: _quotes, payments: _payments, ...older } = settings;
  const { crews_see_prices: _sees, crews_set_prices: _sets, link_days: _days, ...booking } = settings.booking;
  const old: StoredSettings = {
    ...older,
    booking: { ...booking, lead_time_hours: 5 } as Settings["booking"],
    services: [
      { id: "bin", name: "Bin", price: { kind: "flat", amount_cents: 100 }, items: [], stock: 3 },
      { id: "haul", name: "Haul", price: { kind: "itemized", minimum_cents: 900 }, items, stock: null },
    ],
  };

  test("get the usual value of each setting that is newer", () => {
    const { settings: read } = readableSettings(old);
    const usual = sampleSettings("UTC");
    expect(read.booking).toEqual({ ...usual.booking, lead_time_hours: 5 });
    expect(read).toMatchObject({
      tax: usual.tax,
      surcharges: [],
      quotes: { valid_days: 14 },
      payments: usual.payments,
    });
  });

  test("have groups instead of items, and keep the stock for the equipment", () => {
    const { settings: read } = readableSettings(old);
    const { old_stock: stock, services } = read;
    expect(services).toEqual([
      readStoredService({ id: "bin", name: "Bin", price: { kind: "flat", amount_cents: 100 } }),
      {
        id: "haul",
        name: "Haul",
        description: "",
        price: { kind: "itemized", minimum_cents: 900 },
        groups: [{ id: "items", label: "Items", kind: "quantity", options: items }],
        taxable: true,
        rental: null,
        trip_fee_cents: null,
        deposit: null,
        needs_window: true,
        visits: ["service"],
        active: true,
      },
    ]);
    expect(services[0]?.groups).toEqual([]);
    expect(stock).toEqual({ bin: 3 });
    // Saving them in the present shape loses nothing.
    expect(readableSettings(read).settings).toEqual(read);
  });

  test("price the same choices to the same cent", () => {
    const list = fc.uniqueArray(fc.record({ id: fc.stringMatching(/^[a-z]{1,6}$/), unit_cents: fc.nat(100_000) }), {
      selector: ({ id }) => id,
      minLength: 1,
      maxLength: 6,
    });
    const quantities = fc.array(
      fc.integer({ min: 1, max: 9_999 }).map((thousandths) => thousandths / 1000),
      { minLength: 6, maxLength: 6 },
    );
    fc.assert(
      fc.property(list, fc.nat(100_000), fc.boolean(), quantities, (found, cents, isFlat, amounts) => {
        const price = isFlat
          ? ({ kind: "flat", amount_cents: cents } as const)
          : ({ kind: "itemized", minimum_cents: cents } as const);
        const service = readStoredService({
          id: "s",
          name: "S",
          price,
          items: found.map((item) => ({ ...item, label: item.id })),
        });
        const choices = found.map(({ id }, index) => ({ id, quantity: amounts[index] ?? 1 }));
        const sum = found.reduce((total, { unit_cents: unit }, at) => total + lineAmount(amounts[at] ?? 1, unit), 0);
        const now = priceJob(bookWith(0), service, { items: choices, postal_code: null, day: null });
        expect(now.total_cents).toBe(isFlat ? cents + sum : Math.max(cents, sum));
      }),
    );
  });
});

test.each([
  ["PST", "America/Los_Angeles"],
  ["Etc/Unknown", "UTC"],
  ["", "UTC"],
])("a stored zone %j is replaced by %s and reported", (zone, instead) => {
  const found = readableSettings(stored(({ business }) => ({ business: { ...business, time_zone: zone } })));
  expect(found.settings.business.time_zone).toBe(instead);
  expect(found.unusableZone).toBe(zone);
});

test("a zone without a region stays if clocks accept it", () => {
  const found = readableSettings(stored(({ business }) => ({ business: { ...business, time_zone: "EST5EDT" } })));
  expect(found.settings.business.time_zone).toBe("EST5EDT");
  expect(found.unusableZone).toBeNull();
});
