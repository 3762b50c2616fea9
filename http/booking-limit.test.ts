import { describe, expect, it, test } from "vitest";
import { addDays } from "../domain/day.ts";
import type { Settings } from "../domain/settings.ts";
import { OutcomeUnknown, StoreUnavailable } from "../store/job-store.ts";
import { MemoryObjectStore } from "../store/adapters/memory/memory-object-store.ts";
import { FakeClock } from "../test/harness/fake-clock.ts";
import {
  at,
  createTestApp,
  freshKey,
  goodBooking,
  owner,
  textAt,
  type TestAppOptions,
} from "../test/harness/test-app.ts";
import { networkOf, networksOf } from "./limit/network.ts";

type TestApp = Awaited<ReturnType<typeof createTestApp>>;

const book = (app: TestApp, body: object, { key = freshKey(), address = "203.0.113.9" } = {}) =>
  app.call("POST", "/api/v1/bookings", { body, headers: { "idempotency-key": key }, address });

let people = 0;
/** A booking by a person who never booked before. */
const stranger = (more: object = {}) => ({
  ...goodBooking,
  customer: { name: `Person ${(people += 1)}`, email: `person${people}@example.com` },
  ...more,
});

const wide = (now: Settings): Settings => ({
  ...now,
  business: { ...now.business, phone: "+16195550142" },
  hours: { ...now.hours, fri: [{ start: "08:00", end: "12:00", capacity: 1_000 }] },
});
const openApp = (more: TestAppOptions = {}) => createTestApp({ limits: true, settings: wide, ...more });

/** `place` for a booking with an opening, `waits` for a request, else the code of the problem. */
const outcomeOf = ({ status, body }: { status: number; body: unknown }): string => {
  if (status !== 201) return textAt(body, "code");
  const visit = at(body, "job", "visits", "0");
  return at(visit, "day") === null && at(visit, "requested") !== undefined ? "waits" : "place";
};

const counted = (outcomes: string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(outcomes, (each) => each)].map(([each, all]) => [each, all.length]));

/** Opens two processes on one store. */
const twoApps = async (more: TestAppOptions = {}) => {
  const clock = new FakeClock();
  const objects = new MemoryObjectStore(() => clock.now());
  const one = await openApp({ clock, objects, ...more });
  return { clock, apps: [one, await openApp({ clock, objects, seed: 2, ...more })] as const };
};

/** Reads all jobs, with and without a day. */
const jobsIn = async (app: TestApp): Promise<unknown[]> => {
  const found: unknown[] = [];
  for await (const job of app.services.jobs.all()) found.push(job);
  return found;
};

