import { afterEach, beforeEach, expect, it } from "vitest";
import { ScriptedSmtp } from "../notify/smtp/scripted-smtp.ts";
import type { FakeMode, FakeTwilio } from "../notify/twilio/fake-twilio.ts";
import { openProviderApp, providerSite } from "../test/harness/provider-app.ts";
import { at, freshKey, goodBooking, owner, textAt, type TestApp } from "../test/harness/test-app.ts";

const hook = `${providerSite}/api/v1/hooks/twilio/message`;
/** What no log may hold: who it was for, what it said, and what the provider said. */
const person = ["5550142", "philomena", "4127 Utah", "purple couch", "You're booked", "fits nowhere"];
/** What no answer may hold either. */
const secrets = ["smtp-pass-8841", "twilio-token-8841", "http://user:"];

let app: TestApp;
let smtp: ScriptedSmtp;
let twilio: FakeTwilio;
let close: () => Promise<void>;
const answers: string[] = [];

beforeEach(async () => {
  answers.length = 0;
  smtp = new ScriptedSmtp();
  ({ app, twilio, close } = await openProviderApp(await smtp.listen(), "twilio-token-8841"));
});
afterEach(() => Promise.all([close(), smtp.close()]));

const call = async (...[method, path, options]: Parameters<TestApp["call"]>) => {
  const answer = await app.call(method, path, options);
  answers.push(answer.text);
  return answer;
};
const drain = async () => {
  await app.services.jobs.drain();
  await app.drainReplies();
  await app.services.webhookRunner.drain();
};
/** An error with its causes, as a log prints it. */
const printed = (error: unknown): string =>
  error instanceof Error ? `${error.stack ?? ""} ${JSON.stringify(error)} ${printed(error.cause)}` : String(error);
const hitsIn = (text: string, words: readonly string[]): string[] =>
  words.filter((word) => text.toLowerCase().includes(word.toLowerCase()));

const failures: [string, FakeMode[]][] = [
  ["accepts everything", []],
  ["refuses, and says the number", [{ status: 400, code: 21_211 }]],
  ["is busy", [{ status: 429, code: 20_429, retryAfter: 7 }]],
  ["fails", [{ status: 503, code: 0 }]],
  ["does not know the password", [{ status: 401, code: 20_003 }]],
  ["drops its answer", ["drop_answer"]],
];

it.each(failures)("no log has a customer's words or a secret if the provider %s", async (_, modes) => {
  twilio.modes.push(...modes);
  const added = await app.call("POST", "/api/v1/webhooks", {
    as: owner,
    body: { url: "http://127.0.0.1:9/hook?key=hook-key-8841", types: ["job.created", "message.received"] },
  });
  const webhookSecret = textAt(added.body, "secret");
  const booked = await app.call("POST", "/api/v1/bookings", {
    body: {
      ...goodBooking,
      customer: {
        name: "Philomena Ortega",
        phone: "+16195550142",
        email: "philomena@example.com",
        contact_by: "text",
        text_consent: true,
      },
      location: { ...goodBooking.location, street: "4127 Utah St" },
    },
    headers: { "idempotency-key": freshKey() },
  });
  expect(booked.status).toBe(201);
  const token = textAt(booked.body, "tracking_token");
  const job = textAt(booked.body, "job", "id");
  await app.services.providerSecrets.set("smtp", { url: "smtps://user:smtp-pass-8841@mail.example:465" });
  await drain();
  await twilio.text(hook, { From: "+16195550142", Body: "The purple couch fits nowhere" });
  await call("POST", "/api/v1/tracking/message", {
    body: { text: "The purple couch" },
    headers: { authorization: `Bearer ${token}` },
  });
  await drain();
  const inbox = await app.call("GET", "/api/v1/inbox?q=philomena", { as: owner });
  const conversation = textAt(inbox.body, "items", "0", "id");
  const { body } = await app.call("GET", `/api/v1/conversations/${conversation}`, { as: owner });
  await app.call("POST", `/api/v1/conversations/${conversation}/messages`, {
    as: owner,
    body: { text: "The purple couch is fine." },
    headers: { "if-match": `"${String(at(body, "rev"))}"` },
  });
  app.clock.advance({ minutes: 2 });
  await drain();
  for (const path of [
    "message-settings",
    "message-settings/health",
    "settings/secrets",
    "settings",
    "webhooks",
    "messages",
    "api-tokens",
    `jobs/${job}/messages`,
  ])
    await call("GET", `/api/v1/${path}`, { as: owner });
  await call("POST", "/api/v1/hooks/twilio/message", {
    raw: "From=%2B16195550142&Body=purple+couch",
    headers: { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": "wrong" },
  });
  const log = [...app.log.map((line) => JSON.stringify(line)), ...app.faults.map(printed)].join("\n");
  expect(app.log.length).toBeGreaterThan(10);
  expect(hitsIn(log, [...person, ...secrets, "hook-key-8841", token, webhookSecret])).toEqual([]);
  expect(hitsIn(answers.join("\n"), [...secrets, webhookSecret])).toEqual([]);
});
