import { describe, expect, it, test } from "vitest";
import { instantOf } from "../domain/clock.ts";
import { cancelByCustomer } from "../domain/cancel.ts";
import { coastline } from "../domain/full-job.fixture.ts";
import { applyChange, undo, type Change } from "../domain/history.ts";
import { marksJob } from "../domain/job.fixture.ts";
import type { Actor, Job } from "../domain/job.ts";
import { leaveMessage } from "../domain/message.ts";
import { stands } from "../domain/message/stands.ts";
import { momentIn } from "../domain/moment.ts";
import { moveByCustomer, moveJob } from "../domain/move.ts";
import { rentedJob } from "../domain/rented-job.fixture.ts";
import { setStatus } from "../domain/status.ts";
import { setArrival, setVisitState, type VisitReport } from "../domain/visit-report.ts";
import type { PlannedChange } from "../store/job-store.ts";
import type { NewEntry, NewSend } from "../store/queued-entry.ts";
import { planChange } from "./plan.ts";

const zone = "America/Los_Angeles";
/** Tuesday, Nov 24, 2026, 10:00 in California. */
const now = Date.parse("2026-11-24T18:00:00.000Z");
const minute = 60_000;
const hour = 60 * minute;
const customer: Actor = { kind: "customer", name: "Mark" };
const office: Actor = { kind: "dispatcher", name: "Ana" };
const crew: Actor = { kind: "crew", name: "Dana" };
const morning = { start: "08:00", end: "12:00" };
const afternoon = { start: "12:00", end: "16:00" };
const yes = { at: instantOf(now), how: "booking_page" } as const;

const mark = (change: Partial<Job> = {}, by: Actor = customer): Job => {
  const job = marksJob();
  const [first] = job.history;
  if (first === undefined) throw new Error("A job begins with an entry");
  return {
    ...job,
    visits: job.visits.slice(0, 1),
    customer: { name: "Mark", phone: "+16195550142", email: "mark@example.com", contact_by: "text", text_consent: yes },
    history: [{ ...first, by }],
    ...change,
  };
};
const asked = (visit: Partial<Job["visits"][number]>): Job["visits"] => [
  { id: "v1", kind: "service", day: "2026-11-27", window: morning, crew: null, state: "scheduled", ...visit },
];

let writes = 0;
const changed = (job: Job, change: Change | "unchanged", by: Actor, at = now): Job => {
  if (change === "unchanged") throw new Error("The rule changes nothing");
  writes += 1;
  return applyChange(job, change, { id: `w-${writes}`, at: instantOf(at), by });
};
const plan = (before: Job | null, job: Job, more: Partial<PlannedChange> = {}): NewEntry[] =>
  planChange({ before, job, notify: true, now, ...more }, { zone, hookTypes: () => [] });
const sends = (entries: readonly NewEntry[], audience: NewSend["audience"] = "customer"): NewSend[] =>
  entries.flatMap((entry) => (entry.kind === "send" && entry.audience === audience ? [entry] : []));
const told = (before: Job | null, job: Job, more: Partial<PlannedChange> = {}) => sends(plan(before, job, more));
const brief = (entries: readonly NewSend[]) =>
  entries.map(({ event, channels, not_before, expires_at }) => [
    event,
    channels.join("→"),
    not_before === 0 ? 0 : (not_before - now) / 1_000,
    (expires_at - now) / hour,
  ]);
const report = (job: Job, state: VisitReport["state"], more: Partial<VisitReport> = {}, at = now) =>
  changed(job, setVisitState(job, "v1", { state, ...more }, momentIn(zone, instantOf(at))), crew, at);
const isRight = (job: Job, entry: NewSend | undefined) => {
  if (entry === undefined) throw new Error("Nothing was queued");
  return stands(job, entry, now);
};
const moved = (job: Job, day: string, at = now) =>
  changed(job, moveJob(job, day, morning, momentIn(zone, instantOf(at))), office, at);

/** Hours from now to 8 in the morning of Friday, Nov 27. */
const toFriday = 70;

