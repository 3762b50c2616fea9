import { expect, test } from "vitest";
import { readList, readPercent, readTons, writePercent } from "./number-text.ts";

test("percents are parts per million, as people type them", () => {
  expect(["8.25", "8,875 %", "0", "10"].map((text) => readPercent(text, 300_000))).toEqual([
    82_500, 88_750, 0, 100_000,
  ]);
  expect(["", "-1", "8.25%%", "1.23456", "30.0001", "a"].map((text) => readPercent(text, 300_000))).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
  expect([82_500, 88_750, 0, 1].map(writePercent)).toEqual(["8.25", "8.875", "0", "0.0001"]);
});

test("tons have at most three decimals and are at most 100", () => {
  expect(["2", "2.5", "1,125", "100"].map(readTons)).toEqual([2, 2.5, 1.125, 100]);
  expect(["", "2.1255", "101", "-1"].map(readTons)).toEqual([null, null, null, null]);
});

test("a list has commas, semicolons or lines", () => {
  expect(readList(" 92101, 92102;92104\n\n92105 ")).toEqual(["92101", "92102", "92104", "92105"]);
});
