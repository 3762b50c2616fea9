import type { IncomingMessage } from "node:http";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventTypesOf } from "../domain/webhook/event-type.ts";
import { queueEvents } from "../notify/webhook/queue-events.ts";
import { FakeClock } from "../test/harness/fake-clock.ts";
import { at, createTestApp, freshKey, goodBooking, owner, textAt, type TestApp } from "../test/harness/test-app.ts";
import { answerOk, answerStatus, startReceiver, type WebhookReceiver } from "../test/harness/webhook-receiver.ts";

let app: TestApp;
let receiver: WebhookReceiver;

/** A fake clock that starts at the machine's time. */
const machineClock = () => new FakeClock(new Date().toISOString());

beforeEach(async () => {
  // The verifier compares the time of a signature with the machine's, so the clock of the test starts there.
  app = await createTestApp({ clock: machineClock() });
  receiver = await startReceiver();
});

afterEach(() => receiver.close());

const add = async (body: object = {}) => {
  const added = await app.call("POST", "/api/v1/webhooks", {
    as: owner,
    body: { url: receiver.url, types: ["job.created", "job.updated", "job.cancelled"], ...body },
  });
  expect([added.status, added.body]).toMatchObject([201, {}]);
  return { id: textAt(added.body, "id"), secret: textAt(added.body, "secret") };
};
const list = async () => at((await app.call("GET", "/api/v1/webhooks", { as: owner })).body, "items");
const deliveries = async (id: string) =>
  at((await app.call("GET", `/api/v1/webhooks/${id}/deliveries`, { as: owner })).body, "items") as {
    type: string;
    state: string;
    tries: number;
    next_at: string | null;
    last: { status: number | null; error: string | null } | null;
  }[];
const drain = () => app.services.webhookRunner.drain();
const newest = async (id: string) => {
  const [first] = await deliveries(id);
  return first;
};

/** Books a job, and queues its events as the outbox does. */
const book = async (): Promise<{ id: string; token: string }> => {
  const job = await bookSilently();
  await tell(job.id);
  return job;
};
const bookSilently = async (): Promise<{ id: string; token: string }> => {
  const booked = await app.call("POST", "/api/v1/jobs", {
    as: owner,
    body: { service: "trailer-15", customer: { name: "Maria Peña" }, location: goodBooking.location },
    headers: { "idempotency-key": freshKey() },
  });
  const id = textAt(booked.body, "id");
  return { id, token: textAt(booked.body, "tracking_token") };
};
const tell = async (id: string): Promise<void> => {
  const job = await app.services.jobs.find(id);
  const entry = job?.history.at(-1);
  if (!job || !entry) throw new Error("The job has no history");
  await queueEvents(app.services.webhooks, app.clock)(job, {
    kind: "hook",
    id: "h1",
    job: id,
    change: entry.id,
    types: eventTypesOf(entry),
    not_before: 0,
    failures: 0,
    parked: false,
  });
};

