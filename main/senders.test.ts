import { describe, expect, test } from "vitest";
import { createTestApp, freshKey, goodBooking, textAt } from "../test/harness/test-app.ts";
import type { Contact } from "../domain/message/conversation.ts";
import { requestedSend } from "../notify/requested-send.ts";

const booked = async () => {
  const app = await createTestApp();
  const headers = { "idempotency-key": freshKey() };
  const { body } = await app.call("POST", "/api/v1/bookings", { body: goodBooking, headers });
  const id = textAt(body, "job", "id");
  const { jobs, conversations } = app.services;
  const job = await jobs.find(id);
  if (job === null) throw new RangeError("The booking made a job");
  return { app, jobs, conversations, job };
};

describe("a message that a job has queued", () => {
  test("is kept on the page of local messages, with the words of its event", async () => {
    const { app, jobs, conversations, job } = await booked();
    const contact = { kind: "phone", value: job.customer?.phone ?? "" } as const;
    await conversations.actOnContact(contact, { do: "consent", how: "dispatcher" });
    await jobs.drain();
    const plan = (newest: typeof job, now: number) => [requestedSend(newest, { id: "m1", event: "booked" }, now)];
    expect(await jobs.queue(job.id, { key: "m1", plan })).toBe("queued");
    expect(await jobs.drain()).toBe(0);
    const found = await conversations.find(await conversations.keyOf(contact));
    const sent = found?.messages.find(({ id }) => id === "m1");
    expect(sent).toMatchObject({ event: "booked", job: job.id, state: "local" });
    expect(sent?.text).toContain(`http://localhost:4100/track/#${job.tracking_token}`);
    expect(app.faults).toEqual([]);
  });

  test("is answered by the office, and the answer goes out with the next drain", async () => {
    const { app, conversations, job } = await booked();
    const contact = { kind: "phone", value: job.customer?.phone ?? "" } as const;
    const at = "2026-11-20T17:00:00.000Z";
    const { conversation } = await conversations.receive({
      id: "in",
      contact,
      at,
      via: "text",
      text: "Can you come later?",
      job: job.id,
      needs_reply: true,
    });
    await conversations.reply(conversation.id, {
      id: "r1",
      by: { kind: "dispatcher", name: "Ana" },
      via: "text",
      text: "Yes.",
    });
    expect(await app.drainReplies()).toBe(0);
    expect(await conversations.message(conversation.id, "r1")).toMatchObject({ state: "local", text: "Yes." });
  });
});

describe("a booking", () => {
  test("tells the customer and the owner, in the words of their events", async () => {
    const app = await createTestApp();
    const { jobs, conversations, people } = app.services;
    await app.signIn("owner");
    await people.change((all) => ({
      ...all,
      users: all.users.map((user) => (user.role === "owner" ? { ...user, email: "owner@example.com" } : user)),
    }));
    const body = { ...goodBooking, customer: { ...goodBooking.customer, email: "mark@example.com" } };
    const booking = await app.call("POST", "/api/v1/bookings", { body, headers: { "idempotency-key": freshKey() } });
    expect(await jobs.drain()).toBe(0);
    const heard = async (contact: Contact) =>
      (await conversations.find(await conversations.keyOf(contact)))?.messages.map(({ event, via, state }) => ({
        event,
        via,
        state,
      }));
    const phone = { kind: "phone", value: textAt(booking.body, "job", "customer", "phone") } as const;
    expect(await heard(phone)).toContainEqual({ event: "booked", via: "email", state: "local" });
    const owner = { kind: "email", value: "owner@example.com" } as const;
    expect(await heard(owner)).toEqual([{ event: "office_new_booking", via: "email", state: "local" }]);
    const [notice] = (await conversations.find(await conversations.keyOf(owner)))?.messages ?? [];
    expect(notice?.text).toContain(`/jobs/${textAt(booking.body, "job", "id")}`);
    expect(app.faults).toEqual([]);
  });

  test("by phone alone, without a yes to texts, leaves no message for a person to send again", async () => {
    const { app, jobs, conversations, job } = await booked();
    expect(await jobs.drain()).toBe(0);
    const phone = { kind: "phone", value: job.customer?.phone ?? "" } as const;
    const found = await conversations.find(await conversations.keyOf(phone));
    expect(found?.messages).toMatchObject([{ event: "booked", state: "failed", code: "no_consent" }]);
    expect(await conversations.tray()).toEqual([]);
    expect(app.faults).toEqual([]);
  });
});

test("a text without a job tells the owner who wrote what, once it waits a minute", async () => {
  const app = await createTestApp();
  const { conversations, people, clock } = app.services;
  await app.signIn("owner");
  await people.change((all) => ({
    ...all,
    users: all.users.map((user) => (user.role === "owner" ? { ...user, email: "owner@example.com" } : user)),
  }));
  const { conversation } = await conversations.receive({
    id: "in",
    contact: { kind: "phone", value: "+16195550142" },
    name: "Maria",
    at: "2026-11-24T17:00:00.000Z",
    via: "text",
    text: "Do you take pianos?",
    needs_reply: true,
    alert_at: clock.now() + 60_000,
  });
  const alerts = async () => {
    const key = await conversations.keyOf({ kind: "email", value: "owner@example.com" });
    return (await conversations.find(key))?.messages ?? [];
  };
  await app.drainReplies();
  expect(await alerts()).toEqual([]);
  app.clock.advance({ minutes: 1 });
  await app.drainReplies();
  expect(await alerts()).toMatchObject([{ event: "office_message", state: "local" }]);
  expect((await alerts())[0]?.text).toContain("Do you take pianos?");
  expect((await conversations.find(conversation.id))?.needs_reply).toBe(true);
  expect(app.faults).toEqual([]);
});
