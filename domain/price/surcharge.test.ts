import { expect, test } from "vitest";
import { friday, saturday, saturdayTenPercent, trailer } from "./price-book.fixture.ts";
import type { Surcharge } from "./price-book.ts";
import { surchargeLines, type Occasion } from "./surcharge.ts";

const fixed: Surcharge = { id: "s", label: "S", active: true, amount_cents: 1_000 };
const here: Occasion = { postal_code: "92122", day: friday };
const applies = (surcharge: Surcharge, occasion: Occasion) =>
  surchargeLines([surcharge], trailer, [], occasion).length === 1;

test.each<[string, Partial<Surcharge>, Partial<Occasion>, boolean]>([
  ["without conditions", {}, {}, true],
  ["that is not active", { active: false }, {}, false],
  ["of this service", { services: ["trailer-15"] }, {}, true],
  ["of another service", { services: ["junk-removal"] }, {}, false],
  ["of this ZIP code", { postal_codes: ["92122"] }, { postal_code: "92122-0001" }, true],
  ["of another ZIP code", { postal_codes: ["92101"] }, {}, false],
  ["of a ZIP code, without an address", { postal_codes: ["92122"] }, { postal_code: null }, false],
  ["of Fridays", { weekdays: ["fri"] }, {}, true],
  ["of Fridays, on a Saturday", { weekdays: ["fri"] }, { day: saturday }, false],
  ["of Fridays, without a day", { weekdays: ["fri"] }, { day: null }, false],
  ["of this date", { dates: [friday] }, {}, true],
  ["of another date", { dates: [saturday] }, {}, false],
  ["of a date, without a day", { dates: [friday] }, { day: null }, false],
  ["with one condition that does not hold", { dates: [friday], postal_codes: ["92101"] }, {}, false],
])("a surcharge %s", (_what, condition, occasion, expected) => {
  expect(applies({ ...fixed, ...condition }, { ...here, ...occasion })).toBe(expected);
});

test("a surcharge is taxable as its service is", () => {
  const lines = surchargeLines([saturdayTenPercent], { ...trailer, taxable: false }, [], { ...here, day: saturday });
  expect(lines).toMatchObject([{ kind: "surcharge", code: "saturday", taxable: false }]);
});
