import { describe, expect, it } from "vitest";
import { openView, revOf } from "../domain/sealed-view.ts";
import { tokenSecrets } from "../domain/token.ts";
import { at, createTestApp, freshKey, goodBooking, owner, textAt } from "../test/harness/test-app.ts";

type TestApp = Awaited<ReturnType<typeof createTestApp>>;

const bookedApp = async (options: Parameters<typeof createTestApp>[0] = {}) => {
  const app = await createTestApp(options);
  const booked = await app.call("POST", "/api/v1/bookings", {
    body: goodBooking,
    headers: { "idempotency-key": freshKey() },
  });
  return { app, token: textAt(booked.body, "tracking_token"), id: textAt(booked.body, "job", "id") };
};
/** A booked trailer that the crew has dropped off. */
const deliveredApp = async () => {
  const booked = await bookedApp({
    settings: (now) => ({
      ...now,
      services: now.services.map((one) => (one.id === "trailer-15" ? { ...one, visits: ["drop_off", "pickup"] } : one)),
    }),
  });
  await booked.app.call("POST", `/api/v1/jobs/${booked.id}/visits/v1/state`, { as: owner, body: { state: "done" } });
  return booked;
};
const bearer = (token: string, key?: string) => ({
  authorization: `Bearer ${token}`,
  ...(key === undefined ? {} : { "idempotency-key": key }),
});
const track = (app: TestApp, token: string) => app.call("GET", "/api/v1/tracking", { headers: bearer(token) });
const act = (app: TestApp, token: string, what: string, body?: unknown, key?: string) =>
  app.call("POST", `/api/v1/tracking/${what}`, { headers: bearer(token, key), body });
const publicView = async (app: TestApp, token: string) => {
  const got = await app.publicObjects.get(`t/${(await tokenSecrets(token)).lookup}`);
  if (got.outcome !== "found") throw new Error("A link that was given out has an object");
  const json = await openView(token, new Uint8Array(got.body));
  return { rev: revOf(got.body), bytes: got.body.length, job: json === null ? null : (JSON.parse(json) as unknown) };
};
const status = (app: TestApp, id: string, to: string, reason?: string) =>
  app.call("POST", `/api/v1/jobs/${id}/status`, { as: owner, body: { status: to, reason } });

describe("a tracked job", () => {
  it("contains only what the customer needs", async () => {
    const { app, token } = await bookedApp();
    const answer = await track(app, token);
    expect(answer.body).toMatchObject({
      status: "booked",
      stage: "scheduled",
      service: "15-yard dump trailer",
      day: "2026-11-27",
      window: { start: "08:00", end: "12:00" },
      crew_first_name: null,
      next: "crew_arrives",
      can: ["reschedule", "cancel", "message"],
      cutoff_at: "2026-11-27T14:00:00.000Z",
      timeline: [{ what: "booked" }],
      rev: 1,
    });
    for (const secret of ["Mark", "6195550100", "Soderblom"]) expect(answer.text).not.toContain(secret);
  });

  it("belongs to one customer, even after another customer's request", async () => {
    const { app, token } = await bookedApp();
    const other = await app.call("POST", "/api/v1/bookings", {
      body: { ...goodBooking, window: { start: "12:00", end: "16:00" } },
      headers: { "idempotency-key": freshKey() },
    });
    const [first, second] = [await track(app, token), await track(app, textAt(other.body, "tracking_token"))];
    expect(at(first.body, "window", "start")).toBe("08:00");
    expect(at(second.body, "window", "start")).toBe("12:00");
    expect(first.headers.get("cache-control")).toBe("private, no-store");
  });

  it("is published with every change, each with a higher revision", async () => {
    const { app, token, id } = await deliveredApp();
    expect(await publicView(app, token)).toMatchObject({ rev: 2, job: { stage: "on_site" } });
    await act(app, token, "ready");
    await status(app, id, "in_progress");
    await status(app, id, "completed");
    expect(await publicView(app, token)).toMatchObject({
      rev: 5,
      job: { status: "completed", next: "nothing", can: ["book_again", "message"] },
    });
    expect(app.faults).toEqual([]);
  });

  it("names the crew by first name only", async () => {
    const { app, token, id } = await bookedApp({
      settings: (now) => ({ ...now, crews: [{ id: "crew-1", name: "Dana Whitfield", active: true }] }),
    });
    await app.call("PATCH", `/api/v1/jobs/${id}`, {
      as: owner,
      headers: { "if-match": '"1"' },
      body: { crew: "crew-1" },
    });
    const answer = await track(app, token);
    expect(at(answer.body, "crew_first_name")).toBe("Dana");
    expect(answer.text).not.toContain("Whitfield");
  });
});