describe("one address", () => {
  it("books five openings a day across processes and invented names, then only sends requests, then is refused", async () => {
    const { apps, clock } = await twoApps({ settings: (now) => now });
    const first = "2026-11-27";
    const outcomes: string[] = [];
    // 10 tries in each 10 minutes, over 5 hours, on all days that are offered.
    for (let tried = 0; tried < 300; tried += 1) {
      const app = apps[tried % 2] ?? apps[0];
      const window = [goodBooking.window, { start: "12:00", end: "16:00" }][tried % 2];
      // Sundays have no windows.
      const day = addDays(first, Math.floor(tried / 6) + Math.floor((Math.floor(tried / 6) + 4) / 6));
      outcomes.push(outcomeOf(await book(app, stranger({ day, window }))));
      if (tried % 10 === 9) clock.advance({ minutes: 10 });
    }
    expect(counted(outcomes)).toEqual({ place: 5, waits: 30, too_many_requests: 265 });
    // A refused booking writes no job.
    expect(await jobsIn(apps[0])).toHaveLength(35);
  });

  it("has its full budget again the next day", async () => {
    const app = await openApp();
    for (let count = 0; count < 6; count += 1) await book(app, stranger());
    expect(outcomeOf(await book(app, stranger()))).toBe("waits");
    app.clock.advance({ hours: 23, minutes: 59 });
    expect(outcomeOf(await book(app, stranger()))).toBe("waits");
    app.clock.advance({ minutes: 2 });
    expect(outcomeOf(await book(app, stranger({ day: "2026-12-04" })))).toBe("place");
  });

  it("shared by many customers can still send requests from the sixth booking on", async () => {
    const { apps } = await twoApps();
    const outcomes: string[] = [];
    for (let count = 0; count < 20; count += 1)
      outcomes.push(outcomeOf(await book(apps[count % 2] ?? apps[0], stranger())));
    expect(outcomes).toEqual([...Array<string>(5).fill("place"), ...Array<string>(15).fill("waits")]);
    expect(outcomeOf(await book(apps[0], stranger(), { address: "203.0.113.10" }))).toBe("place");
  });

  it("learns the reason and the phone number after the last request", async () => {
    const app = await openApp();
    for (let count = 0; count < 35; count += 1) expect((await book(app, stranger())).status).toBe(201);
    const answer = await book(app, stranger());
    expect(answer).toMatchObject({
      status: 429,
      body: {
        code: "too_many_requests",
        what: "bookings_a_day",
        max: 30,
        detail: "We got a lot of bookings from your internet connection today. To book now, call us at (619) 555-0142.",
      },
    });
    expect(Number(answer.headers.get("retry-after"))).toBe(86_400);
  });

  it("counts as one IPv4 address or one IPv6 /64, and a /48 counts as four", async () => {
    const app = await openApp();
    const from = async (address: string) => outcomeOf(await book(app, stranger(), { address }));
    for (let count = 0; count < 5; count += 1) expect(await from(`2001:db8:1:1::${count}`)).toBe("place");
    expect(await from("2001:db8:1:1:ffff::1")).toBe("waits");
    for (let count = 0; count < 15; count += 1) expect(await from(`2001:db8:1:${count + 2}::1`)).toBe("place");
    expect(await from("2001:db8:1:ffff::1")).toBe("waits");
    expect(await from("2001:db8:2:1::1")).toBe("place");
  });

  it("has no limit if the owner switched it off", async () => {
    const app = await openApp({
      settings: (now) => ({
        ...wide(now),
        booking: { ...now.booking, requests_past_per_address: null, requests_past_per_hour: null },
      }),
    });
    for (let count = 0; count < 70; count += 1) expect(outcomeOf(await book(app, stranger()))).toBe("place");
  });

  it("counts a repeated booking once, and a failed booking not at all", async () => {
    const app = await openApp();
    const [once, key] = [stranger(), freshKey()];
    for (let count = 0; count < 9; count += 1) expect((await book(app, once, { key })).status).toBe(201);
    await app.call("PUT", "/api/v1/days/2026-11-28/capacity", {
      body: { windows: [{ start: "08:00", end: "12:00", capacity: 0 }], closed: false },
      as: owner,
    });
    for (let count = 0; count < 9; count += 1)
      expect(outcomeOf(await book(app, stranger({ day: "2026-11-28" })))).toBe("window_full");
    for (let count = 0; count < 4; count += 1) expect(outcomeOf(await book(app, stranger()))).toBe("place");
    expect(outcomeOf(await book(app, stranger()))).toBe("waits");
  });

  it("gets the same job for a repeated booking after its budget is used up", async () => {
    const app = await openApp();
    const [first, key] = [stranger(), freshKey()];
    const created = await book(app, first, { key });
    for (let count = 0; count < 36; count += 1) await book(app, stranger());
    const again = await book(app, first, { key });
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([201, "true"]);
    expect(textAt(again.body, "job", "id")).toBe(textAt(created.body, "job", "id"));
  });
});

