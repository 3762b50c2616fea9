import { describe, expect, test } from "vitest";
import type { Outcome } from "./channel.ts";
import { customer, entryOf, senderWorld } from "./sender-world.case.ts";

const unknown: Outcome = { outcome: "unknown", code: "ETIMEDOUT" };
const hour_ms = 3_600_000;

describe("a notice", () => {
  test("goes out as a text to a customer who agreed, and is stored as sent", async () => {
    const { send, text, email, stored } = senderWorld();
    expect(await send(entryOf("m"))).toEqual({ how: "sent" });
    expect(text.sent).toMatchObject([{ id: "m", to: "+16195550142", text: expect.stringContaining("all set") }]);
    expect(email.sent).toEqual([]);
    expect(await stored("m")).toMatchObject({
      state: "sent",
      via: "text",
      provider_id: "SM1",
      attempts: 1,
      segments: 1,
    });
  });

  test("is sent once, however often the outbox asks", async () => {
    const { send, text } = senderWorld();
    await send(entryOf("m"));
    expect(await send(entryOf("m"))).toEqual({ how: "sent" });
    expect(text.sent).toHaveLength(1);
  });

  test.each([
    ["agreed to no texts", { ...customer, text_consent: undefined, contact_by: "text" as const }],
    ["has a number abroad", { ...customer, phone: "+442071838750" }],
    ["has no number", { ...customer, phone: undefined, contact_by: "text" as const }],
    ["wants emails", { ...customer, contact_by: "email" as const }],
  ])("goes by the next channel if the customer %s", async (_, { phone, text_consent, ...rest }) => {
    const { send, job, text } = senderWorld();
    const about = {
      ...job,
      customer: {
        ...rest,
        ...(phone === undefined ? {} : { phone }),
        ...(text_consent === undefined ? {} : { text_consent }),
      },
    };
    expect(await send(entryOf("m"), about)).toEqual({ how: "next_channel" });
    expect(text.sent).toEqual([]);
    const emailed = { ...entryOf("m"), channels: ["email" as const] };
    expect(await send(emailed, about)).toEqual({ how: "sent" });
  });

  test("goes to no customer who wants none, and is not sent if the owner switched it off", async () => {
    const world = senderWorld();
    const about = { ...world.job, customer: { ...customer, contact_by: "none" as const } };
    expect(await world.send(entryOf("m"), about)).toEqual({ how: "dropped" });
    world.messages.events = { changed: { on: false } };
    expect(await world.send(entryOf("m"))).toEqual({ how: "dropped" });
    world.messages.events = { changed: { on: true, channels: ["email"] } };
    expect(await world.send(entryOf("m"))).toEqual({ how: "next_channel" });
    expect(world.text.sent).toEqual([]);
  });

  test("is kept on the page of local messages while no provider is set up", async () => {
    const { send, set, text, stored } = senderWorld();
    Object.assign(set, { text: null, email: null, local: true });
    expect(await send(entryOf("m"))).toEqual({ how: "sent" });
    expect(await stored("m")).toMatchObject({ state: "local", via: "text" });
    expect(text.sent).toEqual([]);
  });

  test("is parked by a copy of the store, and says why", async () => {
    const { send, set, sender, job, stored, documents } = senderWorld();
    Object.assign(set, { text: null, email: null, paused: "moved" });
    expect(await send(entryOf("m"))).toEqual({ how: "parked" });
    await sender.ended({ entry: entryOf("m"), job, how: "parked" });
    await sender.ended({ entry: entryOf("m"), job, how: "parked" });
    expect(await stored("m")).toMatchObject({ state: "parked", code: "paused" });
    expect(await documents.conversations.tray()).toMatchObject([{ message: "m", name: "Maria Ortega" }]);
  });
});

describe("at night", () => {
  const night = 12 * hour_ms; // 9 in the evening

  test("a text that can wait goes out at 8 in the morning", async () => {
    const { send, clock, text } = senderWorld();
    clock.pass(night);
    const morning = Date.parse("2026-11-21T16:00:00Z");
    const entry = entryOf("m", { expires_at: morning + hour_ms });
    expect(await send(entry)).toEqual({ how: "later", not_before: morning, failed: false });
    expect(text.sent).toEqual([]);
  });

  test("a text that would be useless by the morning goes by email now", async () => {
    const { send, clock } = senderWorld();
    clock.pass(night);
    const morning = Date.parse("2026-11-21T16:00:00Z");
    expect(await send(entryOf("m", { expires_at: morning }))).toEqual({ how: "next_channel" });
    expect(await send(entryOf("m", { expires_at: morning, channels: ["email"] }))).toEqual({ how: "sent" });
  });

  test("a text about this moment is not held", async () => {
    const { send, clock } = senderWorld();
    clock.pass(night);
    expect(await send(entryOf("m", { event: "on_the_way", quiet: "send" }))).toEqual({ how: "sent" });
  });
});

