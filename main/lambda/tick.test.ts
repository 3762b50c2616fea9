import { describe, expect, it } from "vitest";
import { openView } from "../../domain/sealed-view.ts";
import { freshKey, createTestApp, goodBooking, owner, textAt } from "../../test/harness/test-app.ts";
import type { LogLine } from "./log.ts";
import { tick } from "./tick.ts";

const open = async () => {
  const app = await createTestApp();
  const lines: LogLine[] = [];
  const server = {
    services: app.services,
    hourly: [],
    runDaily: () => Promise.resolve(),
    drainReplies: app.drainReplies,
    runAlerts: app.runAlerts,
    releaseChannels: () => undefined,
  };
  const minute = () =>
    tick("live", () => Promise.resolve(server), {
      clock: app.clock,
      print: (line) => lines.push(line),
      onFault: (error) => {
        throw error;
      },
    });
  const book = async (contact = {}) => {
    const headers = { "idempotency-key": freshKey() };
    const booking = { ...goodBooking, customer: { ...goodBooking.customer, ...contact } };
    const { status, body } = await app.call("POST", "/api/v1/bookings", { body: booking, headers });
    expect(status).toBe(201);
    return { id: textAt(body, "job", "id"), token: textAt(body, "tracking_token") };
  };
  /** What the customer's page finds. Null if there is no view or it does not open. */
  const view = async (token: string): Promise<unknown> => {
    const listed = await app.publicObjects.list("t/");
    if (listed.outcome !== "listed") throw new Error("The public store cannot be listed");
    for (const key of listed.keys) {
      const got = await app.publicObjects.get(key);
      const shown = got.outcome === "found" ? await openView(token, new Uint8Array(got.body)) : null;
      if (shown !== null) return shown;
    }
    return null;
  };
  return { app, lines, minute, book, view };
};

describe("the tick of each minute", () => {
  it("publishes a view that its change could not publish", async () => {
    const { app, lines, minute, book, view } = await open();
    const put = app.publicObjects.put.bind(app.publicObjects);
    app.publicObjects.put = () => Promise.resolve({ outcome: "unavailable", cause: new Error("no route") });
    const { token } = await book();
    expect(await view(token)).toBeNull();
    app.publicObjects.put = put;
    app.clock.advance({ minutes: 10 });
    await minute();
    expect(lines).toMatchObject([{ tick: "live", outbox_waiting: 0, code: null }]);
    expect(await view(token)).not.toBeNull();
  });

  it("counts what was sent, what was not, and the channels that fail", async () => {
    const { app, lines, minute } = await open();
    const { conversations, channelHealth } = app.services;
    const body = { ...goodBooking, customer: { ...goodBooking.customer, email: "mark@example.com" } };
    await app.call("POST", "/api/v1/bookings", { body, headers: { "idempotency-key": freshKey() } });
    await minute();
    expect(lines.at(-1)).toMatchObject({ sent: 1, parked: 0, channel_failing: 0 });
    await conversations.note({
      id: "m",
      contact: { kind: "email", value: "maria@example.com" },
      by: { kind: "system", name: "Tailboard" },
      event: "booked",
      via: "email",
      text: "",
      state: "parked",
      code: "550",
    });
    for (let count = 0; count < 3; count += 1)
      await channelHealth.note("email", { outcome: "misconfigured", code: "535" }, app.clock.now());
    await minute();
    expect(lines.at(-1)).toMatchObject({ sent: 0, parked: 1, channel_failing: 1 });
  });

  it("removes the view of an expired link", async () => {
    const { app, minute, book, view } = await open();
    const { id, token } = await book();
    for (const status of ["in_progress", "completed"])
      await app.call("POST", `/api/v1/jobs/${id}/status`, { as: owner, body: { status } });
    app.clock.advance({ days: 29 });
    await minute();
    expect(await view(token)).not.toBeNull();
    app.clock.advance({ days: 3 });
    await minute();
    expect(await view(token)).toBeNull();
  });

  it.each([
    ["waits once for a message that is due within ten seconds", 6, ["local"]],
    ["leaves a message that is due later to the next minute", 4, []],
  ])("%s", async (_what, seconds, expected) => {
    const { app, lines, minute, book } = await open();
    const { id } = await book({ email: "mark@example.com" });
    await minute();
    // It waits 15 seconds, so that the crew can undo the tap.
    await app.call("POST", `/api/v1/jobs/${id}/visits/v1/state`, { as: owner, body: { state: "en_route" } });
    app.clock.advance({ seconds });
    const started = app.clock.now();
    await minute();
    const { body } = await app.call("GET", `/api/v1/jobs/${id}/messages`, { as: owner });
    const { items } = Object(body) as { items: { event?: string; state: string }[] };
    const states = items.filter(({ event }) => event === "on_the_way").map(({ state }) => state);
    expect(states).toEqual(expected);
    expect(app.clock.now() - started).toBe(expected.length === 0 ? 0 : 9_000);
    expect(lines.at(-1)).toMatchObject({ outbox_waiting: 0, code: null });
  });
});