describe("a new job", () => {
  it("with a day is booked: by text and by email, now if online, after a minute from the office", () => {
    expect(brief(told(null, mark()))).toEqual([
      ["booked", "text", 0, toFriday],
      ["booked", "email", 0, toFriday],
    ]);
    expect(brief(told(null, mark({}, office)))).toEqual([
      ["booked", "text", 60, toFriday],
      ["booked", "email", 60, toFriday],
    ]);
  });

  it("without a day is requested, and so is a request for a quote", () => {
    for (const job of [mark({ visits: asked({ day: null, window: null }) }), mark({ status: "requested" })])
      expect(brief(told(null, job))).toEqual([["requested", "text→email", 0, 24]]);
  });

  it("that the office sends as a quote is a quote", () => {
    const quote = { version: 1, sent_at: instantOf(now), valid_until: "2026-12-08", message: null };
    expect(brief(told(null, mark({ status: "quoted", quote }, office)))).toEqual([
      ["quote_ready", "text", 60, 350],
      ["quote_ready", "email", 60, 350],
    ]);
  });

  it("tells the office if the customer made it", () => {
    expect(sends(plan(null, mark()), "office").map(({ event, lane }) => [event, lane])).toEqual([
      ["office_new_booking", "office"],
    ]);
    expect(sends(plan(null, mark({}, office)), "office")).toEqual([]);
  });

  it("at any time of a day is useless in the evening, and a past one tells nothing", () => {
    const [text] = told(null, mark({ visits: asked({ window: null }) }));
    expect(text?.expires_at).toBe(Date.parse("2026-11-28T04:00:00.000Z"));
    expect(told(null, mark({ visits: asked({ day: "2026-11-23" }) }))).toEqual([]);
  });
});

describe("the customer's choice", () => {
  const [name, phone, email] = ["Mark", "+16195550142", "mark@example.com"];
  it.each([
    ["email", { name, phone, email, contact_by: "email" }, ["email"]],
    ["none", { name, phone, email, contact_by: "none" }, []],
    ["text without an address", { name, phone, contact_by: "text", text_consent: yes }, ["text"]],
    ["email without an address", { name, phone, contact_by: "email" }, []],
    ["nothing, with an address", { name, phone, email }, ["email"]],
  ] as const)("%s decides the channels", (_case, who, channels) => {
    expect(told(null, mark({ customer: who })).map((entry) => entry.channels)).toEqual(channels.map((one) => [one]));
  });

  it("of the office to tell nothing keeps the customer out, and not the office", () => {
    const before = mark();
    const job = report(before, "attempted", { code: "locked" });
    expect(told(before, job, { notify: false })).toEqual([]);
    expect(sends(plan(before, job, { notify: false }), "office").map(({ event }) => event)).toEqual([
      "office_failed_stop",
    ]);
  });
});

describe("another time", () => {
  it("is a change after a minute, and it stands only for the newest time", () => {
    const before = mark();
    const job = moved(before, "2026-11-30");
    const [entry, ...rest] = told(before, job);
    expect(rest).toEqual([]);
    expect(brief(entry === undefined ? [] : [entry])).toEqual([["changed", "text→email", 60, toFriday + 72]]);
    expect(isRight(job, entry)).toBe(true);
    expect(isRight(moved(job, "2026-12-01"), entry)).toBe(false);
  });

  it("five times in 50 seconds leaves one message that stands", () => {
    let job = mark();
    const queued: NewSend[] = [];
    for (const [step, day] of ["2026-11-28", "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03"].entries()) {
      const next = moved(job, day, now + step * 10_000);
      queued.push(...told(job, next, { now: now + step * 10_000 }));
      job = next;
    }
    expect(queued.filter((entry) => isRight(job, entry)).map(({ visit }) => visit?.day)).toEqual(["2026-12-03"]);
    for (const entry of queued) expect(entry.not_before).toBeGreaterThan(now + 50_000);
  });

  it("by the customer is not held at night, and tells the office", () => {
    const before = mark();
    const moment = momentIn(zone, instantOf(now));
    const job = changed(before, moveByCustomer(before, "2026-11-30", afternoon, moment), customer);
    expect(told(before, job).map(({ event, quiet }) => [event, quiet])).toEqual([["changed", "send"]]);
    expect(sends(plan(before, job), "office").map(({ event, facts }) => [event, facts])).toEqual([
      ["office_customer_change", { action: "moved" }],
    ]);
    expect(told(before, moved(before, "2026-11-30")).map(({ quiet }) => quiet)).toEqual(["hold"]);
  });

  it("for the first time is a booking, and no day at all tells nothing", () => {
    const before = mark({ visits: asked({ day: null, window: null, requested: { day: "2026-11-27", window: null } }) });
    expect(brief(told(before, moved(before, "2026-11-27")))).toEqual([
      ["booked", "text", 60, toFriday],
      ["booked", "email", 60, toFriday],
    ]);
    const booked = mark();
    const none = changed(booked, moveJob(booked, null, null, momentIn(zone, instantOf(now))), office);
    expect(told(booked, none)).toEqual([]);
  });

  it("of the pickup is a change, unlike the delivery before it", () => {
    const delivered = rentedJob();
    const customerOf = mark().customer;
    const before = { ...delivered, customer: customerOf };
    const done = report(before, "done", {}, Date.parse("2026-12-01T18:00:00.000Z"));
    expect(told(before, done).map(({ event }) => event)).toEqual(["dropped_off"]);
    const collected = moved(done, "2026-12-07");
    expect(told(done, collected).map(({ event, visit }) => [event, visit?.id])).toEqual([["changed", "v2"]]);
  });

  it("or another address is a change, unlike another note for the crew", () => {
    const before = mark();
    const at = (location: Partial<Job["location"]>) =>
      changed(before, { next: { ...before, location: { ...before.location, ...location } }, what: "edited" }, office);
    expect(told(before, at({ street: "12 Elm St" })).map(({ event }) => event)).toEqual(["changed"]);
    expect(told(before, at({ notes: "Gate 4417" }))).toEqual([]);
  });
});

