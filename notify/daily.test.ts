import { describe, expect, test } from "vitest";
import { epochOf, instantOf } from "../domain/clock.ts";
import { addDays, instantIn, type Day } from "../domain/day.ts";
import { applyChange, withVisit, type VisitChange } from "../domain/history.ts";
import { marksJob } from "../domain/job.fixture.ts";
import type { Job } from "../domain/job.ts";
import { deliveredJob, rentedJob } from "../domain/rented-job.fixture.ts";
import type { Finished } from "../store/daily-store.ts";
import { reminderAsk, rentalAsks, runsDue, type DailyRun } from "./daily.ts";

const zone = "America/Los_Angeles";
const rules = { zone, reminder_at: "17:00" };
const by = { kind: "dispatcher", name: "Ana" } as const;
const at = (day: Day, time: string): number => epochOf(instantIn(zone, day, time));
const finished = (reminder: Day, rental = reminder): Finished => ({ reminder, rental });
const runs = (state: Finished, day: Day, time: string): string[] =>
  runsDue(state, at(day, time), rules).map((run) => `${run.kind} ${run.day}`);

describe("the runs that are due", () => {
  test("are reminders of tomorrow from 17:00, and rentals of today from 10:00", () => {
    const done = finished("2026-12-01");
    expect(runs(done, "2026-12-01", "16:59")).toEqual([]);
    expect(runs(done, "2026-12-01", "17:00")).toEqual(["reminder 2026-12-02"]);
    expect(runs(finished("2026-12-02", "2026-12-01"), "2026-12-02", "09:59")).toEqual([]);
    expect(runs(finished("2026-12-02", "2026-12-01"), "2026-12-02", "10:00")).toEqual(["rental 2026-12-02"]);
    expect(runs(finished("2026-12-03", "2026-12-02"), "2026-12-02", "23:59")).toEqual([]);
  });

  test("make up for a missed evening the next morning, and for no day before", () => {
    expect(runs(finished("2026-12-01", "2026-12-01"), "2026-12-02", "07:00")).toEqual(["reminder 2026-12-02"]);
    expect(runs(finished("2026-11-01"), "2026-12-02", "18:00")).toEqual([
      "rental 2026-12-02",
      "reminder 2026-12-02",
      "reminder 2026-12-03",
    ]);
  });

  test("never go back when the zone changes", () => {
    const done = finished("2026-12-02", "2026-12-01");
    const honolulu = { ...rules, zone: "Pacific/Honolulu" };
    for (const time of ["17:00", "21:00", "23:59"]) {
      expect(runsDue(done, at("2026-12-01", time), honolulu)).toEqual([]);
    }
  });

  test.each(["America/Los_Angeles", "America/Phoenix", "Australia/Adelaide"])(
    "come once a day at the wall clock's time, minute by minute over both clock changes: %s",
    (place) => {
      for (const changeDay of ["2027-03-14", "2027-11-07"]) {
        const first = addDays(changeDay, -1);
        const state = finished(first, addDays(first, -1));
        const ran: string[] = [];
        const end = epochOf(instantIn(place, addDays(first, 3), "00:00"));
        for (let now = epochOf(instantIn(place, first, "00:00")); now < end; now += 60_000) {
          for (const { kind, day } of runsDue(state, now, { ...rules, zone: place })) {
            state[kind] = day;
            ran.push(`${kind} ${day} ${clockIn(place, now)}`);
          }
        }
        const days = [0, 1, 2].map((index) => addDays(first, index));
        expect(ran).toEqual(
          days.flatMap((day) => [`rental ${day} ${day} 10:00`, `reminder ${addDays(day, 1)} ${day} 17:00`]),
        );
      }
    },
    60_000,
  );
});

const clockIn = (place: string, now: number): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: place, dateStyle: "short", timeStyle: "short" }).format(now);

