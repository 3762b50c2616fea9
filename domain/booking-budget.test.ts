import { expect, it } from "vitest";
import { reservationBudgets } from "./booking-budget.ts";
import { coastline } from "./full-job.fixture.ts";

const { booking } = coastline();
const networks = [
  { name: "203.0.113.7", factor: 1 },
  { name: "203.0.113.0/24", factor: 8 },
];

it("a booking uses the budget of each of its networks and of the hour", () => {
  expect(
    reservationBudgets({ ...booking, requests_past_per_address: 5, requests_past_per_hour: 60 }, networks),
  ).toEqual([
    { kind: "booking-from", name: "203.0.113.7", most: 5, spanSeconds: 86_400 },
    { kind: "booking-from", name: "203.0.113.0/24", most: 40, spanSeconds: 86_400 },
    { kind: "booking-hour", name: "all", most: 60, spanSeconds: 3_600 },
  ]);
});

it("a limit of null has no budget", () => {
  expect(
    reservationBudgets({ ...booking, requests_past_per_address: null, requests_past_per_hour: null }, networks),
  ).toEqual([]);
});
