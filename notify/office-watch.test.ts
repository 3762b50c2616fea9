import { beforeEach, describe, expect, test } from "vitest";
import type { MessageEvent } from "../domain/message/event.ts";
import { entryOf, senderWorld } from "./sender-world.case.ts";
import type { OfficePerson } from "./office-notices.ts";

const ana: OfficePerson = {
  id: "u1",
  name: "Ana",
  phone: "+16195550199",
  email: "ana@example.com",
  language: "en",
  isOwner: true,
  alerts: () => "email",
};

let world: ReturnType<typeof senderWorld>;
beforeEach(() => {
  world = senderWorld();
  world.people.push(ana);
});

const notSent = async (id: string, { event = "booked", via = "email", code = "550", name = "Maria Ortega" } = {}) =>
  await world.documents.conversations.note({
    id,
    contact: { kind: "phone", value: "+16195550142" },
    name,
    by: { kind: "system", name: "Tailboard" },
    event: event as MessageEvent,
    via: via as "email" | "text",
    text: "The gate code is 4411",
    state: "parked",
    code,
  });

const minutes = async (count: number) => {
  world.clock.pass(count * 60_000);
  await world.watch.runIfDue();
};
const heard = () => [...world.text.sent, ...world.email.sent].map(({ to, text }) => ({ to, text }));

describe("a webhook that was disabled", () => {
  const ben: OfficePerson = { ...ana, id: "u2", email: "ben@example.com", isOwner: false };
  const disable = async (why: "failing" | "gone") =>
    await world.documents.webhooks.change(() => ({
      endpoints: [
        {
          id: "w1",
          url: "https://hooks.example.com/",
          description: null,
          types: ["job.created"],
          scopes: ["jobs:read"],
          created_at: "2026-11-20T12:00:00.000Z",
          created_by: "Ana",
          disabled: { at: new Date(world.clock.now()).toISOString(), why },
        },
      ],
    }));

  test("reaches each owner once, by email, with the reason and where to look", async () => {
    world.people.splice(0, 1, { ...ana, alerts: () => "none" }, ben);
    await disable("failing");
    await minutes(0);
    await minutes(2);
    expect(world.text.sent).toEqual([]);
    expect(world.email.sent).toMatchObject([
      {
        to: "ana@example.com",
        subject: "The webhook hooks.example.com is disabled",
        text: expect.stringMatching(
          /Every call failed for five days\.[^]*https:\/\/office\.coastline\.example\/integrations#webhooks/,
        ),
      },
    ]);
    await disable("gone");
    await minutes(2);
    expect(world.email.sent).toHaveLength(2);
    expect(world.reported).toEqual([]);
  });

  test("is tried again while the mail server is down, and is no news after a day", async () => {
    world.email.outcomes.push({ outcome: "down", code: "421" });
    await disable("failing");
    await minutes(0);
    const sent = () => world.email.sent.length;
    const first = sent();
    await minutes(10);
    await minutes(10);
    expect(sent()).toBe(first + 1);
    await disable("gone");
    await minutes(25 * 60);
    expect(sent()).toBe(first + 1);
  });
});