describe("a customer", () => {
  it("reports the load as ready, with one change for repeated requests", async () => {
    const { app, token } = await deliveredApp();
    expect((await act(app, token, "ready", { note: "By the gate" })).body).toMatchObject({
      status: "ready_for_pickup",
      rev: 3,
    });
    expect((await act(app, token, "ready")).body).toMatchObject({ rev: 3 });
  });

  it("gets the same response for a repeated key, even after the job has changed", async () => {
    const { app, token, id } = await deliveredApp();
    const key = freshKey();
    const first = await act(app, token, "ready", undefined, key);
    await status(app, id, "in_progress");
    const again = await act(app, token, "ready", undefined, key);
    expect([again.body, again.headers.get("idempotency-replayed")]).toEqual([first.body, "true"]);
    expect(await act(app, token, "ready", { note: "other" }, key)).toMatchObject({
      status: 422,
      body: { code: "idempotency_key_reused" },
    });
  });

  it("moves to another window and back, which moves the reservation", async () => {
    const { app, token } = await bookedApp();
    const left = async () => {
      const answer = await app.call("GET", "/api/v1/availability?service=trailer-15&from=2026-11-27&to=2026-11-28");
      return [
        at(answer.body, "days", "0", "windows", "0", "left"),
        at(answer.body, "days", "1", "windows", "0", "left"),
      ];
    };
    const saturday = { day: "2026-11-28", window: { start: "08:00", end: "12:00" } };
    const friday = { day: "2026-11-27", window: { start: "08:00", end: "12:00" } };
    expect((await act(app, token, "reschedule", saturday)).body).toMatchObject({ day: "2026-11-28", rev: 2 });
    expect(await left()).toEqual([3, 2]);
    expect((await act(app, token, "reschedule", friday)).body).toMatchObject({ day: "2026-11-27", rev: 3 });
    expect(await left()).toEqual([2, 3]);
    expect(at((await act(app, token, "reschedule", friday)).body, "rev")).toBe(3);
  });

  it("cannot move to a full window, keeps the current one and gets the nearest alternatives", async () => {
    const { app, token } = await bookedApp();
    await app.call("PUT", "/api/v1/days/2026-11-28/capacity", {
      as: owner,
      body: { windows: [{ start: "08:00", end: "12:00", capacity: 0 }] },
    });
    const answer = await act(app, token, "reschedule", { day: "2026-11-28", window: { start: "08:00", end: "12:00" } });
    expect(answer).toMatchObject({ status: 409, body: { code: "window_full" } });
    expect(at(answer.body, "alternatives")).toHaveLength(4);
    expect(at((await track(app, token)).body, "day")).toBe("2026-11-27");
  });

  it("cannot move or cancel after the cut-off or after the crew has started", async () => {
    const { app, token, id } = await bookedApp();
    app.clock.advance({ days: 3 }); // 2026-11-27 09:00 in Los Angeles, more than two hours before the remaining windows
    expect(await act(app, token, "cancel")).toMatchObject({ status: 409, body: { code: "cutoff_passed" } });
    const monday = { day: "2026-11-30", window: { start: "08:00", end: "12:00" } };
    expect(await act(app, token, "reschedule", monday)).toMatchObject({ status: 409, body: { code: "cutoff_passed" } });
    await status(app, id, "in_progress");
    for (const what of ["cancel", "ready"]) {
      expect(await act(app, token, what)).toMatchObject({ status: 409, body: { code: "transition_not_allowed" } });
    }
  });

  it("cancels before the cut-off, which frees the opening", async () => {
    const { app, token } = await bookedApp();
    expect((await act(app, token, "cancel", { reason: "Sold the house" })).body).toMatchObject({
      status: "cancelled",
      can: ["book_again", "message"],
      next: "nothing",
    });
    expect(at((await act(app, token, "cancel")).body, "rev")).toBe(2);
    expect(
      at(
        (await app.call("GET", "/api/v1/availability?service=trailer-15&from=2026-11-27&to=2026-11-27")).body,
        "days",
        "0",
        "windows",
        "0",
        "left",
      ),
    ).toBe(3);
  });

  it("leaves a message for the office", async () => {
    const { app, token, id } = await bookedApp();
    expect((await act(app, token, "message", { text: "Gate code 4417" })).status).toBe(200);
    const job = await app.call("GET", `/api/v1/jobs/${id}`, { as: owner });
    expect(at(job.body, "history", "1")).toMatchObject({
      what: "messaged",
      by: { kind: "customer" },
    });
    const messages = await app.call("GET", `/api/v1/jobs/${id}/messages`, { as: owner });
    expect(at(messages.body, "items")).toMatchObject([{ dir: "in", via: "page", text: "Gate code 4417" }]);
  });

  it("changes nothing by reading", async () => {
    const { app, token } = await bookedApp();
    for (let count = 0; count < 3; count += 1) await track(app, token);
    expect(at((await track(app, token)).body, "rev")).toBe(1);
  });
});

