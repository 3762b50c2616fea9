import { expect, it } from "vitest";
import { rentalRules } from "../domain/price/price-book.fixture.ts";
import { at, createTestApp, goodBooking, owner, textAt } from "../test/harness/test-app.ts";

it("the board counts a trailer that went out without its number, also where the board itself is unchanged", async () => {
  const app = await createTestApp({
    settings: (settings) => ({
      ...settings,
      services: settings.services.map((one) => (one.id === "trailer-15" ? { ...one, rental: rentalRules } : one)),
    }),
  });
  const units = [{ id: "T15-01", state: "in_service" as const }];
  await app.services.equipment.change(() => ({ types: [{ id: "trailer-15", name: "15-yard dump trailer", units }] }));
  const board = async () => (await app.call("GET", "/api/v1/board", { as: owner })).body;
  expect(at(await board(), "conflicts")).toBe(0);
  const made = await app.call("POST", "/api/v1/jobs", {
    as: owner,
    body: {
      service: "trailer-15",
      day: textAt(await board(), "day"),
      window: { start: "08:00", end: "12:00" },
      customer: { name: "Mark" },
      location: goodBooking.location,
    },
  });
  const path = `/api/v1/jobs/${textAt(made.body, "id")}/visits/v1/state`;
  expect((await app.call("POST", path, { as: owner, body: { state: "done" } })).status).toBe(200);
  // A count is used for a minute.
  expect(at(await board(), "conflicts")).toBe(0);
  app.clock.advance({ minutes: 1 });
  expect(at(await board(), "conflicts")).toBe(1);
});