describe("a message that was not sent", () => {
  test("reaches the office by the other channel, with its reason and where to look", async () => {
    await notSent("m");
    await minutes(0);
    expect(heard()).toEqual([
      {
        to: "+16195550199",
        text: "Messages not sent: 1. Last: Maria Ortega (code 550). https://office.coastline.example/outbox",
      },
    ]);
    expect(world.reported).toEqual([]);
  });

  test("goes out by email if a text was not sent", async () => {
    await notSent("m", { via: "text", code: "abroad" });
    await minutes(0);
    expect(world.text.sent).toEqual([]);
    expect(world.email.sent).toMatchObject([
      {
        to: "ana@example.com",
        subject: "1 message(s) couldn't be sent",
        text: expect.stringContaining("another country"),
      },
    ]);
  });

  test("causes one alert, with at most one notice an hour for all", async () => {
    await notSent("m1");
    await minutes(0);
    await notSent("m2", { name: "Ben Ito" });
    for (let turn = 0; turn < 59; turn += 1) await minutes(1);
    expect(heard()).toHaveLength(1);
    await minutes(1);
    expect(heard().at(-1)?.text).toContain("Messages not sent: 2. Last: Ben Ito");
    for (let turn = 0; turn < 4; turn += 1) await minutes(60);
    expect(heard()).toHaveLength(2);
  });

  test("causes no alert if a person has seen to it, or if it was an alert itself", async () => {
    await notSent("alert", { event: "office_message" });
    await minutes(0);
    world.text.outcomes.push({ outcome: "down", code: "503" });
    await notSent("m");
    await minutes(1);
    expect(heard()).toHaveLength(1);
    await world.documents.conversations.dismiss("m");
    await minutes(60);
    expect(heard()).toHaveLength(1);
  });

  test("causes another try if the provider was down, and once to each person", async () => {
    world.people.push({ ...ana, id: "u2", phone: "+16195550188" });
    world.text.outcomes.push({ outcome: "accepted", provider_id: "SM1" }, { outcome: "down", code: "503" });
    await notSent("m");
    await minutes(0);
    await minutes(1);
    expect(world.text.sent.map(({ to }) => to)).toEqual(["+16195550199", "+16195550188", "+16195550188"]);
  });

  test("causes one alert from two processes", async () => {
    const other = senderWorld(world.world);
    other.people.push(ana);
    await notSent("m");
    await Promise.all([world.watch.runIfDue(), other.watch.runIfDue()]);
    expect(world.text.sent.length + other.text.sent.length).toBe(1);
  });

  test("alerts no person who wants none, and from no copy of the store", async () => {
    world.people.splice(0, 1, { ...ana, alerts: () => "none" });
    await notSent("m");
    await minutes(0);
    world.people.push(ana);
    Object.assign(world.set, { text: null, email: null, paused: "moved" });
    await notSent("m2");
    await minutes(60);
    expect(heard()).toEqual([]);
  });
});

test("a channel that starts failing causes one alert, by the other channel", async () => {
  const wrong = { outcome: "misconfigured", code: "535" } as const;
  for (let count = 0; count < 2; count += 1)
    await world.documents.channelHealth.note("email", wrong, world.clock.now());
  await minutes(0);
  expect(heard()).toEqual([]);
  await world.documents.channelHealth.note("email", wrong, world.clock.now());
  await minutes(1);
  expect(heard()).toEqual([
    {
      to: "+16195550199",
      text: "Emails don't go out (code 535). https://office.coastline.example/settings#messages",
    },
  ]);
  for (let turn = 0; turn < 5; turn += 1) await minutes(60);
  expect(heard()).toHaveLength(1);
});

describe("more than 20 alerts in an hour", () => {
  const alert = (id: string, event: MessageEvent = "office_new_booking") =>
    world.send(entryOf(id, { event, audience: "office", channels: ["email"], lane: "office", while: "none" }));

  test("become one digest, which counts what each person wants to hear of", async () => {
    const ben = { ...ana, id: "u2", email: "ben@example.com", phone: null };
    world.people.push({ ...ben, alerts: (event) => (event === "office_message" ? "email" : "none") });
    for (let count = 0; count < 25; count += 1) expect(await alert(`b${count}`)).toEqual({ how: "sent" });
    for (let count = 0; count < 3; count += 1)
      expect(await alert(`m${count}`, "office_message")).toEqual({ how: "sent" });
    expect(world.email.sent).toHaveLength(20);
    await minutes(59);
    expect(world.email.sent).toHaveLength(20);
    await minutes(1);
    const digests = world.email.sent.slice(20);
    expect(digests).toMatchObject([
      { to: "ana@example.com", subject: "8 more in the last hour" },
      { to: "ben@example.com", subject: "3 more in the last hour" },
    ]);
    expect(digests[0]?.text).toContain("5 new bookings, 3 messages");
    expect(digests[1]?.text).toContain("3 messages");
    expect(digests[0]?.text).toContain("https://office.coastline.example/board");
    for (let turn = 0; turn < 3; turn += 1) await minutes(60);
    expect(world.email.sent).toHaveLength(22);
  });

  test("leave a repetition to those who were not served", async () => {
    world.people.push({ ...ana, id: "u2", email: "ben@example.com", phone: null });
    for (let count = 0; count < 19; count += 1) await alert(`b${count}`);
    world.email.outcomes.push({ outcome: "accepted", provider_id: "1" }, { outcome: "down", code: "451" });
    expect(await alert("b19")).toMatchObject({ how: "later", failed: true });
    await alert("b20");
    world.clock.pass(60_000);
    const sent = world.email.sent.length;
    const entry = entryOf("b19", { event: "office_new_booking", audience: "office", channels: ["email"], failures: 1 });
    expect(await world.send(entry)).toEqual({ how: "sent" });
    expect(world.email.sent.slice(sent).map(({ to }) => to)).toEqual(["ben@example.com"]);
  });
});
