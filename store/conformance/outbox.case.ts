import { expect, test } from "vitest";
import { setStatus } from "../../domain/status.ts";
import type { Messages } from "../job-store.ts";
import { afternoon, friday, morning, RecordingSender, renamed, saturday, type Client } from "./fixture.ts";
import type { OpenWorld } from "./world.ts";

const reminder: Messages = ({ visits: [visit] }) =>
  visit === undefined ? [] : [{ template: "reminder", visit: { id: visit.id, day: visit.day, window: visit.window } }];
const notice: Messages = () => [{ template: "cancelled", visit: null }];

export const describeOutbox = (open: OpenWorld): void => {
  test("every change is published, with the newest job", async () => {
    const { client, publisher } = await open();
    const { job } = await client.create();
    await client.settle();
    expect(publisher.published.get(job.id)).toEqual(job);
    const { job: next } = await client.change(job.id, renamed("Bea"));
    await client.settle();
    expect(publisher.published.get(job.id)).toEqual(next);
  });

  test("what could not be published does not hold up the change, and is published later, by any process", async () => {
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

  test("what fails again and again is parked, waits for a person, and holds nobody up", async () => {
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
    // The next change of the job itself says more than the one that is parked.
    const { job: next } = await client.change(job.id, renamed("Bea"));
    await client.settle();
    expect(publisher.published.get(job.id)).toEqual(next);
    expect(await client.insist(() => client.jobs.parked())).toEqual([]);
  });

  test("jobs that wait for somebody: unscheduled, then ready, and no longer when they are over", async () => {
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
    await client.change(job.id, (now, at) => setStatus(now, "ready_for_pickup", undefined, at));
    expect(await waiting()).toEqual([job.id]);
    await client.cancel(job.id);
    expect(await waiting()).toEqual([]);
  });

  test("a message goes out once, in order, and only one of a job at a time", async () => {
    const { client, sender } = await open();
    const { job } = await client.create({
      messages: (made) => [...reminder(made), { template: "welcome", visit: null }],
    });
    await client.settle();
    expect(sender.templates).toEqual(["reminder", "welcome"]);
    expect(new Set(sender.sent.map(({ id }) => id)).size).toBe(2);
    await client.settle();
    expect(sender.sent).toHaveLength(2);
    expect(sender.sent[0]?.job).toBe(job.id);
  });

  test("no message is begun for a visit that was cancelled or moved; the notice is", async () => {
    const { client, sender } = await open();
    const cancelled = await client.create({ messages: reminder });
    await client.cancel(cancelled.job.id, notice);
    const elsewhere = await client.create({ messages: reminder });
    await client.move(elsewhere.job.id, saturday, morning);
    const later = await client.create({ messages: reminder });
    await client.move(later.job.id, friday, afternoon);
    await client.settle();
    expect(sender.templates).toEqual(["cancelled"]);
  });

  test("a message that fails holds the later ones of its job, and nobody else's", async () => {
    const { client, sender } = await open();
    sender.failing = true;
    const first = await client.create({ messages: reminder });
    await client.cancel((await client.create()).job.id);
    await client.insist(() => client.jobs.drain());
    sender.failing = false;
    await client.cancel(first.job.id, notice);
    const second = await client.create({ messages: () => [{ template: "welcome", visit: null }] });
    await client.settle();
    expect(sender.sent.map(({ template, job }) => [template, job])).toEqual(
      expect.arrayContaining([
        ["cancelled", first.job.id],
        ["welcome", second.job.id],
      ]),
    );
    expect(sender.sent).toHaveLength(2);
  });

  test("two processes that drain at once send once", async () => {
    const { client, another, sender } = await open();
    for (let index = 0; index < 3; index += 1) await client.create({ messages: reminder });
    const drains = Array.from({ length: 4 }, () => another());
    await Promise.all(drains.map((one) => one.insist(() => one.jobs.drain())));
    await client.settle();
    expect(sender.sent).toHaveLength(3);
  });

  test("a worker that stops while sending holds its message until its lease is over, then another sends it", async () => {
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

  test("a worker that was overtaken ends nothing of the other's", async () => {
    const { client, another, sender, clock } = await open();
    const { job } = await client.create({ messages: reminder });
    const slow = stopped(new RecordingSender(), (parts) => another(parts));
    await slow.started;
    await client.cancel(job.id, notice);
    clock.pass(31_000);
    // The second worker takes the lease over, and finds that the visit no longer stands: then only the notice goes.
    const second = stopped(new RecordingSender(), (parts) => another(parts));
    await second.started;
    await slow.end();
    expect(await client.insist(() => client.jobs.drain())).toBe(1);
    await second.end();
    await client.settle();
    expect([...second.sender.templates, ...sender.templates]).toEqual(["cancelled"]);
  });
};

/** A process that begins to send, and goes on only when told to. */
const stopped = (sender: RecordingSender, another: (parts: { sender: RecordingSender }) => Client) => {
  const gate = Promise.withResolvers<undefined>();
  const begun = Promise.withResolvers<undefined>();
  sender.during = async () => {
    begun.resolve(undefined);
    await gate.promise;
  };
  const process = another({ sender });
  const drained = process.insist(() => process.jobs.drain());
  return {
    sender,
    started: Promise.race([begun.promise, drained]),
    end: async () => {
      gate.resolve(undefined);
      await drained;
    },
  };
};
