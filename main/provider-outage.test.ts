import { expect, test } from "vitest";
import { requestedSend } from "../notify/requested-send.ts";
import { ScriptedChannel } from "../notify/sender-world.case.ts";
import type { Outcome, OutgoingMessage } from "../notify/channel.ts";
import type { ChannelKind, CustomerEvent } from "../domain/message/event.ts";
import { at, createTestApp, freshKey, goodBooking, owner, textAt } from "../test/harness/test-app.ts";
import { localOnly } from "./channels.ts";

/** A provider that cannot be reached during an outage, and accepts everything after it. */
class OutageChannel extends ScriptedChannel {
  readonly accepted: { id: string; to: string; at: number }[] = [];
  readonly #outage: { isOver: boolean; now: () => number };

  constructor(kind: ChannelKind, outage: { isOver: boolean; now: () => number }) {
    super(kind);
    this.#outage = outage;
  }

  override send(message: OutgoingMessage): Promise<Outcome> {
    if (!this.#outage.isOver) return Promise.resolve({ outcome: "down", code: "ECONNREFUSED" });
    this.accepted.push({ id: message.id, to: message.to, at: this.#outage.now() });
    return Promise.resolve({ outcome: "accepted", provider_id: message.id });
  }
}

/** Messages that hold whatever happens to the job, in the order in which they are queued. */
const ordered: readonly CustomerEvent[] = ["invoice", "payment_received", "refund_sent"];
const customers = 12;

test("after an outage of 3 hours every message arrives once and in order, late ones are dropped, and the tray is empty", async () => {
  const outage = { isOver: false, now: () => 0 };
  const email = new OutageChannel("email", outage);
  const text = new OutageChannel("text", outage);
  const read = () => Promise.resolve({ text, email, local: false, paused: null });
  const app = await createTestApp({ channels: { ...localOnly, read } });
  const { jobs, conversations } = app.services;
  outage.now = () => app.clock.now();
  const ids = await Promise.all(Array.from({ length: customers }, (_, index) => addJob(app, index)));
  const turn = async () => {
    app.clock.advance({ minutes: 1 });
    await jobs.drain();
    await app.drainReplies();
    await app.runAlerts();
  };
  // 09:00: the outage begins. Each job gets a message every 30 minutes, and one crew leaves at 09:10.
  for (let minute = 0; minute < 180; minute += 1) {
    if (minute % 30 === 0 && minute / 30 < ordered.length) {
      const event = ordered[minute / 30] ?? "invoice";
      for (const id of ids)
        await jobs.queue(id, {
          key: event,
          plan: (job, now) => [
            {
              ...requestedSend(job, { id: `${event}|${id}`, event, channels: ["email"] }, now),
              expires_at: now + 72 * hour_ms,
            },
          ],
        });
    }
    if (minute === 10) await leave(app, ids[0] ?? "");
    await turn();
  }
  expect([email.accepted, text.accepted]).toEqual([[], []]);
  outage.isOver = true;
  let after = 0;
  for (; (await jobs.waitingSends()).email > 0 && after < 12 * 60; after += 1) await turn();

  expect(email.accepted).toHaveLength(customers * ordered.length);
  for (const [index, id] of ids.entries()) {
    const got = email.accepted.filter(({ to }) => to === addressOf(index));
    expect(got.map((message) => message.id)).toEqual(ordered.map((event) => `${event}|${id}`));
  }
  // The customer of 09:10 would have read in the afternoon that the crew is on its way.
  const late = (await app.call("GET", `/api/v1/jobs/${ids[0] ?? ""}/messages`, { as: owner })).body;
  const items: unknown = at(late, "items");
  expect(items).toContainEqual(expect.objectContaining({ event: "on_the_way", state: "expired" }));
  expect(await conversations.tray()).toEqual([]);
  expect(await jobs.drain()).toBe(0);
  expect(text.accepted).toEqual([]);
  // The schedule of retries ends less than an hour and three quarters after the outage.
  expect(after).toBeLessThan(105);
  expect(app.faults).toEqual([]);
});

const addressOf = (index: number): string => `customer${index}@example.com`;

type App = Awaited<ReturnType<typeof createTestApp>>;

/** Adds a job for today, which tells no one by itself. */
const addJob = async ({ call }: App, index: number): Promise<string> => {
  const { service, location } = goodBooking;
  const made = await call("POST", "/api/v1/jobs", {
    as: owner,
    headers: { "idempotency-key": freshKey() },
    body: {
      service,
      location,
      customer: { name: `Customer ${index}`, email: addressOf(index) },
      pricing: { kind: "flat", amount_cents: 10_000, currency: "USD" },
      ...(index === 0 ? { day: "2026-11-24" } : {}),
      notify: false,
    },
  });
  expect(made.status).toBe(201);
  return textAt(made.body, "id");
};

const leave = async ({ call }: App, id: string): Promise<void> => {
  const visit = "v1";
  const left = await call("POST", `/api/v1/jobs/${id}/visits/${visit}/state`, {
    as: owner,
    body: { state: "en_route" },
  });
  expect(left.status).toBe(200);
};

const hour_ms = 3_600_000;
