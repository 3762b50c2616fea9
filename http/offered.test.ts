import fc from "fast-check";
import { expect, it } from "vitest";
import { addDays, dayIn, weekdays, type Day } from "../domain/day.ts";
import type { WindowCapacity } from "../domain/settings.ts";
import { FakeClock } from "../test/harness/fake-clock.ts";
import { createTestApp, goodBooking, owner } from "../test/harness/test-app.ts";

/** Zones east and west of the date line, with half-hour offsets, with and without daylight saving time. */
const zones = [
  "America/Los_Angeles",
  "Asia/Kolkata",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "Europe/Berlin",
  "UTC",
];
/** A normal week, both clock changes, the end of a year and a leap day. */
const weeks = ["2026-06-10", "2026-03-07", "2026-10-31", "2026-12-29", "2028-02-27"];

const hours = fc
  .uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 0, maxLength: 4 })
  .map((bounds) => bounds.toSorted((a, b) => a - b).map((hour) => `${String(hour).padStart(2, "0")}:00`))
  .chain((bounds) =>
    fc
      .array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 })
      .map((places) =>
        bounds
          .slice(0, -1)
          .map((start, at): WindowCapacity => ({ start, end: bounds[at + 1] ?? "", capacity: places[at] ?? 0 })),
      ),
  );

const business = fc.record({
  zone: fc.constantFrom(...zones),
  day: fc.constantFrom(...weeks),
  minute: fc.integer({ min: 0, max: 2 * 1_440 }),
  lead_time_hours: fc.constantFrom(0, 1, 2, 24, 72),
  days_ahead: fc.integer({ min: 1, max: 9 }),
  weekdayHours: fc.array(hours, { minLength: 7, maxLength: 7 }),
  later: fc.array(hours, { minLength: 7, maxLength: 7 }),
  closed: fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 3 }),
  /** Days with their own capacity, or closed ones. */
  sized: fc.option(fc.record({ at: fc.integer({ min: 0, max: 9 }), windows: hours, closed: fc.boolean() })),
  picks: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
});

it("availability offers exactly the windows that a booking can get", { timeout: 180_000 }, async () => {
  let accepted = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(business, async (example) => {
      const clock = new FakeClock(
        new Date(Date.parse(`${example.day}T00:00:00Z`) + example.minute * 60_000).toISOString(),
      );
      const today = dayIn(example.zone, clock.now());
      const hoursOf = (lists: WindowCapacity[][]) =>
        Object.fromEntries(weekdays.map((weekday, index) => [weekday, lists[index] ?? []]));
      const app = await createTestApp({
        clock,
        settings: (settings) => ({
          ...settings,
          business: { ...settings.business, time_zone: example.zone },
          booking: { ...settings.booking, lead_time_hours: example.lead_time_hours, days_ahead: example.days_ahead },
          hours: { ...settings.hours, ...hoursOf(example.weekdayHours) },
          closed_days: example.closed.map((ahead) => addDays(today, ahead)),
        }),
      });
      const { sized } = example;
      if (sized !== null) {
        const body = { windows: sized.windows, closed: sized.closed };
        const set = await app.call("PUT", `/api/v1/days/${addDays(today, sized.at)}/capacity`, { as: owner, body });
        expect(set.status).toBe(200);
      }
      const offered = async () => {
        const [from, to] = [addDays(today, -2), addDays(today, example.days_ahead + 2)];
        const query = `?service=${goodBooking.service}&from=${from}&to=${to}`;
        const { status, body } = await app.call("GET", `/api/v1/availability${query}`);
        expect(status).toBe(200);
        return (body as { days: { day: Day; windows: { start: string; end: string; left: number }[] }[] }).days;
      };
      let keys = 0;
      const book = async (day: Day, window: { start: string; end: string }): Promise<boolean> => {
        keys += 1;
        const { status } = await app.call("POST", "/api/v1/bookings", {
          body: { ...goodBooking, day, window: { start: window.start, end: window.end } },
          headers: { "idempotency-key": `offered-${String(keys).padStart(10, "0")}` },
        });
        expect([201, 409, 422]).toContain(status);
        return status === 201;
      };

      for (const [index, pick] of example.picks.entries()) {
        // Halfway through, the hours change although there are bookings.
        if (index === 4)
          await app.services.settings.change((now) => ({ ...now, hours: { ...now.hours, ...hoursOf(example.later) } }));
        if (index === 4) await app.services.jobs.applyHours(today, addDays(today, example.days_ahead));
        const days = await offered();
        const every = days.flatMap(({ day, windows }) => windows.map((window) => ({ day, ...window })));
        // Picks any window of any hours on any day of the range, even if it is not offered.
        const named = [...example.weekdayHours, ...example.later].flat();
        const open = every.filter(({ left }) => left > 0);
        const other = named[pick % Math.max(1, named.length)];
        const day = addDays(today, (pick % (example.days_ahead + 4)) - 2);
        const tries = [open[pick % Math.max(1, open.length)], other === undefined ? undefined : { day, ...other }];
        for (const wanted of tries) {
          if (wanted === undefined) continue;
          const there = (await offered())
            .find((one) => one.day === wanted.day)
            ?.windows.find(({ start, end }) => start === wanted.start && end === wanted.end);
          const got = await book(wanted.day, wanted);
          expect(got, `${wanted.day} ${wanted.start}-${wanted.end} left ${there?.left ?? "none"}`).toBe(
            (there?.left ?? 0) > 0,
          );
          if (got) accepted += 1;
          else refused += 1;
        }
      }
    }),
    { numRuns: 40 },
  );
  // Both accepted and refused bookings occurred.
  expect(Math.min(accepted, refused)).toBeGreaterThan(20);
});
