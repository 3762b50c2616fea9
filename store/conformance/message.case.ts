import { expect, test } from "vitest";
import { instantOf } from "../../domain/clock.ts";
import { friday, renamed, saturday, morning, type Client } from "./fixture.ts";
import { message, reminder, type Messages } from "./message-fixture.ts";
import type { OpenWorld } from "./world.ts";

const hour_ms = 3_600_000;
const day_ms = 24 * hour_ms;
const notice = message("cancelled", { while: "still_cancelled" });
const byEmail = { lane: "customer/email", channels: ["email" as const] };

/** A message that waits for a time after its change. */
const delayed = (event: "booked" | "changed" | "dropped_off", wait_ms: number): Messages =>
  message(event, ({ now }) => ({ not_before: now + wait_ms }));

const drain = (client: Client): Promise<number> => client.insist(() => client.jobs.drain());
const tell = async (client: Client, id: string, messages: Messages): Promise<void> => {
  names += 1;
  await client.change(id, renamed(`Bea ${names}`), { messages });
};
let names = 0;

/** The rules of messages: what may begin, in which order, and what ends unsent. */
export const describeMessages = (open: OpenWorld): void => {
  test("a message that waits for its time holds back no other, and is not counted", async () => {
    const { client, sender, clock } = await open();
    const { job } = await client.create({ messages: delayed("dropped_off", 10 * hour_ms) });
    await tell(client, job.id, message("completed"));
    await client.settle();
    expect(sender.events).toEqual(["completed"]);
    expect(await drain(client)).toBe(0);
    clock.pass(10 * hour_ms);
    await client.settle();
    expect(sender.events).toEqual(["completed", "dropped_off"]);
  });

  test("a message that failed holds back the later ones of its lane, and counts", async () => {
    const { client, sender } = await open();
    const { job } = await client.create({ messages: message("dropped_off") });
    sender.failing = true;
    expect(await drain(client)).toBeGreaterThan(0);
    sender.failing = false;
    await tell(client, job.id, (change) => [...message("completed")(change), ...message("invoice", byEmail)(change)]);
    expect(await drain(client)).toBeGreaterThan(0);
    expect(sender.events).toEqual(["invoice"]);
    await client.settle();
    expect(sender.events).toEqual(["invoice", "dropped_off", "completed"]);
  });

  test("a message whose visit no longer stands is recorded as withdrawn before it leaves", async () => {
    const { client, sender, clock } = await open();
    const { job } = await client.create({ messages: reminder });
    await client.move(job.id, saturday, morning);
    sender.endsFail = true;
    expect(await drain(client)).toBe(1);
    // The decision stands, also when the visit is back on its day.
    await client.move(job.id, friday, morning);
    sender.endsFail = false;
    clock.pass(hour_ms);
    await client.settle();
    expect(sender.sent).toEqual([]);
    expect(new Set(sender.unsent.map(({ event, how }) => `${event} ${how}`))).toEqual(new Set(["reminder withdrawn"]));
  });

  test("a message that has become useless is recorded as expired", async () => {
    const { client, sender, clock } = await open();
    await client.create({ messages: message("booked", ({ now }) => ({ expires_at: now + hour_ms })) });
    clock.pass(hour_ms);
    await client.settle();
    expect(sender.sent).toEqual([]);
    expect(sender.unsent[0]).toMatchObject({ event: "booked", how: "expired" });
  });

  test("a refused channel is followed by the next one immediately, and the last one by a person", async () => {
    const { client, sender } = await open();
    sender.answer = ({ entry }) => ({ how: entry.channels[0] === "email" ? "sent" : "next_channel" });
    await client.create({ messages: message("booked") });
    await client.settle();
    expect(sender.sent).toMatchObject([{ event: "booked", channel: "email" }]);
    sender.answer = () => ({ how: "next_channel" });
    const { job } = await client.create({ messages: message("changed") });
    await client.settle();
    expect(await client.insist(() => client.jobs.parked())).toMatchObject([{ job: job.id, kind: "send" }]);
    expect(sender.unsent[0]).toMatchObject({ event: "changed", how: "parked" });
    const [entry] = sender.unsent;
    await client.insist(() => client.jobs.dismiss(job.id, entry?.id ?? ""));
    expect(await client.insist(() => client.jobs.parked())).toEqual([]);
    expect(await client.insist(() => client.jobs.dismiss(job.id, entry?.id ?? ""))).toBe(false);
  });

  test("a message that the sender puts off is sent at its time, and dropped ones leave", async () => {
    const { client, sender, clock } = await open();
    const morningAt = clock.now() + 8 * hour_ms;
    sender.answer = ({ entry }) => {
      if (entry.event === "dropped_off") return { how: "dropped" };
      return clock.now() < morningAt ? { how: "later", not_before: morningAt, failed: false } : { how: "sent" };
    };
    await client.create({
      messages: (change) => [...message("booked")(change), ...message("dropped_off")(change)],
    });
    await client.settle();
    expect(sender.events).toEqual([]);
    clock.pass(8 * hour_ms - 1);
    await drain(client);
    expect(sender.events).toEqual([]);
    clock.pass(1);
    await client.settle();
    expect(sender.events).toEqual(["booked"]);
  });

  test("news of another day or of a cancellation replaces what it makes untrue", async () => {
    const { client, sender, clock } = await open();
    const { job } = await client.create({ messages: delayed("booked", 60_000) });
    for (const day of [saturday, friday]) {
      clock.pass(10_000);
      const messages: Messages = (change) => [
        ...delayed("changed", 60_000)(change),
        ...message("invoice", { not_before: change.now + 60_000 })(change),
      ];
      await client.change(job.id, (now) => ({ next: { ...now, notes: day }, what: "edited" }), { messages });
    }
    clock.pass(60_000);
    await client.settle();
    expect(sender.events).toEqual(["invoice", "changed", "invoice"]);
    await tell(client, job.id, delayed("changed", 60_000));
    await client.cancel(job.id, notice);
    clock.pass(60_000);
    await client.settle();
    expect(sender.events.slice(3)).toEqual(["cancelled"]);
    // What was replaced was never begun, so there is nothing to record.
    expect(sender.unsent).toEqual([]);
  });

  test("news ends a message whose first channel refused it, with a record", async () => {
    const { client, sender, clock } = await open();
    const later = clock.now() + hour_ms;
    sender.answer = ({ entry: { event, channels } }) => {
      if (event === "cancelled") return { how: "sent" };
      return channels[0] === "email" ? { how: "later", not_before: later, failed: false } : { how: "next_channel" };
    };
    const { job } = await client.create({ messages: message("booked") });
    await client.settle();
    await client.cancel(job.id, notice);
    await client.settle();
    expect(sender.events).toEqual(["cancelled"]);
    expect(sender.unsent).toMatchObject([{ event: "booked", how: "withdrawn" }]);
  });

  test("at most 24 messages of a job wait, and money is withdrawn last", async () => {
    const { client, sender, clock } = await open();
    const many: Messages = (change) =>
      Array.from({ length: 26 }, (_, index) =>
        message(index === 0 ? "invoice" : "dropped_off", {
          id: `m${index}`,
          lane: `lane ${index}`,
          not_before: change.now + hour_ms,
        })(change),
      ).flat();
    await client.create({ messages: many });
    await client.settle();
    expect(new Set(sender.unsent.map(({ id, how }) => `${id} ${how}`))).toEqual(
      new Set(["m1 withdrawn", "m2 withdrawn"]),
    );
    clock.pass(hour_ms);
    await client.settle();
    expect(sender.sent).toHaveLength(24);
    expect(sender.events).toContain("invoice");
  });

  test("an entry that waits already is not added again", async () => {
    const { client, sender } = await open();
    const same = message("dropped_off", { id: "one" });
    const { job } = await client.create({ messages: same });
    await tell(client, job.id, same);
    await client.settle();
    expect(sender.events).toEqual(["dropped_off"]);
  });

  test("begins no message after the end that the caller sets", async () => {
    const { client, sender, clock } = await open();
    await client.create({ messages: message("booked") });
    const until = instantOf(clock.now());
    expect(await client.insist(() => client.jobs.drain({ until }))).toBe(1);
    expect(sender.sent).toEqual([]);
    await client.settle();
    expect(sender.events).toEqual(["booked"]);
  });

  test("no message is sent after 90 days that was useless before", async () => {
    const { client, sender, clock } = await open();
    sender.failing = true;
    await client.create({ messages: message("booked", ({ now }) => ({ expires_at: now + day_ms })) });
    await drain(client);
    sender.failing = false;
    clock.pass(90 * day_ms);
    await client.settle();
    expect(sender.sent).toEqual([]);
  });
};