describe("the day of the visit", () => {
  const eight = Date.parse("2026-11-27T16:00:00.000Z");
  const before = mark();

  it("on the way waits 15 seconds, and an undo within them withdraws it", () => {
    const job = report(before, "en_route", {}, eight);
    const [entry] = told(before, job, { now: eight });
    expect(entry).toMatchObject({ event: "on_the_way", not_before: eight + 15_000, expires_at: eight + 30 * minute });
    expect(entry?.quiet).toBe("send");
    expect(isRight(job, entry)).toBe(true);
    expect(isRight(changed(job, undo(job), crew, eight + 10_000), entry)).toBe(false);
    expect(isRight(report(job, "on_site", {}, eight + 12_000), entry)).toBe(false);
  });

  it("a tap that a phone sends two hours later says nothing", () => {
    const later = eight + 2 * hour;
    const job = report(before, "en_route", { at: instantOf(eight) }, later);
    expect(told(before, job, { now: later })).toEqual([]);
  });

  it("an arrival past the window is late, until another estimate, unlike one within it", () => {
    const late = (minutes: number, job = before) =>
      changed(job, setArrival(job, "v1", minutes, momentIn(zone, instantOf(eight))), crew, eight);
    expect(told(before, late(120), { now: eight })).toEqual([]);
    const job = late(300);
    const [entry] = told(before, job, { now: eight });
    expect(entry).toMatchObject({
      event: "running_late",
      not_before: eight + 15_000,
      expires_at: eight + 300 * minute,
      facts: { estimate: instantOf(eight + 300 * minute) },
    });
    expect(isRight(job, entry)).toBe(true);
    expect(isRight(late(330, job), entry)).toBe(false);
  });

  it("a failed visit waits two minutes for the customer, and the office hears of it now", () => {
    const job = report(before, "attempted", { code: "locked" }, eight);
    const entries = plan(before, job, { now: eight });
    expect(sends(entries)).toMatchObject([
      {
        event: "attempted",
        channels: ["text", "email"],
        not_before: eight + 2 * minute,
        expires_at: eight + 24 * hour,
      },
    ]);
    expect(sends(entries, "office")).toMatchObject([
      {
        event: "office_failed_stop",
        channels: ["text", "email"],
        not_before: 0,
        expires_at: eight + 4 * hour,
        quiet: "send",
      },
    ]);
    expect(isRight(moved(job, "2026-11-30"), sends(entries)[0])).toBe(false);
  });

  it("completed goes by text and email after two minutes, unless it is undone", () => {
    const started = report(before, "on_site", {}, eight);
    const job = report(started, "done", {}, eight);
    const entries = told(started, job, { now: eight });
    expect(
      entries.map(({ event, channels, not_before, expires_at }) => [event, channels, not_before, expires_at]),
    ).toEqual(["text", "email"].map((channel) => ["completed", [channel], eight + 2 * minute, eight + 72 * hour]));
    expect(isRight(changed(job, undo(job), office), entries[0])).toBe(false);
  });
});

