import { describe, expect, it } from "vitest";
import type { Day } from "../domain/day.ts";
import { rentalRules } from "../domain/price/price-book.fixture.ts";
import {
  at,
  createTestApp,
  crewOne,
  freshKey,
  goodBooking,
  owner,
  textAt,
  type TestApp,
} from "../test/harness/test-app.ts";

/** Every call of a customer in every state of a job. The clock starts on Tuesday, 2026-11-24, 9 AM. */

const [wednesday, friday, monday, tuesday] = ["2026-11-25", "2026-11-27", "2026-11-30", "2026-12-01"] as const;
const morning = { start: "08:00", end: "12:00" };
const afternoon = { start: "12:00", end: "16:00" };

const open = async (): Promise<TestApp> => {
  const app = await createTestApp({
    settings: (settings) => ({
      ...settings,
      booking: { ...settings.booking, crews_set_prices: true },
      services: settings.services.map((service) => {
        if (service.id === "trailer-15") return { ...service, rental: rentalRules };
        return service.id === "estate-cleanout" ? { ...service, active: true } : service;
      }),
    }),
  });
  const units = ["T15-01", "T15-02"].map((id) => ({ id, state: "in_service" as const }));
  await app.services.equipment.change(() => ({ types: [{ id: "trailer-15", name: "Trailer", units }] }));
  return app;
};

/** One job, and the steps that bring it to a state. */
class Case {
  readonly app: TestApp;
  readonly id: string;
  readonly token: string;

  constructor(app: TestApp, id: string, token: string) {
    this.app = app;
    this.id = id;
    this.token = token;
  }

  static async book(body: object): Promise<Case> {
    const app = await open();
    const answer = await app.call("POST", "/api/v1/bookings", {
      body: { ...goodBooking, day: wednesday, window: morning, ...body },
      headers: { "idempotency-key": freshKey() },
    });
    expect(answer.status, answer.text).toBe(201);
    return new Case(app, textAt(answer.body, "job", "id"), textAt(answer.body, "tracking_token"));
  }

  static async create(body: object): Promise<Case> {
    const app = await open();
    const { location } = goodBooking;
    const answer = await app.call("POST", "/api/v1/jobs", {
      as: owner,
      body: { location, customer: { name: "Mark" }, ...body },
    });
    expect(answer.status, answer.text).toBe(201);
    return new Case(app, textAt(answer.body, "id"), textAt(answer.body, "tracking_token"));
  }

  /** A change by the office. */
  async office(method: string, path: string, body: object, as = owner): Promise<void> {
    const job = await this.app.call("GET", `/api/v1/jobs/${this.id}`, { as: owner });
    const headers = { "if-match": `"${String(at(job.body, "rev"))}"` };
    const answer = await this.app.call(method, `/api/v1/jobs/${this.id}${path}`, { as, body, headers });
    expect([200, 201], `${method} ${path}: ${answer.text}`).toContain(answer.status);
  }

  report(visit: string, state: string, more: object = {}): Promise<void> {
    return this.office("POST", `/visits/${visit}/state`, { state, ...more });
  }

  byLink(method: string, path: string, body?: object) {
    return this.app.call(method, `/api/v1/tracking${path}`, {
      headers: { authorization: `Bearer ${this.token}` },
      ...(body === undefined ? {} : { body }),
    });
  }

  async shown() {
    const answer = await this.byLink("GET", "");
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  }
}

const rental = () => Case.book({});
const quarter = { service: "junk-removal", items: [{ id: "quarter-load", quantity: 1 }] };
const plain = () => Case.book(quarter);
const after = async (made: Promise<Case>, ...steps: ((job: Case) => Promise<unknown>)[]): Promise<Case> => {
  const job = await made;
  for (const step of steps) await step(job);
  return job;
};
const report =
  (visit: string, state: string, more: object = {}) =>
  (job: Case) =>
    job.report(visit, state, more);
const status = (to: string) => (job: Case) =>
  job.office("POST", "/status", { status: to, reason: "The office says so" });
