import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Contact } from "../domain/message/conversation.ts";
import { sign } from "../notify/twilio/signature.ts";
import { FakeClock } from "../test/harness/fake-clock.ts";
import { at, createTestApp, freshKey, goodBooking, owner, textAt, type TestApp } from "../test/harness/test-app.ts";
import { startReceiver, type WebhookReceiver } from "../test/harness/webhook-receiver.ts";

/** What other programs hear of messages: by the calls of the text provider and of customers, at a real receiver. */

const token = "primary-token";
const phone: Contact = { kind: "phone", value: "+16195550100" };

let app: TestApp;
let receiver: WebhookReceiver;
beforeEach(async () => {
  app = await createTestApp({
    // The verifier compares the time of a signature with the machine's.
    clock: new FakeClock(new Date().toISOString()),
    configured: {
      TAILBOARD_TWILIO_ACCOUNT_SID: "AC1",
      TAILBOARD_TWILIO_AUTH_TOKEN: token,
      TAILBOARD_TWILIO_FROM: "+16195550199",
    },
  });
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const add = async (types: string[], scopes: string[] = []) => {
  const body = { url: receiver.url, types, scopes };
  return textAt((await app.call("POST", "/api/v1/webhooks", { as: owner, body })).body, "secret");
};
const provider = async (path: string, fields: Record<string, string>) => {
  const url = `http://localhost:4100${path}`;
  const signed = sign({ url, fields: Object.entries(fields) }, token);
  const answer = await app.call("POST", path, {
    raw: new URLSearchParams(fields).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signed },
  });
  expect(answer.status).toBe(200);
};
const text = (id: string, body: string, from = phone.value) =>
  provider("/api/v1/hooks/twilio/message", { MessageSid: id, From: from, To: "+16195550199", Body: body });
/** Hands over what happened to messages, and sends it. */
const deliver = async () => {
  await app.drainReplies();
  await app.services.webhookRunner.drain();
};
const book = async () => {
  const booked = await app.call("POST", "/api/v1/jobs", {
    as: owner,
    body: {
      service: "trailer-15",
      customer: { name: "Maria", phone: phone.value },
      location: goodBooking.location,
      notify: false,
    },
    headers: { "idempotency-key": freshKey() },
  });
  return { job: textAt(booked.body, "id"), link: textAt(booked.body, "tracking_token") };
};
const bodies = (secret: string) =>
  receiver.received.map((call) => new Webhook(secret).verify(call.body, call.headers) as Record<string, unknown>);

it("programs hear of a customer's text once, with its job, and without its words", async () => {
  const secret = await add(["message.received"]);
  const { job } = await book();
  await text("SM1", "Gate code is 4411");
  await text("SM1", "Gate code is 4411");
  await deliver();
  await deliver();
  expect(bodies(secret)).toMatchObject([
    {
      type: "message.received",
      data: {
        change: { id: "SM1", by: { kind: "customer" }, what: null },
        message: { id: "SM1", dir: "in", via: "text", state: "received" },
        job: { id: job },
      },
    },
  ]);
  expect(receiver.received[0]?.body).not.toContain("4411");
});

it("an endpoint with messages:read gets the words", async () => {
  const secret = await add(["message.received"], ["messages:read"]);
  await book();
  await text("SM1", "Gate code is 4411");
  await deliver();
  expect(bodies(secret)).toMatchObject([{ data: { message: { text: "Gate code is 4411" } } }]);
});

it("a text from an unknown number has no job, and names no number", async () => {
  const secret = await add(["message.received"]);
  await text("SM1", "Do you haul pianos?", "+16195550777");
  await deliver();
  expect(bodies(secret)).toMatchObject([{ type: "message.received", data: { job: null, message: { id: "SM1" } } }]);
  expect(receiver.received[0]?.body).not.toContain("6195550777");
});

it("programs hear of a message of the customer's page with its job, once", async () => {
  const secret = await add(["message.received"], ["messages:read"]);
  const { job, link } = await book();
  await app.call("POST", "/api/v1/tracking/message", {
    body: { text: "The gate is open." },
    headers: { authorization: `Bearer ${link}`, "idempotency-key": freshKey() },
  });
  await app.services.jobs.drain();
  await deliver();
  expect(bodies(secret)).toMatchObject([
    { data: { change: { what: "messaged" }, message: { via: "page", text: "The gate is open." }, job: { id: job } } },
  ]);
});

/** A text that the provider took. */
const sent = async (id: string, job: string): Promise<string> => {
  const { conversations } = app.services;
  const attempt = { id: `attempt ${id}`, until: app.clock.now() + 30_000 };
  const request = { id, contact: phone, job, by: { kind: "system", name: "Tailboard" }, event: "booked" } as const;
  const consent = { at: "2026-11-19T08:00:00.000Z", how: "booking_page" } as const;
  const begun = await conversations.beginSend({
    ...request,
    via: "text",
    text: "Booked!",
    basis: "notice",
    consent,
    attempt,
  });
  expect(begun.how).toBe("begun");
  const key = await conversations.keyOf(phone);
  await conversations.endSend(key, {
    message: id,
    attempt: attempt.id,
    end: { how: "accepted", provider_id: `SM${id}` },
  });
  return key;
};
const fail = (id: string, key: string) =>
  provider(`/api/v1/hooks/twilio/status?m=${id}&c=${key}`, {
    MessageSid: `SM${id}`,
    MessageStatus: "undelivered",
    ErrorCode: "30007",
  });

it("two messages of one job that fail are two events, each told once", async () => {
  const secret = await add(["message.failed"]);
  const { job } = await book();
  for (const id of ["m1", "m2"]) {
    const key = await sent(id, job);
    await fail(id, key);
    await fail(id, key);
  }
  await deliver();
  await deliver();
  const told = bodies(secret);
  expect(told.map((body) => at(body, "data", "message"))).toMatchObject([
    { id: "m1", state: "undelivered", event: "booked", code: "30007" },
    { id: "m2", state: "undelivered" },
  ]);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(2);
  expect(JSON.stringify(told)).not.toContain("Booked!");
});

it("without a webhook that wants them nothing is kept, and an alert of the office is no event", async () => {
  await add(["job.created"]);
  await text("SM1", "Hello");
  await deliver();
  const secret = await add(["message.failed", "message.received"]);
  app.clock.advance({ seconds: 6 });
  await app.services.conversations.note({
    id: "a1",
    contact: phone,
    by: { kind: "system", name: "Tailboard" },
    event: "office_parked",
    via: "email",
    text: "",
    state: "failed",
  });
  await deliver();
  expect(bodies(secret)).toEqual([]);
});

it("webhooks that cannot be read hold up no text", async () => {
  const secret = await add(["message.received"]);
  const { webhooks, conversations } = app.services;
  const read = webhooks.wanted.bind(webhooks);
  webhooks.wanted = () => Promise.reject(new Error("damaged"));
  await text("SM1", "STOP");
  expect(await conversations.find(await conversations.keyOf(phone))).toMatchObject({ opt_out: { how: "keyword" } });
  expect(app.faults.length).toBeGreaterThan(0);
  webhooks.wanted = read;
  await deliver();
  expect(bodies(secret)).toMatchObject([{ type: "message.received" }]);
});

it("a message whose customer was forgotten is not sent", async () => {
  const secret = await add(["message.received"]);
  await text("SM1", "Hello");
  await app.drainReplies();
  app.services.conversations.message = () => Promise.resolve(null);
  await app.services.webhookRunner.drain();
  expect(bodies(secret)).toEqual([]);
  const { items } = (await app.call("GET", "/api/v1/webhooks", { as: owner })).body as { items: { id: string }[] };
  const calls = await app.call("GET", `/api/v1/webhooks/${items[0]?.id ?? ""}/deliveries`, { as: owner });
  expect(at(calls.body, "items")).toMatchObject([{ state: "failed", job: null, last: { error: "message_removed" } }]);
});