describe("a count in a budget", () => {
  const tight = () =>
    openApp({ settings: (now) => ({ ...wide(now), booking: { ...now.booking, requests_past_per_address: 1 } }) });

  it("is given back if the booking failed, and kept if the outcome is unknown", async () => {
    const app = await tight();
    const { jobs } = app.services;
    const create = jobs.create.bind(jobs);
    const failWith = async (fault: Error) => {
      jobs.create = async () => {
        throw fault;
      };
      const { status } = await book(app, stranger());
      jobs.create = create;
      return status;
    };
    expect(await failWith(new StoreUnavailable("away"))).toBe(503);
    expect(outcomeOf(await book(app, stranger()))).toBe("place");
    app.clock.advance({ hours: 25 });
    expect(await failWith(new OutcomeUnknown("no answer"))).toBe(503);
    expect(outcomeOf(await book(app, stranger({ day: "2026-12-04" })))).toBe("waits");
  });

  it("is given back for a booking that already exists, even if it was cancelled", async () => {
    const app = await tight();
    const [mark, key] = [stranger(), freshKey()];
    const created = await book(app, mark, { key, address: "10.0.3.1" });
    const headers = { authorization: `Bearer ${textAt(created.body, "tracking_token")}` };
    await app.call("POST", "/api/v1/tracking/cancel", { body: {}, headers });
    for (let count = 0; count < 3; count += 1) {
      const again = await book(app, mark, { key });
      expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([201, "true"]);
    }
    expect(outcomeOf(await book(app, stranger()))).toBe("place");
  });

  it("is given back for one contact if the other is over its limit", async () => {
    const app = await openApp();
    const by = async (customer: object, index: number) => {
      const answer = await book(
        app,
        { ...goodBooking, customer: { name: "Mark", ...customer } },
        { address: `10.0.4.${index}` },
      );
      if (answer.status !== 201) return textAt(answer.body, "code");
      const headers = { authorization: `Bearer ${textAt(answer.body, "tracking_token")}` };
      await app.call("POST", "/api/v1/tracking/cancel", { body: {}, headers });
      return "booked";
    };
    const [phone, email] = ["619-555-0100", "mark@example.com"];
    for (let index = 0; index < 5; index += 1) expect(await by({ email }, index)).toBe("booked");
    for (let index = 0; index < 5; index += 1) expect(await by({ phone, email }, index)).toBe("too_many_requests");
    for (let index = 0; index < 5; index += 1) expect(await by({ phone }, 10 + index)).toBe("booked");
  });
});

describe("all addresses together", () => {
  it("turn a booking into a request without an opening, past the hourly rate of all processes", async () => {
    const { apps, clock } = await twoApps({
      settings: (now) => ({ ...now, booking: { ...now.booking, requests_past_per_hour: 2 } }),
    });
    const from = async (index: number) =>
      await book(apps[index % 2] ?? apps[0], stranger(), { address: `10.0.0.${index}` });
    expect([outcomeOf(await from(1)), outcomeOf(await from(2))]).toEqual(["place", "place"]);
    const answer = await from(3);
    expect(at(answer.body, "job", "visits", "0")).toMatchObject({
      day: null,
      window: null,
      requested: { day: "2026-11-27" },
    });
    const free = await apps[0].call("GET", "/api/v1/availability?service=trailer-15&from=2026-11-27&to=2026-11-27");
    expect(at(free.body, "days", "0", "windows", "0", "left")).toBe(1);
    clock.advance({ minutes: 61 });
    expect(outcomeOf(await from(4))).toBe("place");
  });
});

