import { expect, test } from "vitest";
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
  // This service has no items, so its empty list has no line.
  const expected = accepted.filter((path) => path !== "services.trailer-15.items");
  const lines = paths.lines(sampleSettings("America/Los_Angeles")).map(([path]) => path);
  expect(lines.toSorted()).toEqual(expected.toSorted());
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
  expect(set("services.junk-removal.items.stairs.unit_cents=3000").services[1]?.items.at(-1)?.unit_cents).toBe(3_000);
  expect(set("services.junk-removal=none").services.map(({ id }) => id)).toEqual(["trailer-15", "single-item"]);
  expect(set('services.bin={"name":"Bin","price":{"kind":"flat","amount_cents":100}}').services.at(-1)).toMatchObject({
    id: "bin",
    active: true,
  });
  expect(set('services.trailer-15.price={"kind":"itemized","minimum_cents":1}').services[0]?.price).toEqual({
    kind: "itemized",
    minimum_cents: 1,
  });
});

test.each([
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