describe("a link that is no longer valid", () => {
  const gone = async (app: TestApp, token: string) => {
    const answer = await track(app, token);
    expect([answer.status, at(answer.body, "code")]).toEqual([404, "tracking_not_found"]);
    return answer.text.replaceAll(textAt(answer.body, "request_id"), "");
  };

  it("gets the same response if it is revoked, replaced, expired or unknown", async () => {
    const { app, token, id } = await bookedApp();
    const texts = [await gone(app, "A".repeat(32)), await gone(app, "x")];
    const live = await publicView(app, token);

    const replaced = await app.call("POST", `/api/v1/jobs/${id}/link`, { as: owner, body: { action: "replace" } });
    const second = textAt(replaced.body, "tracking_token");
    texts.push(await gone(app, token));
    expect(await publicView(app, token)).toMatchObject({ job: null, bytes: live.bytes });
    expect((await track(app, second)).status).toBe(200);
    expect(await publicView(app, second)).toMatchObject({ job: { status: "booked" } });

    await app.call("POST", `/api/v1/jobs/${id}/link`, { as: owner, body: { action: "revoke" } });
    texts.push(await gone(app, second));
    expect(await publicView(app, second)).toMatchObject({ job: null, bytes: live.bytes });

    const other = await bookedApp();
    await status(other.app, other.id, "cancelled", "No show");
    expect((await track(other.app, other.token)).status).toBe(200);
    other.app.clock.advance({ days: 31 });
    texts.push(await gone(other.app, other.token));
    await other.app.services.jobs.sweep();
    expect(await publicView(other.app, other.token)).toMatchObject({ job: null, bytes: live.bytes });

    expect(new Set(texts).size).toBe(1);
  });

  it("works again after an undo", async () => {
    const { app, token, id } = await bookedApp();
    await app.call("POST", `/api/v1/jobs/${id}/link`, { as: owner, body: { action: "revoke" } });
    await app.call("POST", `/api/v1/jobs/${id}/undo`, { as: owner, headers: { "if-match": '"2"' } });
    expect(await publicView(app, token)).toMatchObject({ rev: 3, job: { status: "booked" } });
  });
});
