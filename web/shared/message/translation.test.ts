import { expect, it } from "vitest";
import * as english from "#message/clock.ts";
import type { Translation } from "./translation.ts";

type Clock = Translation<typeof english>;

const spanish: Clock = {
  language: "es",
  hour: (hour, minute) => `${hour}:${String(minute).padStart(2, "0")}`,
  bare: (hour) => `${hour}`,
  range: (from, to) => `${from}–${to}`,
  today: "Hoy",
  yesterday: "Ayer",
};

it("accepts a catalog with the same keys and other texts", () => {
  const catalogs: Clock[] = [english, spanish];
  expect(catalogs.map(({ today }) => today)).toEqual(["Today", "Hoy"]);
});

it("does not compile without a key, or with another parameter", () => {
  const { today: _, ...incomplete } = spanish;
  // @ts-expect-error `today` is missing
  const withoutToday: Clock = incomplete;
  // @ts-expect-error a time is two numbers
  const withOtherParameter: Clock = { ...spanish, hour: (text: string) => text };
  expect([withoutToday, withOtherParameter]).toHaveLength(2);
});
