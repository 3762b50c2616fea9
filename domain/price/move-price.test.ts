import { expect, test } from "vitest";
import { movedPrice } from "./move-price.ts";
import { bookWith, friday, junkRemoval, saturday, saturdayTenPercent, trailer } from "./price-book.fixture.ts";
import type { PricedService } from "./price-book.ts";
import { priceJob, type PriceRequest } from "./price-job.ts";
import { freeze } from "./pricing.ts";

const zip = { id: "zip", label: "Far", active: true, postal_codes: ["92122"], amount_cents: 2_500 };
const book = bookWith(82_500, { surcharges: [zip, saturdayTenPercent] });
const priced = (service: PricedService, day: string, request: Partial<PriceRequest>) =>
  freeze(priceJob(book, service, { items: [], postal_code: "92122", day, ...request }), "2026-11-20T10:00:00.000Z");

test.each<[string, PricedService, Partial<PriceRequest>]>([
  ["a flat price with extra days", trailer, { days: 10, items: [{ id: "tire", quantity: 3 }] }],
  ["an itemized price", junkRemoval, { items: [{ id: "half-load", quantity: 1 }] }],
  ["an estimate", junkRemoval, { items: [{ id: "stairs", quantity: 2 }], not_sure: ["load"] }],
])("a move to a day with another surcharge gives the price of that day, and back: %s", (_what, service, request) => {
  const [onFriday, onSaturday] = [priced(service, friday, request), priced(service, saturday, request)];
  const pick = ({ lines, subtotal_cents, tax_cents, total_cents }: typeof onFriday) => ({ lines, subtotal_cents, tax_cents, total_cents }); // prettier-ignore
  const there = movedPrice(book, service, onFriday, { postal_code: "92122", from: friday, to: saturday });
  expect(there).toEqual({ totals: pick(onSaturday), estimate: onSaturday.estimate });
  const back = movedPrice(book, service, onSaturday, { postal_code: "92122", from: saturday, to: friday });
  expect(back).toEqual({ totals: pick(onFriday), estimate: onFriday.estimate });
});

test("a move between days with the same surcharges keeps the price, also if the owner has changed an amount", () => {
  const pricing = priced(trailer, friday, {});
  const dearer = { surcharges: [{ ...zip, amount_cents: 9_900 }, saturdayTenPercent] };
  const move = { postal_code: "92122", from: friday };
  expect(movedPrice(dearer, trailer, pricing, { ...move, to: "2026-12-07" })).toBeNull();
  const moved = movedPrice(dearer, trailer, pricing, { ...move, to: saturday });
  expect(moved?.totals.lines.map(({ code, amount_cents }) => [code, amount_cents])).toEqual([
    ["base", 60_000],
    ["zip", 2_500],
    ["saturday", 6_000],
    ["tax", 5_651],
  ]);
});

test("a job without a day gets the surcharges of its first day", () => {
  const pricing = freeze(
    priceJob(book, trailer, { items: [], postal_code: "92122", day: null }),
    "2026-11-20T10:00:00.000Z",
  );
  const moved = movedPrice(book, trailer, pricing, { postal_code: "92122", from: null, to: saturday });
  expect(moved?.totals.total_cents).toBe(priced(trailer, saturday, {}).total_cents);
});