const pickupOn = (day: Day) => (job: Case) => job.office("PATCH", "/visits/v2", { day, window: morning });
const swapOn = (day?: Day) => (job: Case) => job.office("POST", "/visits", { kind: "swap", ...(day && { day }) });
const nextDay = async ({ app }: Case) => app.clock.advance({ days: 1 });
const ready = async (job: Case) => expect((await job.byLink("POST", "/ready", {})).status).toBe(200);

const blocked = { code: "blocked", reason: "A car is in the way" };
const delivered = (...steps: ((job: Case) => Promise<unknown>)[]) =>
  after(rental(), nextDay, report("v1", "done", { unit: "T15-01" }), ...steps);
const request = () =>
  Case.book({ service: "estate-cleanout", description: "The whole garage", day: undefined, window: undefined });
const offer = { lines: [{ label: "Crew of three", quantity: 1, unit_cents: 120_000 }] };
const quoted = (...steps: ((job: Case) => Promise<unknown>)[]) =>
  after(request(), (job) => job.office("POST", "/quote", offer), ...steps);
const threeQuarters = { items: [{ id: "three-quarter-load", quantity: 1 }], reason: "The real load" };
const today = { ...quarter, day: "2026-11-24", crew: "crew-1" };
const priceWaits = (...steps: ((job: Case) => Promise<unknown>)[]) =>
  after(
    Case.create(today),
    report("v1", "on_site"),
    (job) => job.office("POST", "/price", threeQuarters, crewOne),
    ...steps,
  );

/** What the customer may do in each state, and how a job comes to it. Each may also write a message. */
const states: Record<string, [can: string[], make: () => Promise<Case>]> = {
  "a rental without a day": [["reschedule", "cancel"], () => Case.create({ service: "trailer-15" })],
  "a rental with a day": [["reschedule", "cancel"], rental],
  "a drop-off on the way": [[], () => after(rental(), report("v1", "en_route"))],
  "a crew that drops off": [[], () => after(rental(), report("v1", "on_site"))],
  "a drop-off that failed": [["reschedule", "cancel"], () => after(rental(), report("v1", "attempted", blocked))],
  "a trailer on site": [["ready", "extend", "swap"], delivered],
  "a trailer with a pickup day": [["ready", "reschedule", "extend", "swap"], () => delivered(pickupOn(monday))],
  "an overdue trailer": [
    ["ready", "extend"],
    () =>
      delivered(async ({ app }) => {
        app.clock.advance({ days: 9 });
        await app.services.jobs.sweep();
      }),
  ],
  "a trailer that is ready": [["reschedule", "extend"], () => delivered(ready)],
  "a trailer that the office marked ready": [
    ["reschedule", "extend"],
    () => after(rental(), status("ready_for_pickup")),
  ],
  "a planned swap without a day": [["extend"], () => delivered(swapOn())],
  "a planned swap": [["reschedule", "extend"], () => delivered(swapOn(friday))],
  "a swap on the way": [[], () => delivered(swapOn(friday), report("v3", "en_route"))],
  "a swap that failed": [["reschedule", "extend"], () => delivered(swapOn(friday), report("v3", "attempted", blocked))],
  "a trailer after a swap": [
    ["ready", "extend", "swap"],
    () => delivered(swapOn(wednesday), report("v3", "done", { unit: "T15-02" })),
  ],
  "a pickup on the way": [[], () => delivered(pickupOn(wednesday), report("v2", "en_route"))],
  "a crew that picks up": [[], () => delivered(pickupOn(wednesday), report("v2", "on_site"))],
  "a pickup that failed": [
    ["reschedule", "extend"],
    () => delivered(pickupOn(wednesday), report("v2", "on_site"), report("v2", "attempted", blocked)),
  ],
  "a rental that is done": [[], () => delivered(pickupOn(wednesday), report("v2", "on_site"), report("v2", "done"))],
  "a cancelled rental": [[], () => after(rental(), status("cancelled"))],
  "a request for a quote": [["cancel"], request],
  "a quote": [["approve", "decline"], quoted],
  "a quote that was declined": [[], () => quoted((job) => job.byLink("POST", "/quote", { answer: "decline" }))],
  "a job without a day": [["reschedule", "cancel"], () => Case.create(quarter)],
  "a job with a day": [["reschedule", "cancel"], plain],
  "a job on the way": [[], () => after(plain(), report("v1", "en_route"))],
  "a crew at work": [[], () => after(plain(), report("v1", "on_site"))],
  "a price that waits": [["agree"], priceWaits],
  "a job that the office marked ready": [["reschedule", "cancel"], () => after(plain(), status("ready_for_pickup"))],
  "a job that failed": [["reschedule", "cancel"], () => after(plain(), report("v1", "attempted", blocked))],
  "a job that needs another visit": [
    ["reschedule", "cancel"],
    () =>
      after(
        plain(),
        report("v1", "on_site"),
        report("v1", "done", { return_visit: { reason: "The truck is full", day: friday, window: morning } }),
      ),
  ],
  "a job that is done": [[], () => after(plain(), report("v1", "on_site"), report("v1", "done"))],
  "a cancelled job whose price waited": [[], () => priceWaits(status("cancelled"))],
  "a job that is done and whose price waits": [["agree"], () => priceWaits(report("v1", "done"))],
  "a cancelled job": [[], () => after(plain(), status("cancelled"))],
};