/** Mark's job, booked on Nov 20 for Friday, Nov 27 from 8 to 12. */
const job = marksJob();
const id = job.visits[0]?.id ?? "";
const run: DailyRun = { kind: "reminder", day: "2026-11-27", since: "2026-11-26" };
const runAt = at("2026-11-26", "17:00");
const changed = (from: Job, visit: VisitChange, instant: number, what: "moved" | "assigned" = "moved"): Job =>
  applyChange(
    from,
    { next: { ...from, visits: withVisit(from.visits, id, visit) }, what },
    { id: `w${from.rev}`, at: instantOf(instant), by },
  );
const remind = (of: Job, now = runAt) => reminderAsk(of, run, rules)?.plan(of, now) ?? [];

describe("a reminder", () => {
  test("is about the visit, until an hour before it", () => {
    expect(remind(job)).toMatchObject([
      {
        event: "reminder",
        channels: ["text"],
        cause: `${id}|2026-11-27|08:00`,
        visit: { id, day: "2026-11-27", window: { start: "08:00" } },
        while: "visit_scheduled",
        expires_at: at("2026-11-27", "07:00"),
        quiet: "hold",
      },
    ]);
    expect(remind(job, at("2026-11-27", "06:59"))).toHaveLength(1);
    expect(remind(job, at("2026-11-27", "07:00"))).toEqual([]);
    expect(reminderAsk(job, run, rules)?.key).toBe(`reminder|${id}|2026-11-27|08:00`);
  });

  test("has another id for each job", () => {
    const other = { ...job, id: "261127-BBBB" };
    expect(remind(other)[0]?.id).not.toBe(remind(job)[0]?.id);
  });

  test("is only for a scheduled visit of that day", () => {
    expect(reminderAsk(changed(job, { day: "2026-11-28" }, 0), run, rules)).toBeNull();
    expect(reminderAsk(changed(job, { state: "en_route" }, 0), run, rules)).toBeNull();
    expect(reminderAsk({ ...job, status: "cancelled" }, run, rules)).toBeNull();
  });

  test("is decided again on the newest job", () => {
    const ask = reminderAsk(job, run, rules);
    expect(ask?.plan(changed(job, { day: "2026-11-28" }, 0), runAt)).toEqual([]);
    expect(ask?.plan(changed(job, { window: null }, 0), runAt)).toEqual([]);
    expect(ask?.plan({ ...job, status: "cancelled" }, runAt)).toEqual([]);
  });

  test("is left out if the booking or a move was less than 12 hours before the run", () => {
    const moved = (time: string, day = "2026-11-26") =>
      changed(job, { window: { start: "12:00", end: "16:00" } }, at(day, time));
    expect(remind(moved("05:00"))).toHaveLength(1);
    expect(remind(moved("05:01"))).toEqual([]);
    // Booked or moved after 17:00, and then the run is late.
    expect(remind(moved("17:30"), at("2026-11-27", "06:00"))).toEqual([]);
    expect(remind(changed(job, { crew: "walt" }, at("2026-11-26", "16:00"), "assigned"))).toHaveLength(1);
    const address = applyChange(
      job,
      { next: { ...job, location: { ...job.location, street: "2 Elm St" } }, what: "edited" },
      { id: "w9", at: instantOf(at("2026-11-26", "16:00")), by },
    );
    expect(remind(address)).toEqual([]);
  });

  test("goes the way that the customer wants", () => {
    const customer = { name: "Mark", phone: "+16195550100", email: "mark@example.com" };
    const wants = (contact_by: "text" | "email" | "none") =>
      remind({ ...job, customer: { ...customer, contact_by } })[0]?.channels;
    expect(wants("text")).toEqual(["text", "email"]);
    expect(wants("email")).toEqual(["email"]);
    expect(wants("none")).toBeUndefined();
    expect(remind({ ...job, customer: null })).toEqual([]);
  });

  test("of a visit at any time is useful in the morning", () => {
    const anyTime = changed(job, { window: null }, at("2026-11-21", "08:00"));
    expect(remind(anyTime)).toMatchObject([{ expires_at: at("2026-11-27", "11:00") }]);
  });
});