describe("the texts of a day", () => {
  test("are counted only if the provider got them, and past the limit messages go by email", async () => {
    const { send, job, text, messages } = senderWorld();
    messages.texts_per_day = 2;
    const silent = { ...job, customer: { ...customer, phone: "+16195550177", contact_by: "text" as const } };
    delete silent.customer.text_consent;
    for (const id of ["s1", "s2", "s3"])
      expect(await send(entryOf(id, { event: "reminder" }), silent)).toEqual({ how: "next_channel" });
    for (const id of ["m1", "m2"]) expect(await send(entryOf(id))).toEqual({ how: "sent" });
    expect(await send(entryOf("m3"))).toEqual({ how: "next_channel" });
    expect(await send(entryOf("m3", { channels: ["email"] }))).toEqual({ how: "sent" });
    expect(text.sent).toHaveLength(2);
  });

  test("limit alerts of the office too", async () => {
    const { send, people, text, email, messages } = senderWorld();
    people.push({
      id: "u1",
      name: "Ana",
      phone: "+16195550111",
      email: "ana@example.com",
      language: "en",
      isOwner: true,
      alerts: () => "text",
    });
    messages.texts_per_day = 1;
    const alert = { event: "office_failed_stop", audience: "office", channels: ["text"], lane: "office" } as const;
    for (const id of ["a1", "a2"])
      expect(await send(entryOf(id, { ...alert, channels: ["text"] }))).toEqual({ how: "sent" });
    expect([text.sent.length, email.sent.length]).toEqual([1, 1]);
  });
});

describe("a provider that", () => {
  test("knows a landline flags the number, so no later text is tried", async () => {
    const { send, text, stored } = senderWorld();
    text.outcomes.push({ outcome: "refused", code: "30006", reason: "landline" });
    expect(await send(entryOf("m1"))).toEqual({ how: "next_channel" });
    expect(await send(entryOf("m1", { channels: ["email"] }))).toEqual({ how: "sent" });
    // The conversation still says why it went by email.
    expect(await stored("m1")).toMatchObject({ state: "sent", via: "email", code: "30006" });
    expect(await send(entryOf("m2"))).toEqual({ how: "next_channel" });
    expect(text.sent).toHaveLength(1);
  });

  test("refuses a text whose email goes out by itself leaves nothing for a person to do", async () => {
    const { send, text, stored, documents } = senderWorld();
    text.outcomes.push({ outcome: "refused", code: "21211", reason: "address" });
    expect(await send(entryOf("m", { event: "booked", channels: ["text"] }))).toEqual({ how: "dropped" });
    expect(await stored("m")).toMatchObject({ state: "failed", code: "21211" });
    expect(await documents.conversations.tray()).toEqual([]);
  });

  test("is down gets the message later, and after half an hour the next channel does", async () => {
    const { send, text, clock } = senderWorld();
    const down: Outcome = { outcome: "down", code: "503", retry_after_ms: 7_000 };
    text.outcomes.push(down, down);
    expect(await send(entryOf("m"))).toEqual({ how: "later", not_before: clock.now() + 7_000, failed: true });
    clock.pass(hour_ms / 2);
    expect(await send(entryOf("m", { failures: 3 }))).toEqual({ how: "next_channel" });
  });

  test("fails for every message is tried again after a quarter of an hour only", async () => {
    const { send, text, clock } = senderWorld();
    const wrong: Outcome = { outcome: "misconfigured", code: "20003" };
    text.outcomes.push(wrong, wrong, wrong);
    for (const id of ["m1", "m2", "m3"]) expect(await send(entryOf(id))).toEqual({ how: "next_channel" });
    expect(await send(entryOf("m4"))).toEqual({ how: "next_channel" });
    expect(text.sent).toHaveLength(3);
    // Without another channel the message waits, and that is no failure of the message.
    const only = entryOf("m5", { channels: ["text"] });
    expect(await send(only)).toMatchObject({ how: "later", failed: false });
    clock.pass(hour_ms / 4);
    expect(await send(only)).toEqual({ how: "sent" });
    expect(await send(entryOf("m6"))).toEqual({ how: "sent" });
  });

  test("fails for every message is probed by one of many that wait", async () => {
    const { send, text, email, clock } = senderWorld();
    const wrong: Outcome = { outcome: "misconfigured", code: "20003" };
    text.outcomes.push(wrong, wrong, wrong, wrong);
    for (const id of ["m1", "m2", "m3"]) await send(entryOf(id));
    clock.pass(hour_ms / 4);
    const many = ["m4", "m5", "m6", "m7", "m8"].map((id) => entryOf(id));
    expect(new Set((await Promise.all(many.map((entry) => send(entry)))).map(({ how }) => how))).toEqual(
      new Set(["next_channel"]),
    );
    expect(text.sent).toHaveLength(4);
    expect(email.sent).toEqual([]);
  });

  test("took the day's texts gets no more of them", async () => {
    const { send, messages, text, sender, job, stored } = senderWorld();
    messages.texts_per_day = 2;
    for (const id of ["m1", "m2"]) expect(await send(entryOf(id))).toEqual({ how: "sent" });
    expect(await send(entryOf("m3"))).toEqual({ how: "next_channel" });
    expect(text.sent).toHaveLength(2);
    await sender.ended({ entry: entryOf("m3", { channels: ["text"] }), job, how: "parked" });
    expect(await stored("m3")).toMatchObject({ state: "parked", code: "day_limit" });
  });
});

