import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FakeTwilio } from "./fake-twilio.ts";
import { TwilioChannel } from "./twilio-channel.ts";

const now = Date.parse("2026-12-01T18:00:00Z");
const message = { id: "m1", to: "+16195550142", text: "Coastline Hauling: You're booked. https://x.example/track/#1" };
let fake: FakeTwilio;
let base: string;

beforeEach(async () => {
  fake = new FakeTwilio();
  base = await fake.listen();
});
afterEach(() => fake.close());

const channel = (more: object = {}) =>
  new TwilioChannel(
    {
      base,
      account_sid: "AC1",
      user: "AC1",
      password: "secret",
      sender: { number: "+16195550100" },
      statusCallback: ({ id }) => `https://book.example/api/v1/hooks/twilio/status?m=${id}`,
      ...more,
    },
    { now: () => now, fetch },
  );

describe("send", () => {
  test("sends the text with its sender, its callback and the time it stays useful", async () => {
    const sent = await channel().send({ ...message, useless_at: now + 30 * 60_000 });
    expect(sent).toEqual({ outcome: "accepted", provider_id: "SM1" });
    expect(fake.messages[0]?.fields).toEqual({
      To: message.to,
      Body: message.text,
      From: "+16195550100",
      StatusCallback: "https://book.example/api/v1/hooks/twilio/status?m=m1",
      ValidityPeriod: "1800",
    });
    expect(fake.authorizations).toEqual([`Basic ${btoa("AC1:secret")}`]);
  });

  test("uses a messaging service, and keeps the validity within the provider's bounds", async () => {
    const service = channel({ sender: { messaging_service: "MG1" } });
    await service.send({ ...message, useless_at: now + 1_000 });
    await service.send({ ...message, useless_at: now + 86_400_000 });
    expect(fake.messages.map(({ fields }) => [fields["MessagingServiceSid"], fields["ValidityPeriod"]])).toEqual([
      ["MG1", "60"],
      ["MG1", "36000"],
    ]);
  });

  test.each([
    [
      { status: 400, code: 21211 },
      { outcome: "refused", code: "21211", reason: "address" },
    ],
    [
      { status: 400, code: 21614 },
      { outcome: "refused", code: "21614", reason: "address" },
    ],
    [
      { status: 400, code: 21610 },
      { outcome: "refused", code: "21610", reason: "opted_out" },
    ],
    [
      { status: 400, code: 30006 },
      { outcome: "refused", code: "30006", reason: "landline" },
    ],
    [
      { status: 400, code: 21408 },
      { outcome: "refused", code: "21408", reason: "region" },
    ],
    [
      { status: 400, code: 99999 },
      { outcome: "refused", code: "99999", reason: "content" },
    ],
    [
      { status: 401, code: 20003 },
      { outcome: "misconfigured", code: "20003" },
    ],
    [
      { status: 400, code: 21606 },
      { outcome: "misconfigured", code: "21606" },
    ],
    [
      { status: 400, code: 30034 },
      { outcome: "misconfigured", code: "30034" },
    ],
    [{ status: 403 }, { outcome: "misconfigured", code: "403" }],
    [
      { status: 429, code: 20429, retryAfter: 7 },
      { outcome: "down", code: "20429", retry_after_ms: 7_000 },
    ],
    [{ status: 503 }, { outcome: "down", code: "503" }],
  ] as const)("reads %j", async (mode, outcome) => {
    fake.modes.push(mode);
    expect(await channel().send(message)).toEqual(outcome);
    expect(fake.messages).toEqual([]);
  });

  test("does not know what became of a message whose answer was lost", async () => {
    fake.modes.push("drop_answer");
    expect(await channel().send(message)).toMatchObject({ outcome: "unknown" });
  });

  test("knows that nothing was sent if it could not connect", async () => {
    const port = Number(new URL(base).port);
    await fake.close();
    const far = channel({ base: `http://127.0.0.1:${port}` });
    expect(await far.send(message)).toEqual({ outcome: "down", code: "ECONNREFUSED" });
    fake = new FakeTwilio();
    await fake.listen();
  });
});

describe("resolveUnknown", () => {
  test("finds the message that was accepted, by its number and its words", async () => {
    fake.modes.push("drop_answer");
    await channel().send(message);
    await channel().send({ ...message, text: "Another" });
    expect(await channel().resolveUnknown(message)).toEqual({ outcome: "accepted", provider_id: "SM1" });
    expect(await channel().resolveUnknown({ ...message, others: ["SM1"] })).toBeNull();
    expect(await channel().resolveUnknown({ ...message, text: "Never sent" })).toBeNull();
    expect(await channel().resolveUnknown({ ...message, to: "+16195550199" })).toBeNull();
  });
});

test("verify asks without sending", async () => {
  expect(await channel().verify()).toMatchObject({ outcome: "accepted" });
  expect(fake.messages).toEqual([]);
});