describe("a cancellation", () => {
  const before = mark();
  const cancel = changed(
    before,
    setStatus(before, "cancelled", { reason: "Rain" }, momentIn(zone, instantOf(now))),
    office,
  );

  it("of the office waits a minute, names the visit that is off, and an undo withdraws it", () => {
    const [entry] = told(before, cancel);
    expect(brief(entry === undefined ? [] : [entry])).toEqual([["cancelled", "text→email", 60, 48]]);
    expect(entry?.visit).toEqual({ id: "v1", day: "2026-11-27", window: morning });
    const back = changed(cancel, undo(cancel), office);
    expect(isRight(back, entry)).toBe(false);
    expect(told(cancel, back).map(({ event }) => event)).toEqual(["booked", "booked"]);
  });

  it("of the customer goes now, and the office hears of it", () => {
    const job = changed(
      before,
      cancelByCustomer(before, coastline(), undefined, momentIn(zone, instantOf(now))),
      customer,
    );
    expect(brief(told(before, job))).toEqual([["cancelled", "text→email", 0, 48]]);
    expect(sends(plan(before, job), "office").map(({ facts }) => facts)).toEqual([{ action: "cancelled" }]);
  });

  it("of a quote that ran out or was declined tells the customer nothing", () => {
    const quoted = mark({ status: "quoted" });
    for (const kind of ["declined", "expired", "withdrawn"] as const) {
      const next: Job = { ...quoted, status: "cancelled", ended_by: { kind } };
      expect(told(quoted, changed(quoted, { next, what: "cancelled" }, customer))).toEqual([]);
    }
  });
});

test("a price that waits for the customer says so now, and not after the answer", () => {
  const before = mark();
  const pending = { id: "a1", at: instantOf(now), by: "Dana", reason: "More", lines: [], total_cents: 90_000 };
  const waiting = { ...before, pricing: { ...before.pricing, pending } };
  const job = changed(before, { next: waiting, what: "priced" }, crew);
  const [entry] = told(before, job);
  expect(brief(entry === undefined ? [] : [entry])).toEqual([["price_waiting", "text→email", 0, 24]]);
  expect([isRight(job, entry), isRight(before, entry)]).toEqual([true, false]);
  expect(told(job, changed(job, { next: { ...job, notes: "x" }, what: "edited" }, office))).toEqual([]);
});

test("a revised quote is a new message, and the older one is withdrawn", () => {
  const quote = { version: 1, sent_at: instantOf(now), valid_until: "2026-12-08", message: null };
  const requested = mark({ status: "requested" });
  const first = changed(requested, { next: { ...requested, status: "quoted", quote }, what: "quoted" }, office);
  const second = changed(first, { next: { ...first, quote: { ...quote, version: 2 } }, what: "quoted" }, office);
  const [old] = told(requested, first);
  const [entry] = told(first, second);
  expect([old?.facts, entry?.facts]).toEqual([{ quote: 1 }, { quote: 2 }]);
  expect([isRight(second, old), isRight(second, entry)]).toEqual([false, true]);
});

test("a message of the customer's page is filed in its words, and alerts the office with its beginning", () => {
  const before = mark();
  const text = `Please call me. ${"ñ".repeat(400)}`;
  const job = changed(before, leaveMessage(before), customer);
  const id = job.history.at(-1)?.id;
  const [alert, filed, ...rest] = plan(before, job, { message: text });
  expect(rest).toEqual([]);
  expect(filed).toMatchObject({ kind: "append", message: id, text, by: customer });
  expect(alert).toMatchObject({ kind: "send", event: "office_message", not_before: now + minute });
  expect(new TextEncoder().encode(JSON.stringify(alert?.kind === "send" && alert.facts)).length).toBeLessThan(300);
});

test("other systems get one entry with the types that they asked for", () => {
  const job = mark();
  const change = { before: null, job, notify: true, now };
  expect(planChange(change, { zone, hookTypes: () => ["job.created"] })).toContainEqual({
    kind: "hook",
    id: "hook-w0",
    change: "w0",
    types: ["job.created"],
  });
});

test("one change always has the same ids, and no two of its messages share one", () => {
  const ids = (entries: NewEntry[]) => entries.map(({ id }) => id);
  const job = mark();
  expect(ids(plan(null, job))).toEqual(ids(plan(null, job, { now: now + 5_000 })));
  expect(new Set(ids(plan(null, job))).size).toBe(plan(null, job).length);
});