/** A provider may have the message, which is looked at again. */
const laterBy = (clock: { now(): number }, ms: number) => ({
  how: "later",
  not_before: clock.now() + ms,
  failed: false,
  begun: true,
});

describe("a text whose answer was lost", () => {
  test("is looked up, and is sent if the provider has it", async () => {
    const { send, text, clock, stored } = senderWorld();
    text.outcomes.push(unknown);
    expect(await send(entryOf("m"))).toEqual(laterBy(clock, 30_000));
    text.found.push({ outcome: "accepted", provider_id: "SM9" });
    expect(await send(entryOf("m"))).toEqual({ how: "sent" });
    expect(text.sent).toHaveLength(1);
    expect(await stored("m")).toMatchObject({ state: "sent", provider_id: "SM9" });
  });

  test("is not taken for another text with the same words", async () => {
    const { send, text } = senderWorld();
    await send(entryOf("other"));
    text.outcomes.push(unknown);
    await send(entryOf("m"));
    await send(entryOf("m"));
    expect(text.looked).toMatchObject([{ id: "m", others: ["SM1"] }]);
  });

  test("is sent once more after two look-ups, and then it is left to a person", async () => {
    const { send, text, clock, stored } = senderWorld();
    text.outcomes.push(unknown, unknown);
    await send(entryOf("m"));
    expect(await send(entryOf("m"))).toEqual(laterBy(clock, 300_000));
    expect(text.sent).toHaveLength(1);
    expect(await send(entryOf("m"))).toEqual({ how: "parked" });
    expect([text.sent.length, text.looked.length]).toEqual([2, 2]);
    expect(await stored("m")).toMatchObject({ state: "parked", code: "may_have_gone_out" });
    expect(await send(entryOf("m"))).toEqual({ how: "parked" });
    expect(text.sent).toHaveLength(2);
  });

  test("is not sent again after STOP", async () => {
    const { send, text, documents, stored } = senderWorld();
    text.outcomes.push(unknown);
    await send(entryOf("m"));
    const contact = { kind: "phone", value: "+16195550142" } as const;
    await documents.conversations.actOnContact(contact, { do: "opt_out", how: "keyword" });
    await send(entryOf("m"));
    expect(await send(entryOf("m"))).toEqual({ how: "parked" });
    expect(text.sent).toHaveLength(1);
    expect(await stored("m")).toMatchObject({ code: "may_have_gone_out" });
  });

  test("about this moment is not sent again", async () => {
    const { send, text } = senderWorld();
    text.outcomes.push(unknown);
    const entry = entryOf("m", { event: "on_the_way", quiet: "send" });
    await send(entry);
    await send(entry);
    expect(await send(entry)).toEqual({ how: "dropped" });
    expect(text.sent).toHaveLength(1);
  });

  test("of a process that stopped during the call is looked up by the next one", async () => {
    const { send, text, clock, documents, job } = senderWorld();
    const attempt = { id: "stopped", until: clock.now() + 30_000 };
    await documents.conversations.beginSend({
      id: "m",
      contact: { kind: "phone", value: "+16195550142" },
      job: job.id,
      by: { kind: "system", name: "Tailboard" },
      event: "changed",
      via: "text",
      text: "You're all set",
      basis: "notice",
      consent: customer.text_consent ?? null,
      attempt,
    });
    expect(await send(entryOf("m"))).toMatchObject({ how: "later", not_before: attempt.until });
    clock.pass(30_000);
    text.found.push({ outcome: "accepted", provider_id: "SM7" });
    expect(await send(entryOf("m"))).toEqual({ how: "sent" });
    expect(text.sent).toEqual([]);
  });
});

test("an email whose answer was lost is sent once more, under its Message-ID", async () => {
  const { send, email, clock } = senderWorld();
  email.outcomes.push(unknown, unknown);
  const entry = entryOf("m", { channels: ["email"] });
  expect(await send(entry)).toEqual(laterBy(clock, 15 * 60_000));
  expect(await send(entry)).toEqual({ how: "parked" });
  expect(email.sent.map(({ id }) => id)).toEqual(["m", "m"]);
});