describe("a notice about a rental", () => {
  /** Delivered on Dec 1, paid until Dec 8. */
  const out = deliveredJob();
  const noticesOf = (of: Job, day: Day, since: Day, time = "10:00") =>
    rentalAsks(of, { kind: "rental", day, since }, rules).flatMap(({ plan }) => plan(of, at(day, time)));
  const notices = (of: Job, day: Day, since = addDays(day, -1)): string[] =>
    noticesOf(of, day, since).map(({ event, facts }) => `${event} ${String(facts?.["overdue_days"])}`);

  test("comes on the day before the end, on overdue days 1, 3 and 7, and then weekly", () => {
    const days = Array.from({ length: 40 }, (_, index) => addDays("2026-12-01", index));
    const said = days.flatMap((day) => notices(out, day).map((notice) => `${day} ${notice}`));
    expect(said).toEqual([
      "2026-12-07 rental_due 0",
      "2026-12-09 rental_overdue 1",
      "2026-12-11 rental_overdue 3",
      "2026-12-15 rental_overdue 7",
      "2026-12-22 rental_overdue 14",
      "2026-12-29 rental_overdue 21",
      "2027-01-05 rental_overdue 28",
    ]);
  });

  test("makes up for days without a run with the newest one", () => {
    expect(notices(out, "2026-12-08", "2026-12-06")).toEqual(["rental_due 0"]);
    expect(notices(out, "2026-12-13", "2026-12-06")).toEqual(["rental_overdue 3"]);
    expect(notices(out, "2026-12-13", "2026-12-11")).toEqual([]);
  });

  test("ends in the evening, of the last day if it is about that", () => {
    expect(noticesOf(out, "2026-12-07", "2026-12-06")).toMatchObject([
      { facts: { period: "e1", end: "2026-12-08" }, expires_at: at("2026-12-08", "20:00"), visit: null },
    ]);
    expect(noticesOf(out, "2026-12-09", "2026-12-08")).toMatchObject([{ expires_at: at("2026-12-09", "20:00") }]);
    expect(noticesOf(out, "2026-12-09", "2026-12-08", "20:00")).toEqual([]);
  });

  test("is left out before the delivery, after the pickup has a day, and if the customer is ready", () => {
    expect(notices(rentedJob(), "2026-12-07")).toEqual([]);
    expect(notices(deliveredJob({}, "2026-12-08"), "2026-12-07")).toEqual([]);
    expect(notices({ ...out, status: "cancelled" }, "2026-12-07")).toEqual([]);
    const ready: Job = { ...out, equipment: (out.equipment ?? []).map((one) => ({ ...one, ready_on: "2026-12-05" })) };
    expect(notices(ready, "2026-12-07")).toEqual([]);
    expect(notices(ready, "2026-12-09")).toEqual([]);
    const asked = (out.equipment ?? []).map((one) => ({ ...one, ready_on: "2026-12-05", asked_for: "2026-12-12" }));
    expect(notices({ ...out, equipment: asked }, "2026-12-09")).toEqual([]);
  });

  test("comes if the day of the pickup has passed, and not while the pickup is still ahead", () => {
    const planned = deliveredJob({}, "2026-12-10");
    expect(notices(planned, "2026-12-09")).toEqual([]);
    expect(notices(planned, "2026-12-10", "2026-12-08")).toEqual([]);
    expect(notices(planned, "2026-12-11")).toEqual(["rental_overdue 3"]);
    const removed = planned.visits.map((visit) => ({ ...visit, state: "done" as const }));
    expect(notices({ ...planned, visits: removed }, "2026-12-11")).toEqual([]);
  });

  test("is decided again on the newest job", () => {
    const [ask] = rentalAsks(out, { kind: "rental", day: "2026-12-09", since: "2026-12-08" }, rules);
    const extended: Job = { ...out, equipment: (out.equipment ?? []).map((one) => ({ ...one, allowed_days: 9 })) };
    expect(ask?.plan(extended, at("2026-12-09", "10:00"))).toEqual([]);
    expect(ask?.plan(deliveredJob({}, "2026-12-10"), at("2026-12-09", "10:00"))).toEqual([]);
    expect(ask?.key).toBe("rental|e1|2026-12-08|1");
  });
});