describe("a webhook", () => {
  it("posts what happened, signed, once, and without the tracking link", async () => {
    const { id, secret } = await add();
    const job = await book();
    await tell(job.id); // the outbox may do it twice
    await drain();
    await drain();
    expect(receiver.received).toHaveLength(1);
    const [call] = receiver.received;
    const body = new Webhook(secret).verify(call?.body ?? "", call?.headers ?? {});
    expect(body).toMatchObject({
      type: "job.created",
      data: {
        change: { by: { kind: "dispatcher", name: "Ana" }, what: "booked", rev: 1 },
        job: { id: job.id, rev: 1 },
      },
    });
    expect(call?.body).not.toContain(job.token);
    expect(call?.body).not.toContain("tracking_url");
    expect(call?.headers).toMatchObject({ "content-type": "application/json", host: new URL(receiver.url).host });
    expect(await newest(id)).toMatchObject({
      type: "job.created",
      state: "delivered",
      tries: 1,
      last: { status: 200 },
    });
    const events = await app.call("GET", "/api/v1/events", { as: owner });
    expect(at(events.body, "items", "0", "id")).toBe(call?.id);
  });

  it("gets the job as it is when it is sent, and only the types that it wants", async () => {
    await add({ types: ["job.cancelled"] });
    const { id } = await book();
    await app.call("POST", `/api/v1/jobs/${id}/status`, { as: owner, body: { status: "cancelled", reason: "Rain" } });
    await tell(id);
    await app.call("PATCH", `/api/v1/jobs/${id}`, {
      as: owner,
      body: { notes: "Later" },
      headers: { "if-match": '"2"' },
    });
    await drain();
    expect(receiver.received.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      { type: "job.cancelled", data: { change: { what: "cancelled", rev: 2 }, job: { rev: 3, notes: "Later" } } },
    ]);
  });

  it.each([
    ["answers 500", answerStatus(500), { status: 500, error: "status" }],
    ["answers 404", answerStatus(404), { status: 404, error: "status" }],
    ["redirects", answerStatus(302, { location: "http://127.0.0.1:9/" }), { status: 302, error: "redirect" }],
    ["hangs up", (request: IncomingMessage) => void request.socket.destroy(), { status: null, error: "connection" }],
  ])("is tried again after five seconds if it %s, with the same id", async (_, bad, last) => {
    const { id } = await add();
    await book();
    receiver.answer = bad;
    await drain();
    expect(await newest(id)).toMatchObject({ state: "waiting", tries: 1, last });
    await drain();
    expect(receiver.received).toHaveLength(1);
    receiver.answer = answerOk;
    app.clock.advance({ seconds: 6 });
    await drain();
    expect(receiver.received.map((call) => call.id)).toEqual([receiver.received[0]?.id, receiver.received[0]?.id]);
    expect(await newest(id)).toMatchObject({ state: "delivered", tries: 2 });
  });

  it("has five seconds to answer", { timeout: 15_000 }, async () => {
    const { id } = await add();
    await book();
    receiver.answer = () => undefined;
    await drain();
    expect(await newest(id)).toMatchObject({ state: "waiting", last: { status: null, error: "timeout" } });
  });

  it("may answer slowly or much after its status, but no more than 4 KB is read", { timeout: 15_000 }, async () => {
    const { id } = await add();
    let written = 0;
    let isClosed = false;
    receiver.answer = (_, response) => {
      response.on("close", () => (isClosed = true));
      response.writeHead(200);
      const drip = () => {
        if (isClosed || written > 50_000_000) return;
        written += 16_384;
        response.write("x".repeat(16_384), drip);
      };
      drip();
    };
    await book();
    await drain();
    expect(await newest(id)).toMatchObject({ state: "delivered", last: { status: 200 } });
    expect(written).toBeLessThan(50_000_000);
  });

  it("is disabled by 410, and starts from now when an owner enables it", async () => {
    const { id } = await add();
    receiver.answer = answerStatus(410);
    await book();
    await drain();
    expect(await list()).toMatchObject([{ id, disabled: { why: "gone" }, waiting: 1 }]);
    await book();
    receiver.answer = answerOk;
    app.clock.advance({ seconds: 10 });
    await drain();
    expect(receiver.received).toHaveLength(1);
    await app.call("POST", `/api/v1/webhooks/${id}/enable`, { as: owner });
    await drain();
    expect(receiver.received).toHaveLength(1);
    await book();
    await drain();
    expect(receiver.received).toHaveLength(2);
  });

  it("waits as long as a busy receiver asks for", async () => {
    const { id } = await add();
    receiver.answer = answerStatus(429, { "retry-after": "120" });
    await book();
    await drain();
    receiver.answer = answerOk;
    app.clock.advance({ seconds: 119 });
    await drain();
    expect(receiver.received).toHaveLength(1);
    app.clock.advance({ seconds: 2 });
    await drain();
    expect(receiver.received).toHaveLength(2);
    expect(await newest(id)).toMatchObject({ state: "delivered" });
  });

  it("that fails gets one event at a time, and the rest when it is back", async () => {
    await add({ types: ["job.created"] });
    receiver.answer = answerStatus(500);
    for (let count = 0; count < 5; count += 1) await book();
    await drain();
    expect(receiver.received).toHaveLength(5);
    app.clock.advance({ minutes: 10 });
    await drain();
    expect(receiver.received).toHaveLength(6);
    receiver.answer = answerOk;
    app.clock.advance({ minutes: 10 });
    await drain();
    expect(receiver.received).toHaveLength(11);
  });

  it("has two signatures for a day after its secret is replaced", async () => {
    const { id, secret } = await add();
    const rotated = await app.call("POST", `/api/v1/webhooks/${id}/rotate`, { as: owner });
    const next = textAt(rotated.body, "secret");
    expect(next).not.toBe(secret);
    await book();
    await drain();
    for (const one of [secret, next])
      expect(
        new Webhook(one).verify(receiver.received[0]?.body ?? "", receiver.received[0]?.headers ?? {}),
      ).toBeTruthy();
    app.clock.advance({ hours: 25 });
    await book();
    await drain();
    expect(receiver.received[1]?.headers["webhook-signature"]?.split(" ")).toHaveLength(1);
  });

  it("sends a test that is not repeated", async () => {
    const { id, secret } = await add();
    const tested = await app.call("POST", `/api/v1/webhooks/${id}/test`, { as: owner });
    expect(tested.body).toMatchObject({ attempt: { status: 200, error: null } });
    expect(
      new Webhook(secret).verify(receiver.received[0]?.body ?? "", receiver.received[0]?.headers ?? {}),
    ).toMatchObject({
      type: "webhook.test",
    });
    receiver.answer = answerStatus(503);
    expect((await app.call("POST", `/api/v1/webhooks/${id}/test`, { as: owner })).body).toMatchObject({
      attempt: { status: 503, error: "status" },
    });
    expect(await deliveries(id)).toEqual([]);
  });

  it("sends an event again when the owner asks, also one that failed for good", async () => {
    const { id } = await add();
    await book();
    receiver.answer = answerStatus(500);
    await drain();
    const delivery = textAt(await newest(id), "id");
    const retry = async () => await app.call("POST", `/api/v1/webhooks/${id}/retry`, { as: owner, body: { delivery } });
    expect((await retry()).body).toMatchObject({ id: delivery, state: "waiting", tries: 2, last: { status: 500 } });
    while (at(await newest(id), "state") === "waiting") {
      app.clock.advance({ hours: 25 });
      await app.services.webhookRunner.drain();
    }
    expect(await newest(id)).toMatchObject({ state: "failed", tries: 10, next_at: null });
    receiver.answer = answerOk;
    expect((await retry()).body).toMatchObject({ id: delivery, state: "delivered", tries: 1, last: { status: 200 } });
    expect(new Set(receiver.received.map((call) => call.id))).toEqual(new Set([delivery]));
    const calls = receiver.received.length;
    expect((await retry()).body).toMatchObject({ state: "delivered" });
    expect(receiver.received).toHaveLength(calls);
    const unknown = await app.call("POST", `/api/v1/webhooks/${id}/retry`, { as: owner, body: { delivery: "evt_1" } });
    expect([unknown.status, at(unknown.body, "errors")]).toMatchObject([422, [{ field: "/delivery" }]]);
  });

  it("whose job was removed is not sent", async () => {
    const { id } = await add();
    const job = await book();
    await app.services.jobs.remove(job.id, { kind: "system", name: "Terminal" });
    await drain();
    expect([receiver.received.length, await newest(id)]).toMatchObject([
      0,
      { state: "failed", last: { error: "job_removed" } },
    ]);
  });

  it("shows its secret once, and no answer, log or document has it", async () => {
    const { id, secret } = await add();
    const shown = [
      JSON.stringify(await list()),
      (await app.call("PATCH", `/api/v1/webhooks/${id}`, { as: owner, body: { description: "Books" } })).text,
      JSON.stringify(app.log),
    ];
    const stored = await app.objects.get("webhooks/00000001");
    if (stored.outcome === "found") shown.push(new TextDecoder().decode(stored.body));
    expect(shown).toHaveLength(4);
    for (const text of shown) expect(text).not.toContain(secret.slice(6, 40));
  });

  it("is one of at most ten, and is forgotten with its secret", async () => {
    const ids = [];
    for (let count = 0; count < 10; count += 1) ids.push((await add()).id);
    const refused = await app.call("POST", "/api/v1/webhooks", {
      as: owner,
      body: { url: receiver.url, types: ["job.created"] },
    });
    expect(refused.body).toMatchObject({ code: "too_many", max: 10 });
    const [id = ""] = ids;
    expect((await app.call("DELETE", `/api/v1/webhooks/${id}`, { as: owner })).status).toBe(204);
    expect(await app.services.webhooks.secrets(id, app.clock.now())).toEqual([]);
  });

  it("without its secret is disabled, as after a restore", async () => {
    const { id } = await add();
    await app.services.webhooks.forget(id);
    await book();
    await drain();
    expect([receiver.received.length, await list()]).toMatchObject([0, [{ disabled: { why: "no_secret" } }]]);
    await app.call("POST", `/api/v1/webhooks/${id}/rotate`, { as: owner });
    await app.call("POST", `/api/v1/webhooks/${id}/enable`, { as: owner });
    await book();
    await drain();
    expect(receiver.received).toHaveLength(1);
  });
});