/** A call that would change something in every state that allows it. */
const calls: Record<string, (job: Case, shown: unknown) => [path: string, body: object]> = {
  approve: () => [
    "/quote",
    { answer: "approve", version: 1, day: friday, window: morning, name: "Mark", terms_accepted: true },
  ],
  decline: () => ["/quote", { answer: "decline" }],
  cancel: () => ["/cancel", {}],
  reschedule: () => ["/reschedule", { day: tuesday, window: afternoon }],
  // The last paid day is Wednesday, Dec 2. An overdue trailer may go on any later day.
  ready: ({ app }) => {
    const isOverdue = app.clock.now() > Date.parse("2026-12-03");
    return ["/ready", { day: isOverdue ? "2026-12-07" : tuesday, window: afternoon }];
  },
  extend: () => ["/extend", { until: "2026-12-10" }],
  swap: () => ["/swap", {}],
  agree: (_job, shown) => [
    "/price",
    { change: at(shown, "price_change", "id") ?? "p1", total_cents: 47_900, agree: true },
  ],
  message: () => ["/message", { text: "The gate code is 4417" }],
};

/** Calls, and calls again with the price that the refusal shows, as the page does. */
const send = async (job: Case, action: string) => {
  const [path, body] = calls[action]?.(job, await job.shown()) ?? expect.fail(action);
  const first = await job.byLink("POST", path, body);
  if (at(first.body, "code") !== "price_changed" || action === "agree") return first;
  return await job.byLink("POST", path, { ...body, total_cents: at(first.body, "pricing", "total_cents") });
};

/** A call whose result is already there: it changes nothing and is not refused. */
const repeats: Record<string, string[]> = {
  "a cancelled rental": ["cancel"],
  "a cancelled job": ["cancel"],
  "a cancelled job whose price waited": ["cancel"],
  "a quote that was declined": ["cancel", "decline"],
};

describe.each(Object.entries(states))("45: %s", (state, [allowed, make]) => {
  it("accepts no other call than it shows", async () => {
    const job = await make();
    const before = await job.shown();
    const can = (at(before, "can") as string[]).filter((action) => action !== "book_again");
    expect(can.toSorted()).toEqual([...allowed, "message"].toSorted());
    for (const action of Object.keys(calls).filter((name) => !can.includes(name))) {
      const answer = await send(job, action);
      if (repeats[state]?.includes(action) === true) expect(answer.status, action).toBe(200);
      else expect([action, answer.status, at(answer.body, "code")]).toEqual([action, 409, "transition_not_allowed"]);
    }
    expect(await job.shown()).toEqual(before);
  });

  it.each([...allowed, "message"])("accepts %s", async (action) => {
    const job = await make();
    const rev = Number(at(await job.shown(), "rev"));
    const answer = await send(job, action);
    expect(answer.status, answer.text).toBe(200);
    expect(at(answer.body, "rev")).toBe(rev + 1);
  });
});
