import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ScriptedSmtp } from "../notify/smtp/scripted-smtp.ts";
import type { FakeTwilio } from "../notify/twilio/fake-twilio.ts";
import { openProviderApp, providerSite } from "../test/harness/provider-app.ts";
import { at, freshKey, goodBooking, owner, textAt, type TestApp } from "../test/harness/test-app.ts";
import type { ObjectStore } from "../store/port/object-store.ts";

/** What may be nowhere after a person was forgotten. */
const person = {
  name: "Philomena",
  phone: "6195550142",
  email: "philomena@example.com",
  street: "4127 Utah",
  note: "gate code 8841",
  words: "couch is purple",
};

const hook = `${providerSite}/api/v1/hooks/twilio/message`;
let app: TestApp;
let smtp: ScriptedSmtp;
let twilio: FakeTwilio;
let close: () => Promise<void>;

beforeEach(async () => {
  smtp = new ScriptedSmtp();
  ({ app, twilio, close } = await openProviderApp(await smtp.listen()));
  // The office hears of the job by email and by text.
  await app.signIn("owner");
  await app.services.people.change((people) => ({
    ...people,
    users: people.users.map((user) => ({ ...user, email: "ana@coastline.example", phone: "+16195550188" })),
  }));
});
afterEach(() => Promise.all([close(), smtp.close()]));

const drain = async () => {
  await app.services.jobs.drain();
  await app.drainReplies();
  await app.services.webhookRunner.drain();
};
const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
  const answer = await app.call("POST", `/api/v1/${path}`, { as: owner, body, headers });
  expect([path, answer.status, answer.status < 300 ? "" : answer.text]).toEqual([path, answer.status, ""]);
  return answer.body;
};

const customer = {
  name: `${person.name} Ortega`,
  phone: `+1${person.phone}`,
  email: person.email,
  contact_by: "text",
  text_consent: true,
};
const location = { ...goodBooking.location, street: `${person.street} St`, notes: person.note };

/** Books, and leaves the person everywhere that a job and its messages are kept. */
const plant = async (): Promise<{ job: string; token: string }> => {
  await post("webhooks", { url: "http://127.0.0.1:9/", types: ["job.created", "job.cancelled", "message.received"] });
  const booked = await app.call("POST", "/api/v1/bookings", {
    body: { ...goodBooking, customer, location },
    headers: { "idempotency-key": freshKey() },
  });
  expect(booked.status).toBe(201);
  const job = textAt(booked.body, "job", "id");
  const token = textAt(booked.body, "tracking_token");
  await drain();
  await twilio.text(hook, { From: customer.phone, Body: `My ${person.words}` });
  const said = await app.call("POST", "/api/v1/tracking/message", {
    body: { text: `The ${person.words}` },
    headers: { authorization: `Bearer ${token}` },
  });
  expect(said.status).toBe(200);
  await drain();
  const conversation = textAt((await app.call("GET", "/api/v1/inbox", { as: owner })).body, "items", "0", "id");
  const { body } = await app.call("GET", `/api/v1/conversations/${conversation}`, { as: owner });
  await post(
    `conversations/${conversation}/messages`,
    { text: `Got it, ${person.name}.` },
    { "if-match": `"${String(at(body, "rev"))}"` },
  );
  const edited = await app.call("PATCH", `/api/v1/jobs/${job}`, {
    as: owner,
    body: { notes: person.note, day: "2026-11-30" },
    headers: { "if-match": `"${String(at((await get(`jobs/${job}`)).body, "rev"))}"` },
  });
  expect(edited.status).toBe(200);
  await app.services.conversations.note({
    id: "parked-message",
    contact: { kind: "phone", value: customer.phone },
    name: customer.name,
    job,
    by: { kind: "system", name: "Tailboard" },
    event: "booked",
    via: "text",
    text: `${person.name}, you're booked.`,
    state: "parked",
    code: "30003",
  });
  await drain();
  return { job, token };
};
const get = (path: string) => app.call("GET", `/api/v1/${path}`, { as: owner });
const end = async (job: string) => {
  await post(`jobs/${job}/status`, { status: "cancelled", reason: `${person.name} asked` });
  await drain();
};

