import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ScriptedSmtp } from "../notify/smtp/scripted-smtp.ts";
import { FakeTwilio } from "../notify/twilio/fake-twilio.ts";
import {
  at,
  createTestApp,
  goodBooking,
  owner,
  textAt,
  type TestApp,
  type TestAppOptions,
} from "../test/harness/test-app.ts";

const base = "/api/v1/message-settings";
const smtp = new ScriptedSmtp();
const twilio = new FakeTwilio();
let configured: Record<string, string>;
beforeEach(async () => {
  smtp.received.length = 0;
  smtp.script = {};
  twilio.messages.length = 0;
  configured = {
    TAILBOARD_SMTP_URL: await smtp.listen(),
    TAILBOARD_MAIL_FROM: "Coastline <office@coastline.example>",
    TAILBOARD_TWILIO_ACCOUNT_SID: "AC1",
    TAILBOARD_TWILIO_AUTH_TOKEN: "token",
    TAILBOARD_TWILIO_FROM: "+16195550100",
    TAILBOARD_TWILIO_URL: await twilio.listen(),
  };
});
afterEach(() => Promise.all([smtp.close(), twilio.close()]));

/** An app whose store is live. */
const openLive = async (options: TestAppOptions = {}): Promise<TestApp> => {
  const app = await createTestApp({ configured, ...options });
  await app.services.channels.goLive();
  return app;
};
const send = (app: TestApp, channel: string, to: string) =>
  app.call("POST", `${base}/test`, { as: owner, body: { channel, to } });
const health = async (app: TestApp) => (await app.call("GET", `${base}/health`, { as: owner })).body;