describe("a change", () => {
  it("reaches a webhook by the outbox alone, and costs nothing if no one wants it", async () => {
    const { id } = await add({ types: ["job.cancelled"] });
    const job = await bookSilently();
    await app.call("POST", `/api/v1/jobs/${job.id}/status`, {
      as: owner,
      body: { status: "cancelled", reason: "Rain" },
    });
    await app.services.jobs.drain();
    await drain();
    expect(receiver.received.map(({ body }) => textAt(JSON.parse(body), "type"))).toEqual(["job.cancelled"]);
    expect(await newest(id)).toMatchObject({ type: "job.cancelled", state: "delivered" });
  });

  it("of a sample job reaches no webhook", async () => {
    await add({ types: ["job.created"] });
    await app.call("POST", "/api/v1/sample-day", { as: owner });
    await app.services.jobs.drain();
    await drain();
    expect(receiver.received).toEqual([]);
  });
});

describe("an address", () => {
  it("that is not public is refused", async () => {
    const { id } = await add();
    for (const [url, code] of [
      ["http://hooks.example.com/", "not_https"],
      ["https://10.0.0.1/", "ip_literal"],
      ["https://printer.local/", "no_public_name"],
      ["nonsense", "not_a_url"],
    ]) {
      for (const [method, path, body] of [
        ["POST", "/api/v1/webhooks", { url, types: ["job.created"] }],
        ["PATCH", `/api/v1/webhooks/${id}`, { url }],
      ] as const) {
        const refused = await app.call(method, path, { as: owner, body });
        expect([refused.status, at(refused.body, "code"), at(refused.body, "errors")]).toMatchObject([
          422,
          "unsafe_url",
          [{ field: "/url", code }],
        ]);
      }
    }
  });

  it("on this machine is refused with limits", async () => {
    const strict = await createTestApp({ limits: true });
    const refused = await strict.call("POST", "/api/v1/webhooks", {
      as: owner,
      body: { url: receiver.url, types: ["job.created"] },
    });
    expect(at(refused.body, "code")).toBe("unsafe_url");
  });

  it("whose name leads elsewhere later is not called", async () => {
    let now = ["93.184.216.34"];
    app = await createTestApp({ clock: machineClock(), resolve: () => Promise.resolve(now) });
    const { id } = await add({ url: "https://hooks.example.com/" });
    now = ["93.184.216.34", "127.0.0.1"];
    await book();
    await drain();
    const refused = { status: null, error: "unsafe_url" };
    expect(await newest(id)).toMatchObject({ state: "waiting", last: refused });
    const tested = await app.call("POST", `/api/v1/webhooks/${id}/test`, { as: owner });
    expect(tested.body).toMatchObject({ attempt: refused });
    const delivery = textAt(await newest(id), "id");
    const again = await app.call("POST", `/api/v1/webhooks/${id}/retry`, { as: owner, body: { delivery } });
    expect(again.body).toMatchObject({ state: "waiting", tries: 2, last: refused });
  });

  it("is not called from a copy of a store", async () => {
    app = await createTestApp({ clock: machineClock(), paused: true });
    const { id } = await add();
    await book();
    await drain();
    for (const [verb, body] of [
      ["test", undefined],
      ["retry", { delivery: textAt(await newest(id), "id") }],
    ] as const)
      expect((await app.call("POST", `/api/v1/webhooks/${id}/${verb}`, { as: owner, body })).body).toMatchObject({
        code: "messages_paused",
      });
    expect([receiver.received.length, await newest(id)]).toMatchObject([0, { state: "waiting", tries: 0 }]);
  });
});