describe("a request", () => {
  const wait = async () => {
    const app = await openApp({
      settings: (now) => ({ ...wide(now), booking: { ...now.booking, requests_past_per_address: 1 } }),
    });
    await book(app, stranger());
    const { body } = await book(app, stranger());
    const id = textAt(body, "job", "id");
    const link = { authorization: `Bearer ${textAt(body, "tracking_token")}` };
    const move = (day: string) =>
      app.call("POST", "/api/v1/tracking/reschedule", { body: { day, window: goodBooking.window }, headers: link });
    const visit = async () => at((await app.call("GET", `/api/v1/jobs/${id}`, { as: owner })).body, "visits", "0");
    return { app, id, move, visit };
  };

  it("uses no opening when its customer moves it, and only changes the requested window", async () => {
    const { app, move, visit } = await wait();
    expect(await move("2026-12-04")).toMatchObject({ status: 200, body: { day: null } });
    expect(await visit()).toMatchObject({ day: null, window: null, requested: { day: "2026-12-04" } });
    const free = await app.call("GET", "/api/v1/availability?service=trailer-15&from=2026-12-04&to=2026-12-04");
    expect(at(free.body, "days", "0", "windows", "0", "left")).toBe(1_000);
    const before = at(await visit(), "requested");
    expect(await move("2026-12-04")).toMatchObject({ status: 200 });
    expect(at(await visit(), "requested")).toEqual(before);
  });

  it("moves like any other booking after the office has accepted it", async () => {
    const { app, id, move, visit } = await wait();
    const { headers } = await app.call("GET", `/api/v1/jobs/${id}`, { as: owner });
    const accepted = await app.call("PATCH", `/api/v1/jobs/${id}`, {
      body: { day: "2026-11-27", window: goodBooking.window },
      headers: { "if-match": headers.get("etag") ?? "" },
      as: owner,
    });
    expect(accepted.status).toBe(200);
    expect(await visit()).toMatchObject({ day: "2026-11-27" });
    expect(await visit()).not.toHaveProperty("requested");
    expect(await move("2026-12-04")).toMatchObject({ status: 200, body: { day: "2026-12-04" } });
  });

  it("without a day is a request too, so a flood of them cannot be moved to days", async () => {
    const app = await openApp({
      settings: (now) => ({
        ...wide(now),
        services: now.services.map((service) => ({ ...service, needs_window: false })),
        booking: { ...now.booking, requests_past_per_address: 1 },
      }),
    });
    const { day: _day, window: _window, ...someDay } = goodBooking;
    const unscheduled = () => ({ ...someDay, customer: stranger().customer });
    expect(outcomeOf(await book(app, unscheduled()))).toBe("place");
    expect(outcomeOf(await book(app, unscheduled()))).toBe("waits");
  });
});

