import { expect, test } from "vitest";
import { rentalRules, saturdayTenPercent } from "../../domain/price/price-book.fixture.ts";
import { sampleSettings, type Settings } from "../../domain/settings.ts";
import { settingsInput } from "../../http/schema/settings.ts";
import { UsageError } from "../command-error.ts";
import { openSettingPaths, settingPathsOf, type JsonSchema } from "./setting-path.ts";

const paths = await openSettingPaths();

test("every line sets its setting to the value that it shows", () => {
  const settings = sampleSettings("America/Los_Angeles");
  const lines = paths.lines(settings).map(([path, value]) => `${path}=${value}`);
  expect(lines).toContain("hours.sat=08:00-12:00x3,12:00-16:00x3");
  expect(lines).toContain("services.trailer-15.price.amount_cents=60000");
  expect(lines.reduce(paths.assign, settings)).toEqual(settings);
});

/** The path of every value in a record. Items of a list are named by their id. */
const valuePaths = (value: unknown, path: string[] = []): string[] => {
  if (Array.isArray(value) && value.some((item) => typeof item === "object" && item !== null && "id" in item))
    return value.flatMap((item: { id: string }) => {
      const { id, ...rest } = item;
      return valuePaths(rest, [...path, id]);
    });
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path.join(".")];
  return Object.entries(value).flatMap(([name, field]) => valuePaths(field, [...path, name]));
};

test("every setting that the API accepts has exactly one line", () => {
  const { rev: _rev, crews: _crews, ...settings } = sampleSettings("America/Los_Angeles");
  // The schema refuses unknown keys, so the parsed settings hold every setting.
  const accepted = valuePaths(settingsInput.parse(settings)).filter((path) => !path.endsWith(".price.kind"));
  const lines = paths.lines(sampleSettings("America/Los_Angeles")).map(([path]) => path);
  expect(lines.toSorted()).toEqual(accepted.toSorted());
});

test("a setting that is added to the schema has a line, without another edit", () => {
  const schema = {
    type: "object",
    properties: {
      business: { type: "object", properties: { name: { type: "string" }, slogan: nullable({ type: "string" }) } },
    },
  };
  const extended = settingPathsOf(schema);
  const settings = { ...sampleSettings("UTC"), business: { ...sampleSettings("UTC").business, slogan: "We haul" } };
  expect(extended.lines(settings)).toEqual([
    ["business.name", "Your Hauling Company"],
    ["business.slogan", "We haul"],
  ]);
  expect(extended.assign(settings, "business.slogan=none").business).toMatchObject({ slogan: null });
});

test("a setting that the stored settings lack can be set", () => {
  const { requests_past_per_address: _, ...booking } = sampleSettings("UTC").booking;
  // What an older version stored.
  const older = { ...sampleSettings("UTC"), booking } as Settings;
  expect(paths.lines(older).map(([path]) => path)).not.toContain("booking.requests_past_per_address");
  expect(paths.assign(older, "booking.requests_past_per_address=7").booking.requests_past_per_address).toBe(7);
});

const nullable = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: "null" }] });

test("lines set text, numbers, yes or no, lists, items, and JSON", () => {
  const set = (...lines: string[]) => lines.reduce(paths.assign, sampleSettings("UTC"));
  expect(set("business.phone=+16195550142").business.phone).toBe("+16195550142");
  expect(set("booking.postal_codes=92122, 92121").booking.postal_codes).toEqual(["92122", "92121"]);
  expect(set("booking.open=no").booking.open).toBe(false);
  expect(set("services.junk-removal.items.stairs.unit_cents=3000").services[1]?.groups[1]?.options[0]?.unit_cents).toBe(
    3_000,
  );
  expect(set("services.junk-removal=none").services.map(({ id }) => id)).toEqual([
    "trailer-15",
    "single-item",
    "estate-cleanout",
  ]);
  expect(set('services.bin={"name":"Bin","price":{"kind":"flat","amount_cents":100}}').services.at(-1)).toMatchObject({
    id: "bin",
    active: true,
  });
  expect(set('services.trailer-15.price={"kind":"itemized","minimum_cents":1}').services[0]?.price).toEqual({
    kind: "itemized",
    minimum_cents: 1,
  });
});

test("lines reach the price book: rental, tax by ZIP code, surcharges, and the path of an older version", () => {
  const fresh = sampleSettings("UTC");
  const settings: Settings = {
    ...fresh,
    services: fresh.services.map((service) => ({ ...service, rental: rentalRules })),
    tax: { label: "Sales tax", rate_ppm: 0, by_postal_code: [{ postal_codes: ["92122"], rate_ppm: 77_500 }] },
    surcharges: [saturdayTenPercent],
    payments: { deposit: { policy: "ask", percent_ppm: 250_000 } },
  };
  const lines = paths.lines(settings).map(([path, value]) => `${path}=${value}`);
  expect(lines).toEqual(
    expect.arrayContaining([
      "services.trailer-15.rental.extra_day_cents=2500",
      "services.trailer-15.rental.included_tons=2",
      "services.trailer-15.deposit=none",
      "services.estate-cleanout.groups=[]",
      "tax.by_postal_code.0.postal_codes=92122",
      "surcharges.saturday.percent_ppm=100000",
      "payments.deposit.percent_ppm=250000",
    ]),
  );
  expect(lines.reduce(paths.assign, settings)).toEqual(settings);
  const set = (line: string) => paths.assign(settings, line);
  expect(set("services.trailer-15.rental.extra_day_cents=3000").services[0]?.rental?.extra_day_cents).toBe(3_000);
  expect(set("services.trailer-15.rental.included_tons=2.5").services[0]?.rental?.included_tons).toBe(2.5);
  expect(set("services.trailer-15.rental=none").services[0]?.rental).toBeNull();
  expect(set("tax.rate_ppm=82500").tax.rate_ppm).toBe(82_500);
  expect(set("tax.by_postal_code.0.rate_ppm=0").tax.by_postal_code[0]?.rate_ppm).toBe(0);
  expect(set("surcharges.saturday.weekdays=sat,sun").surcharges[0]?.weekdays).toEqual(["sat", "sun"]);
  expect(set('payments.deposit={"policy":"none","amount_cents":0}').payments.deposit.policy).toBe("none");
});

test.each([
  "services.junk-removal.items.piano.unit_cents=1",
  "services.trailer-15.groups=none",
  "surcharges=many",
  "tax.by_postal_code.0.rate_ppm=1",
  "business.nme=x",
  "rev=3",
  "crews=[]",
  "=x",
  "x",
  "booking.open=perhaps",
  "booking.days_ahead=many",
  "services.x=y",
  "closed_days=[",
  '__proto__.a={"b":1}',
  "constructor.name=x",
])("refuses %s", (line) => {
  expect(() => paths.assign(sampleSettings("UTC"), line)).toThrow(UsageError);
});