test("no call begins that could outlast its lease", async () => {
  const { sender, job, clock, text } = senderWorld();
  const late = await sender.send({ entry: entryOf("m"), job, until: clock.now() + 8_000 });
  expect(late).toMatchObject({ how: "later", failed: false });
  expect(text.sent).toEqual([]);
});

test("a text that STOP overtook after a failed call ends with a record", async () => {
  const { send, text, documents, stored, job } = senderWorld();
  text.outcomes.push({ outcome: "down", code: "503" });
  const entry = entryOf("m", { event: "booked", channels: ["text"] });
  expect(await send(entry, job)).toMatchObject({ how: "later", failed: true });
  const contact = { kind: "phone", value: "+16195550142" } as const;
  await documents.conversations.actOnContact(contact, { do: "opt_out", how: "keyword" });
  expect(await send(entry, job)).toEqual({ how: "dropped" });
  expect(await stored("m")).toMatchObject({ state: "failed", code: "503" });
});

describe("the office", () => {
  const ana = {
    id: "u1",
    name: "Ana",
    phone: "+16195550111",
    email: "ana@example.com",
    language: "en" as const,
    isOwner: true,
    alerts: () => "email" as const,
  };
  const entry = entryOf("o", { event: "office_new_booking", audience: "office", channels: ["email"], lane: "office" });

  test("hears once, each person by the channel that they chose", async () => {
    const { send, people, email, text } = senderWorld();
    people.push(ana, { ...ana, id: "u2", email: "ben@example.com", phone: "+16195550112", alerts: () => "text" });
    people.push({ ...ana, id: "u3", alerts: () => "none" });
    expect(await send(entry)).toEqual({ how: "sent" });
    expect(await send(entry)).toEqual({ how: "sent" });
    expect(email.sent.map(({ to }) => to)).toEqual(["ana@example.com"]);
    expect(text.sent.map(({ to }) => to)).toEqual(["+16195550112"]);
  });

  test("is tried again for the person whose channel was down, and not for the others", async () => {
    const { send, people, email } = senderWorld();
    people.push(ana, { ...ana, id: "u2", email: "ben@example.com", phone: null });
    email.outcomes.push({ outcome: "accepted", provider_id: "1" }, { outcome: "down", code: "451" });
    expect(await send(entry)).toMatchObject({ how: "later", failed: true });
    expect(await send(entry)).toEqual({ how: "sent" });
    expect(email.sent.map(({ to }) => to)).toEqual(["ana@example.com", "ben@example.com", "ben@example.com"]);
  });

  test("has a record of what did not reach it, and only of that", async () => {
    const { send, sender, people, email, text, stored, job } = senderWorld();
    people.push({ ...ana, phone: "+16195550142" });
    email.outcomes.push({ outcome: "refused", code: "550", reason: "address" }, { outcome: "down", code: "451" });
    text.outcomes.push({ outcome: "refused", code: "21211", reason: "address" });
    expect(await send(entry)).toEqual({ how: "sent" });
    expect(await stored("o|u1")).toMatchObject({ state: "failed", code: "21211" });
    const [late, never] = ["late", "never"].map((id) => ({ ...entry, id }));
    await send(late ?? entry);
    for (const one of [late, never]) await sender.ended({ entry: one ?? entry, job, how: "expired" });
    expect(await stored("late|u1")).toMatchObject({ state: "expired", code: "451" });
    expect(await stored("never|u1")).toBeNull();
  });

  test("is not told of a message that a person answered", async () => {
    const { send, people, email } = senderWorld();
    people.push(ana);
    const about = { ...entry, event: "office_message" as const, while: "still_needs_reply" as const };
    expect(await send(about)).toEqual({ how: "dropped" });
    expect(email.sent).toEqual([]);
  });

  test("has a record of an alert that a person answered after a failed call", async () => {
    const { send, people, email, documents, stored, job } = senderWorld();
    people.push({ ...ana, phone: "+16195550142" });
    const id = await documents.conversations.keyOf({ kind: "phone", value: "+16195550142" });
    const asked = { id: "in", contact: { kind: "phone", value: "+16195550142" } as const, job: job.id, text: "Hello?" };
    await documents.conversations.receive({ ...asked, at: "2026-11-20T17:00:00.000Z", via: "page", needs_reply: true });
    const about = { ...entry, event: "office_message" as const, while: "still_needs_reply" as const };
    email.outcomes.push({ outcome: "down", code: "451" });
    expect(await send(about)).toMatchObject({ how: "later" });
    await documents.conversations.act(id, { do: "done" });
    expect(await send(about)).toEqual({ how: "dropped" });
    expect(await stored("o|u1")).toMatchObject({ state: "withdrawn", code: "451" });
  });
});