describe("a test message", () => {
  it("goes through the account, with invented values and a subject that says so", async () => {
    const app = await openLive();
    const email = await send(app, "email", "ana@example.com");
    expect(email.body).toMatchObject({ outcome: "accepted", code: null, detail: expect.stringContaining("spam") });
    expect(smtp.received[0]).toMatch(/Subject: Test: You're booked/);
    const text = await send(app, "text", "(619) 555-0142");
    expect(text.body).toMatchObject({ outcome: "accepted" });
    expect(twilio.messages[0]?.fields).toMatchObject({ To: "+16195550142", Body: expect.stringMatching(/^Test: /) });
    expect(await health(app)).toMatchObject({
      email: { state: "ok", last_success: "2026-11-24T17:00:00.000Z", sender: "Coastline <office@coastline.example>" },
      text: { state: "ok", source: "environment" },
      paused: null,
    });
  });

  it.each([
    ["535 wrong", "AUTH", /login or the password is wrong/],
    ["553 not you", "MAIL", /doesn't let this login send from this address/],
    ["550 no such user", "RCPT", /doesn't exist/],
    ["554 Message rejected: Email address is not verified.", "BODY", /sandbox/],
    ["451 busy", "BODY", /try again/],
  ] as const)("says in words what %s means, and repeats none of the server's", async (answer, step, words) => {
    const app = await openLive({
      configured: {
        ...configured,
        TAILBOARD_SMTP_URL: (configured["TAILBOARD_SMTP_URL"] ?? "").replace("://", "://a:b@"),
      },
    });
    smtp.script = { [step]: `${answer} <ana@example.com>` };
    const { body, text } = await send(app, "email", "ana@example.com");
    expect(textAt(body, "detail")).toMatch(words);
    expect(text).not.toContain("ana@example.com");
  });

  it("says that a number is not registered", async () => {
    twilio.modes.push({ status: 400, code: 30034 });
    const { body } = await send(await openLive(), "text", "+16195550142");
    expect(textAt(body, "detail")).toMatch(/isn't registered yet.* \(30034\)$/);
  });

  it("is refused without an account, on a paused store, past ten an hour, and to what is no address", async () => {
    expect(at((await send(await createTestApp(), "email", "ana@example.com")).body, "code")).toBe("no_channel");
    const copy = await createTestApp({ configured });
    expect(at((await send(copy, "email", "ana@example.com")).body, "code")).toBe("messages_paused");
    const app = await openLive({ limits: true });
    expect(at((await send(app, "email", "ana")).body, "errors", "0", "field")).toBe("/to");
    expect(at((await send(app, "text", "12")).body, "errors", "0", "field")).toBe("/to");
    for (let count = 0; count < 10; count += 1) expect((await send(app, "email", "ana@example.com")).status).toBe(200);
    const eleventh = await send(app, "email", "ana@example.com");
    expect([eleventh.status, eleventh.headers.get("retry-after")]).toEqual([429, "3600"]);
    expect(smtp.received).toHaveLength(10);
  });
});

describe("the health", () => {
  it("of a store without accounts says what to do", async () => {
    expect(await health(await createTestApp())).toMatchObject({
      email: { state: "not_set_up", sender: null, source: null, waiting: 0, parked: 0 },
      text: { state: "not_set_up" },
      signature_mismatch: false,
    });
  });

  it("says since when a channel fails, and what is wrong with the account", async () => {
    const app = await openLive();
    for (let count = 0; count < 3; count += 1)
      await app.services.channelHealth.note("email", { outcome: "misconfigured", code: "535" }, app.clock.now());
    expect(await health(app)).toMatchObject({
      email: {
        state: "failing",
        since: "2026-11-24T17:00:00.000Z",
        code: "535",
        detail: expect.stringMatching(/password/),
      },
      text: { state: "ok" },
    });
    await send(app, "email", "ana@example.com");
    expect(await health(app)).toMatchObject({ email: { state: "ok", since: null, code: null } });
  });

  it("says that the texts of the day are used up", async () => {
    const app = await openLive();
    await app.services.messageSettings.change((settings) => ({ ...settings, texts_per_day: 2 }));
    const day = { kind: "texts-a-day", name: "2026-11-24" } as const;
    for (let count = 0; count < 2; count += 1) await app.services.counters.take(day, { most: 2, spanSeconds: 86_400 });
    expect(await health(app)).toMatchObject({
      texts_today: { used: 2, limit: 2 },
      text: { state: "ok", detail: expect.stringMatching(/^Today's 2 texts are used up/) },
    });
  });

  it("says after three wrong signatures that no text of a customer reaches the Inbox", async () => {
    const app = await openLive();
    for (let count = 0; count < 3; count += 1) await app.services.channelHealth.noteSignature(false);
    expect(await health(app)).toMatchObject({ signature_mismatch: true });
  });
});

describe("resuming messages", () => {
  it("turns a copy on, and lists what was not sent before", async () => {
    const app = await createTestApp({ configured });
    await app.services.messageSettings.markCopied();
    await app.services.conversations.note({
      id: "parked-1",
      contact: { kind: "email", value: "maria@example.com" },
      name: "Maria",
      job: "261124-AAAA",
      by: { kind: "system", name: "Tailboard" },
      event: "booked",
      via: "email",
      text: "Hello",
      state: "parked",
      code: "paused",
    });
    const unsent = [{ id: "parked-1", name: "Maria", via: "email", event: "booked", job: "261124-AAAA" }];
    const resume = (body: object) => app.call("POST", `${base}/resume`, { as: owner, body });
    expect(await health(app)).toMatchObject({ paused: "copied", email: { state: "paused", parked: 1 } });
    expect((await resume({ preview: true })).body).toMatchObject({ paused: "copied", unsent });
    expect((await resume({})).body).toMatchObject({ paused: null, unsent });
    expect(await health(app)).toMatchObject({ paused: null, email: { state: "ok" } });
    expect(smtp.received).toEqual([]);
  });

  it("sends only what the owner ticked, once", async () => {
    const app = await createTestApp({ configured });
    await app.services.messageSettings.markCopied();
    for (const name of ["Maria", "Omar"]) {
      const customer = { name, email: `${name.toLowerCase()}@example.com` };
      const { day, window, service, location } = goodBooking;
      const body = { service, day, window, location, customer };
      expect((await app.call("POST", "/api/v1/jobs", { as: owner, body })).status).toBe(201);
    }
    app.clock.advance({ minutes: 2 });
    await app.services.jobs.drain();
    const resume = async (body: object) => (await app.call("POST", `${base}/resume`, { as: owner, body })).body;
    const items = at(await resume({ preview: true }), "unsent") as { id: string; name: string }[];
    expect(items.map(({ name }) => name).toSorted()).toEqual(["Maria", "Omar"]);
    const send = items.filter(({ name }) => name === "Omar").map(({ id }) => id);
    expect(await resume({ send: [...send, "unknown"] })).toMatchObject({
      paused: null,
      sent: send,
      refused: [],
      unsent: [{ name: "Maria" }],
    });
    await resume({ send });
    await app.services.jobs.drain();
    expect(smtp.received.map((mail) => /^To: (.*)$/m.exec(mail)?.[1]?.trim())).toEqual(["omar@example.com"]);
    // The other one waits on the list of messages that were not sent.
    const { body: left } = await app.call("GET", "/api/v1/messages?state=parked", { as: owner });
    expect(at(left, "items")).toMatchObject([{ to: "maria@example.com", state: "parked" }]);
  });
});