/** The keys of both stores whose bytes have the person. */
const found = async (): Promise<string[]> => {
  const hits: string[] = [];
  for (const store of [app.objects, app.publicObjects])
    for (const key of await keysOf(store)) {
      const got = await store.get(key);
      const bytes = got.outcome === "found" ? Buffer.from(got.body).toString() : "";
      const text = `${key} ${bytes}`.toLowerCase();
      for (const [what, value] of Object.entries(person))
        if (text.includes(value.toLowerCase())) hits.push(`${what} in ${key}`);
    }
  return hits;
};
const keysOf = async (store: ObjectStore): Promise<string[]> => {
  const keys: string[] = [];
  for (let after = ""; ;) {
    const listed = await store.list("", after === "" ? {} : { after });
    if (listed.outcome !== "listed") throw new Error(listed.outcome);
    keys.push(...listed.keys);
    if (!listed.more) return keys;
    after = listed.keys.at(-1) ?? after;
  }
};

/** Runs what runs each hour and each minute, after some time. */
const later = async (time: { minutes: number }) => {
  app.clock.advance(time);
  await app.services.jobs.sweep();
  await app.tidyDocuments();
  await drain();
};
const day = 24 * 60;
const waitForTheLog = async () => {
  await later({ minutes: 61 });
  for (let week = 0; week < 5; week += 1) await later({ minutes: 7 * day });
  for (let hours = 0; hours < 3; hours += 1) await later({ minutes: 61 });
  await later({ minutes: day });
};

describe("a person who is forgotten", () => {
  it("with a job is in no stored value after the log's 35 days", async () => {
    const { job, token } = await plant();
    expect(new Set((await found()).map((hit) => hit.split(" ")[0]))).toEqual(new Set(Object.keys(person)));
    await end(job);
    expect(await post(`jobs/${job}/forget`, { confirm: job })).toMatchObject({ forgotten: [job] });
    const { body } = await get(`jobs/${job}`);
    expect(body).toMatchObject({
      customer: { name: "Forgotten customer" },
      location: { street: "", city: "San Diego", postal_code: "92122" },
      notes: null,
      status: "cancelled",
    });
    for (const value of Object.values(person)) expect(JSON.stringify(body)).not.toContain(value);
    const tracked = await app.call("GET", "/api/v1/tracking", { headers: { authorization: `Bearer ${token}` } });
    expect(tracked.status).toBe(404);
    expect((await get("inbox")).body).toMatchObject({ items: [] });
    await waitForTheLog();
    expect(await found()).toEqual([]);
    expect((await keysOf(app.objects)).filter((key) => key.startsWith("forgetting/"))).toEqual([]);
  });

  it("everywhere is in no stored value after the log's 35 days, and keeps STOP", async () => {
    const { job } = await plant();
    await twilio.text(hook, { From: customer.phone, Body: "STOP" });
    await end(job);
    const record = textAt((await get(`customers?q=${person.name}`)).body, "items", "0", "id");
    const refused = await app.call("POST", `/api/v1/customers/${record}/forget`, {
      as: owner,
      body: { confirm: "c_0000000000" },
    });
    expect(refused.body).toMatchObject({ code: "invalid" });
    expect(await post(`customers/${record}/forget`, { confirm: record })).toMatchObject({ forgotten: [job] });
    expect((await get(`customers/${record}`)).status).toBe(404);
    await waitForTheLog();
    expect(await found()).toEqual([]);
    const { conversations } = app.services;
    const again = await conversations.beginSend({
      id: "later",
      contact: { kind: "phone", value: customer.phone },
      by: { kind: "system", name: "Tailboard" },
      event: "booked",
      via: "text",
      text: "Hello",
      basis: "notice",
      attempt: { id: "a", until: app.clock.now() + 30_000 },
    });
    expect(again).toEqual({ how: "barred", why: "opted_out" });
  });

  it("is forgotten only when the work is over, and the job changes no more", async () => {
    const { job } = await plant();
    const early = await app.call("POST", `/api/v1/jobs/${job}/forget`, { as: owner, body: { confirm: job } });
    expect([early.status, early.body]).toMatchObject([409, { code: "still_open" }]);
    await end(job);
    await post(`jobs/${job}/forget`, { confirm: job });
    expect(await post(`jobs/${job}/forget`, { confirm: job })).toMatchObject({ forgotten: [job] });
    const { rev } = (await get(`jobs/${job}`)).body as { rev: number };
    for (const [method, path, body] of [
      ["POST", `jobs/${job}/undo`, undefined],
      ["PATCH", `jobs/${job}`, { notes: person.note }],
    ] as const) {
      const answer = await app.call(method, `/api/v1/${path}`, {
        as: owner,
        ...(body === undefined ? {} : { body }),
        headers: { "if-match": `"${rev}"` },
      });
      expect([path, answer.status, answer.body]).toMatchObject([path, 409, { code: "forgotten" }]);
    }
  });
});
