import { expect, it } from "vitest";
import { at, createTestApp, freshKey, goodBooking, owner, textAt } from "../../test/harness/test-app.ts";
import { sendFallback } from "./send-fallback.ts";

const phone = { kind: "phone", value: "+16195550100" } as const;
const tailboard = { kind: "system", name: "Tailboard" } as const;

it.each([
  ["an address gets the email instead", "mark@example.com", 0],
  ["no address misses the message", undefined, 1],
])("a customer with %s", async (_, email, failed) => {
  const app = await createTestApp();
  const { conversations } = app.services;
  const customer = { ...goodBooking.customer, ...(email === undefined ? {} : { email }) };
  const headers = { "idempotency-key": freshKey() };
  const { body } = await app.call("POST", "/api/v1/bookings", { body: { ...goodBooking, customer }, headers });
  const job = textAt(body, "job", "id");
  const note = { id: "m1", contact: phone, job, by: tailboard, event: "booked", via: "text", text: "Booked!" } as const;
  const consent = { at: "2026-11-19T08:00:00.000Z", how: "booking_page" } as const;
  const attempt = { id: "a1", until: app.clock.now() + 30_000 };
  await conversations.beginSend({ ...note, basis: "notice", consent, attempt });
  const id = await conversations.keyOf(phone);
  await conversations.endSend(id, { message: "m1", attempt: "a1", end: { how: "accepted", provider_id: "SM1" } });
  const report = { message: "m1", state: "undelivered", code: "30003", flag: "not_reached", fallback: true } as const;
  const kept = await conversations.report(id, report);
  if (kept === null) throw new Error("The message is known");
  // A report that is repeated changes nothing more.
  for (let turn = 0; turn < 2; turn += 1) await sendFallback(app.services, id, kept.message);
  const seen = await app.call("GET", `/api/v1/jobs/${job}`, { as: owner });
  expect(at(seen.body, "messages", "failed")).toBe(failed);
});