describe("one contact", () => {
  it("has at most three open bookings in any spelling of its phone, and learns the reason and a number to call", async () => {
    const app = await openApp();
    const phones = ["619-555-0100", "(619) 555 0100", "+1 619 555 0100"];
    for (const [index, phone] of phones.entries()) {
      const answer = await book(
        app,
        { ...goodBooking, customer: { name: "Mark", phone } },
        { address: `10.0.0.${index}` },
      );
      expect(outcomeOf(answer)).toBe("place");
    }
    const before = await jobsIn(app);
    const fourth = await book(app, { ...goodBooking, customer: { name: "Mark", phone: "619.555.0100" } });
    expect(fourth).toMatchObject({
      status: 429,
      body: {
        code: "too_many_requests",
        what: "open_bookings",
        max: 3,
        detail: "You already have 3 open bookings under this phone number. To book another, call us at (619) 555-0142.",
      },
    });
    expect(fourth.text).not.toMatch(/tries|wait/i);
    expect(Number(fourth.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await jobsIn(app)).toHaveLength(before.length);
  });

  it("can repeat its third booking", async () => {
    const app = await openApp();
    const mark = { ...goodBooking, customer: { name: "Mark", phone: "619-555-0100" } };
    await book(app, mark);
    await book(app, mark);
    const key = freshKey();
    const [third, again] = [await book(app, mark, { key }), await book(app, mark, { key })];
    expect([third.status, again.status, again.headers.get("idempotency-replayed")]).toEqual([201, 201, "true"]);
    expect((await book(app, mark)).status).toBe(429);
  });

  it("is one phone number with any extension", async () => {
    const app = await openApp();
    const by = (extension: number) =>
      book(app, { ...goodBooking, customer: { name: "Mark", phone: `619-555-0100 x${extension}` } });
    for (let extension = 1; extension < 4; extension += 1) expect((await by(extension)).status).toBe(201);
    expect((await by(4)).status).toBe(429);
  });

  it("does not count jobs that a dispatcher created", async () => {
    const app = await openApp();
    const { terms_accepted: _terms, ...job } = { ...goodBooking, customer: { name: "Mark", phone: "619-555-0100" } };
    for (let count = 0; count < 3; count += 1)
      expect((await app.call("POST", "/api/v1/jobs", { body: job, as: owner })).status).toBe(201);
    expect((await book(app, { ...job, terms_accepted: true })).status).toBe(201);
  });

  it("is one email in any case, across two processes on one store", async () => {
    const { apps } = await twoApps();
    const by = (email: string, index: number) =>
      book(
        apps[index % 2] ?? apps[0],
        { ...goodBooking, customer: { name: "Ana", email } },
        { address: `10.0.0.${index}` },
      );
    for (let index = 0; index < 3; index += 1) expect(outcomeOf(await by("A@x.com", index))).toBe("place");
    expect(await by("a@x.com", 4)).toMatchObject({
      status: 429,
      body: { what: "open_bookings", detail: expect.stringContaining("this email address") },
    });
  });

  it("is asked to call, without a number, if the business has none", async () => {
    const app = await openApp({ settings: (now) => ({ ...wide(now), business: { ...now.business, phone: null } }) });
    const mark = { ...goodBooking, customer: { name: "Mark", phone: "619-555-0100" } };
    for (let count = 0; count < 3; count += 1) await book(app, mark);
    expect(at((await book(app, mark)).body, "detail")).toMatch(/To book another, please call us\.$/);
  });

  it("books at most five times a day, even if it cancels in between", async () => {
    const app = await openApp();
    const mark = { ...goodBooking, customer: { name: "Mark", phone: "619-555-0100" } };
    for (let count = 0; count < 5; count += 1) {
      const answer = await book(app, mark, { address: `10.0.1.${count}` });
      expect(outcomeOf(answer)).toBe("place");
      const headers = { authorization: `Bearer ${textAt(answer.body, "tracking_token")}` };
      expect((await app.call("POST", "/api/v1/tracking/cancel", { body: {}, headers })).status).toBe(200);
    }
    expect(await book(app, mark, { address: "10.0.1.9" })).toMatchObject({
      status: 429,
      body: {
        what: "bookings_a_day",
        detail: expect.stringMatching(/^We already got 5 bookings today under this phone number\./),
      },
    });
    app.clock.advance({ hours: 24, minutes: 1 });
    expect(outcomeOf(await book(app, mark, { address: "10.0.1.9" }))).toBe("place");
  });

  it("does not use up the budget of its address if it is refused", async () => {
    const app = await openApp();
    const mark = { ...goodBooking, customer: { name: "Mark", phone: "619-555-0100" } };
    for (let count = 0; count < 3; count += 1) await book(app, mark, { address: `10.0.2.${count}` });
    for (let count = 0; count < 9; count += 1) expect((await book(app, mark)).status).toBe(429);
    for (let count = 0; count < 5; count += 1) expect(outcomeOf(await book(app, stranger()))).toBe("place");
  });
});

describe("a form", () => {
  it("is refused if it was filled in faster than a person can, and nothing is booked", async () => {
    const app = await openApp();
    const answer = await book(app, { ...goodBooking, filled_in_ms: 2_999 });
    expect(answer).toMatchObject({ status: 429, body: { code: "too_many_requests" } });
    expect(answer.headers.get("retry-after")).toBe("3");
    expect(await jobsIn(app)).toEqual([]);
    expect((await book(app, { ...goodBooking, filled_in_ms: 3_000 })).status).toBe(201);
  });

  it("is refused if its hidden field is filled in, and nothing is booked", async () => {
    const app = await openApp();
    expect((await book(app, { ...goodBooking, website: "https://spam.example" })).status).toBe(422);
    expect(await jobsIn(app)).toEqual([]);
  });
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:0DB8:0001:0002::1", "2001:db8:1:2"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
  ["", ""],
])("the network of %s is %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("returns the networks that a booking counts in", () => {
  expect(networksOf("203.0.113.9")).toEqual([{ name: "203.0.113.9", factor: 1 }]);
  expect(networksOf("2001:db8:1:2::1")).toEqual([
    { name: "2001:db8:1:2", factor: 1 },
    { name: "2001:db8:1/48", factor: 4 },
  ]);
});
