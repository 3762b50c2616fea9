import { momentIn } from "../../domain/moment.ts";
import { expect, test } from "vitest";
import type { Job } from "../../domain/job.ts";
import type { MessageEvent } from "../../domain/message/event.ts";
import { setStatus } from "../../domain/status.ts";
import type { NewSend } from "../queued-entry.ts";
import { afternoon, friday, morning, RecordingSender, renamed, saturday, type Client, zone } from "./fixture.ts";
import { message, plainSend, reminder } from "./message-fixture.ts";
import type { OpenWorld } from "./world.ts";

const notice = message("cancelled");
const dropped = message("dropped_off");

export const describeOutbox = (open: OpenWorld): void => {
  describeQueue(open);

  test("publishes every change, with the newest job", async () => {
    const { client, publisher } = await open();
    const { job } = await client.create();
    await client.settle();
    expect(publisher.published.get(job.id)).toEqual(job);
    const { job: next } = await client.change(job.id, renamed("Bea"));
    await client.settle();
    expect(publisher.published.get(job.id)).toEqual(next);
  });

  test("a failed publication does not block the change, and any process publishes it later", async () => {
    const { client, another, publisher } = await open();
    publisher.failing = true;
    const { job } = await client.create();
    const { job: next } = await client.change(job.id, renamed("Bea"));
    expect(await client.insist(() => client.jobs.drain())).toBeGreaterThan(0);
    expect(publisher.published.size).toBe(0);
    publisher.failing = false;
    await another().settle();
    expect(publisher.published.get(job.id)).toEqual(next);
  });

  test("an entry that keeps failing is parked for a person, and blocks no other", async () => {
    const { client, publisher, clock } = await open();
    publisher.failing = true;
    const { job } = await client.create();
    for (let round = 0; round < 20; round += 1) {
      await client.insist(() => client.jobs.drain());
      clock.pass(3_600_000);
    }
    expect(await client.insist(() => client.jobs.drain())).toBe(0);
    expect(await client.insist(() => client.jobs.parked())).toMatchObject([{ job: job.id, kind: "publish" }]);
    publisher.failing = false;
    const other = await client.create();
    await client.settle();
    expect(publisher.published.has(other.job.id)).toBe(true);
    // The next change of the job supersedes the parked one.
    const { job: next } = await client.change(job.id, renamed("Bea"));
    await client.settle();
    expect(publisher.published.get(job.id)).toEqual(next);
    expect(await client.insist(() => client.jobs.parked())).toEqual([]);
  });

  test("waiting() has a job while it is unscheduled or ready, and not after it ended", async () => {
    const { client, another } = await open();
    const waiting = async () => {
      await client.settle();
      return (await client.insist(() => another().jobs.waiting())).map(({ id }) => id);
    };
    const { job } = await client.create({ day: null });
    await client.create();
    expect(await waiting()).toEqual([job.id]);
    await client.move(job.id, saturday, morning);
    expect(await waiting()).toEqual([]);
    await client.change(job.id, (now, at) => setStatus(now, "ready_for_pickup", {}, momentIn(zone, at)));
    expect(await waiting()).toEqual([job.id]);
    await client.cancel(job.id);
    expect(await waiting()).toEqual([]);
  });

  test("sends each message once, in order, and one per job at a time", async () => {
    const { client, sender } = await open();
    const { job } = await client.create({
      messages: (made) => [...reminder(made), ...dropped(made)],
    });
    await client.settle();
    expect(sender.events).toEqual(["reminder", "dropped_off"]);
    expect(new Set(sender.sent.map(({ id }) => id)).size).toBe(2);
    await client.settle();
    expect(sender.sent).toHaveLength(2);
    expect(sender.sent[0]?.job).toBe(job.id);
  });

  test("begins no message for a cancelled or moved visit, but sends the notice", async () => {
    const { client, sender } = await open();
    const cancelled = await client.create({ messages: reminder });
    await client.cancel(cancelled.job.id, notice);
    const elsewhere = await client.create({ messages: reminder });
    await client.move(elsewhere.job.id, saturday, morning);
    const later = await client.create({ messages: reminder });
    await client.move(later.job.id, friday, afternoon);
    await client.settle();
    expect(sender.events).toEqual(["cancelled"]);
  });

  test("a failing message holds back later ones of its job only", async () => {
    const { client, sender } = await open();
    sender.failing = true;
    const first = await client.create({ messages: reminder });
    await client.cancel((await client.create()).job.id);
    await client.insist(() => client.jobs.drain());
    sender.failing = false;
    await client.cancel(first.job.id, notice);
    const second = await client.create({ messages: dropped });
    await client.settle();
    expect(sender.sent.map(({ event, job }) => [event, job])).toEqual(
      expect.arrayContaining([
        ["cancelled", first.job.id],
        ["dropped_off", second.job.id],
      ]),
    );
    expect(sender.sent).toHaveLength(2);
  });

  test("two processes that drain simultaneously send once", async () => {
    const { client, another, sender } = await open();
    for (let index = 0; index < 3; index += 1) await client.create({ messages: reminder });
    const drains = Array.from({ length: 4 }, () => another());
    await Promise.all(drains.map((one) => one.insist(() => one.jobs.drain())));
    await client.settle();
    expect(sender.sent).toHaveLength(3);
  });

  test("another worker sends a message after the lease of a stopped worker expires", async () => {
    const { client, another, sender, clock } = await open();
    await client.create({ messages: reminder });
    const stuck = new RecordingSender();
    const working = stopped(stuck, (parts) => another(parts));
    await working.started;
    expect(await client.insist(() => client.jobs.drain())).toBe(1);
    expect(sender.sent).toHaveLength(0);
    clock.pass(31_000);
    await client.settle();
    expect(sender.sent).toHaveLength(1);
    await working.end();
  });

  test("a worker whose lease expired ends no entry of the next worker", async () => {
    const { client, another, sender, clock } = await open();
    const { job } = await client.create({ messages: reminder });
    const slow = stopped(new RecordingSender(), (parts) => another(parts));
    await slow.started;
    await client.cancel(job.id, notice);
    clock.pass(31_000);
    // The second worker takes over the lease and finds that the visit no longer stands, so it sends only the notice.
    const second = stopped(new RecordingSender(), (parts) => another(parts));
    await second.started;
    await slow.end();
    expect(await client.insist(() => client.jobs.drain())).toBe(1);
    await second.end();
    await client.settle();
    expect([...second.sender.events, ...sender.events]).toEqual(["cancelled"]);
  });
};

