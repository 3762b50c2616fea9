import { expect, test } from "vitest";
import { sampleSettings } from "../../domain/settings.ts";
import { settingsInput } from "../../http/schema/settings.ts";
import { UsageError } from "../failure.ts";
import { readDay } from "./day.ts";
import { readPrice } from "./price.ts";
import { assignSetting, settingLines } from "./setting-path.ts";
import { readHours, readWindow } from "./window.ts";

// 2026-11-27 is a Friday.
test.each([
  ["today", "2026-11-27"],
  ["Tomorrow", "2026-11-28"],
  ["yesterday", "2026-11-26"],
  ["friday", "2026-11-27"],
  ["sat", "2026-11-28"],
  ["thursday", "2026-12-03"],
  ["2026-02-30", "2026-02-30"],
  ["someday", "someday"],
])("%s is %s", (typed, day) => {
  expect(readDay(typed, "2026-11-27")).toBe(day);
});

test.each([
  [{ flat: "600" }, { kind: "flat", amount_cents: 60_000, currency: "USD" }],
  [
    { line: ["Half load x2 = 45.00", "Stairs=25", "Box x 10 x0.5 = $3.10"] },
    {
      kind: "itemized",
      currency: "USD",
      lines: [
        { label: "Half load", quantity: 2, unit_cents: 4_500 },
        { label: "Stairs", quantity: 1, unit_cents: 2_500 },
        { label: "Box x 10", quantity: 0.5, unit_cents: 310 },
      ],
    },
  ],
  [{}, undefined],
])("%j is a price", (options, price) => {
  expect(readPrice(options, "USD")).toEqual(price);
});

test.each([
  { flat: "six" },
  { flat: "-1" },
  { flat: "1.005" },
  { flat: "1", line: ["a=1"] },
  { line: ["Stairs"] },
  { line: ["a = b"] },
])("%j is no price", (options) => {
  expect(() => readPrice(options, "USD")).toThrow(UsageError);
});

test("windows and hours", () => {
  expect(readWindow("8:00-12:00")).toEqual({ start: "08:00", end: "12:00" });
  expect(readHours("08:00-12:00x3, 12:00-16:00 x 2")).toEqual([
    { start: "08:00", end: "12:00", capacity: 3 },
    { start: "12:00", end: "16:00", capacity: 2 },
  ]);
  expect(readHours("closed")).toEqual([]);
  expect(() => readWindow("morning")).toThrow(UsageError);
  expect(() => readHours("08:00-12:00")).toThrow(/places/);
});

test("every setting is a line that sets it to what it is", () => {
  const settings = sampleSettings("America/Los_Angeles");
  const lines = settingLines(settings).map(([path, value]) => `${path}=${value}`);
  expect(lines).toContain("hours.sat=08:00-12:00x3,12:00-16:00x3");
  expect(lines).toContain("services.trailer-15.price.amount_cents=60000");
  expect(lines.reduce(assignSetting, settings)).toEqual(settings);
});

/** Every value in a record by its path; things with an id go by it. */
const leavesOf = (value: unknown, path: string[] = []): string[] => {
  if (Array.isArray(value) && value.some((one) => typeof one === "object" && one !== null && "id" in one))
    return value.flatMap((one: { id: string }) => {
      const { id, ...rest } = one;
      return leavesOf(rest, [...path, id]);
    });
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path.join(".")];
  return Object.entries(value).flatMap(([name, one]) => leavesOf(one, [...path, name]));
};

test("every setting that the API takes has one line, and no line is without a setting", () => {
  const { rev: _rev, crews: _crews, ...settings } = sampleSettings("America/Los_Angeles");
  // What the schema lets through is all that there is: it refuses any other key.
  const taken = leavesOf(settingsInput.parse(settings)).filter((path) => !path.endsWith(".price.kind"));
  // A service without items has no line for them; one of them, and the list is there.
  const listed = taken.filter((path) => path !== "services.trailer-15.items");
  const lines = settingLines(sampleSettings("America/Los_Angeles")).map(([path]) => path);
  expect(lines.toSorted()).toEqual(listed.toSorted());
});

test("setting what lines say", () => {
  const set = (...lines: string[]) => lines.reduce(assignSetting, sampleSettings("UTC"));
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
])("%s is refused", (line) => {
  expect(() => assignSetting(sampleSettings("UTC"), line)).toThrow(UsageError);
});