const describeQueue = (open: OpenWorld): void => {
  const asked = (key: string, event: MessageEvent = "reminder") => ({
    key,
    plan: (job: Job, now: number): NewSend[] => [
      { ...plainSend, id: `${key} ${job.id}`, event, cause: key, not_before: now },
    ],
  });

  test("queues messages without a change, once for each key", async () => {
    const { client, another, sender, publisher } = await open();
    const { job } = await client.create();
    await client.settle();
    const published = publisher.calls;
    const queue = (one: Client, key: string) => one.insist(() => one.jobs.queue(job.id, asked(key)));
    // A lost answer shows as told, because the key was stored.
    expect(await queue(client, "today")).toMatch(/queued|told/);
    expect(await queue(client, "today")).toBe("told");
    expect(await queue(another(), "today")).toBe("told");
    await client.settle();
    expect(await queue(another(), "today")).toBe("told");
    await client.settle();
    expect(sender.events).toEqual(["reminder"]);
    expect(await client.find(job.id)).toEqual(job);
    expect(publisher.calls).toBe(published);
    // A change of the job forgets no key.
    await client.change(job.id, renamed("Bea"));
    expect(await queue(client, "today")).toBe("told");
    expect(await queue(client, "tomorrow")).toMatch(/queued|told/);
    await client.settle();
    expect(sender.events).toEqual(["reminder", "reminder"]);
  });

  test("queues nothing for a job that does not exist, and forgets a key without a message", async () => {
    const { client, sender } = await open();
    const { job } = await client.create();
    const queue = (id: string, plan: () => NewSend[]) =>
      client.insist(() => client.jobs.queue(id, { key: "today", plan }));
    expect(await queue("261127-0000", () => [])).toBeNull();
    expect(await queue("unknown", () => [])).toBeNull();
    expect(await queue(job.id, () => [])).toBe("nothing");
    expect(await client.insist(() => client.jobs.queue(job.id, asked("today")))).toMatch(/queued|told/);
    await client.settle();
    expect(sender.events).toEqual(["reminder"]);
  });

  test("remembers the newest keys of a job", async () => {
    const { client } = await open();
    const { job } = await client.create();
    for (let key = 0; key <= 16; key += 1) await client.insist(() => client.jobs.queue(job.id, asked(`day ${key}`)));
    await client.settle();
    expect(await client.insist(() => client.jobs.queue(job.id, asked("day 16")))).toBe("told");
    expect(await client.insist(() => client.jobs.queue(job.id, asked("day 0")))).toMatch(/queued|told/);
  });

  test("a customer's message and a change reach the conversation and other systems once they can", async () => {
    const { client, tells } = await open();
    const { job } = await client.create();
    tells.failing = true;
    const by = { kind: "customer", name: "Ana" } as const;
    const at = "2026-11-20T17:00:00.000Z";
    await client.change(job.id, renamed("Bea"), {
      messages: () => [
        { kind: "append", id: "a1", message: "a1", text: "Please ring twice", at, by },
        { kind: "hook", id: "h1", change: "h1", types: ["job.updated"] },
      ],
    });
    expect(await client.insist(() => client.jobs.drain())).toBeGreaterThan(0);
    expect(tells.appended).toEqual([]);
    tells.failing = false;
    await client.settle();
    expect(tells.appended).toMatchObject([{ job: job.id, text: "Please ring twice", by }]);
    expect(tells.hooked).toMatchObject([{ job: job.id, change: "h1", types: ["job.updated"] }]);
    await client.change(job.id, renamed("Cy"), {
      messages: () => [{ kind: "append", id: "a2", message: "a2", text: "Never mind", at, by }],
    });
    // Tried immediately.
    expect(tells.appended.map(({ text }) => text)).toEqual(["Please ring twice", "Never mind"]);
  });
};

/** A process that begins to send, and continues when the test says so. */
const stopped = (sender: RecordingSender, another: (parts: { sender: RecordingSender }) => Client) => {
  const gate = Promise.withResolvers<undefined>();
  const begun = Promise.withResolvers<undefined>();
  const state = { isBegun: false };
  sender.during = async () => {
    state.isBegun = true;
    begun.resolve(undefined);
    await gate.promise;
  };
  const process = another({ sender });
  const drained = (async () => {
    // A fault may end a drain before it reaches the message.
    for (let drain = 0; drain < 10 && !state.isBegun; drain += 1) await process.insist(() => process.jobs.drain());
  })();
  return {
    sender,
    started: Promise.race([begun.promise, drained]),
    end: async () => {
      gate.resolve(undefined);
      await drained;
    },
  };
};
