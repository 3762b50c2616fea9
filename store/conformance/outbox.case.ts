import { momentIn } from "../../domain/moment.ts";
import { expect, test } from "vitest";
import { setStatus } from "../../domain/status.ts";
import type { Messages } from "../job-store.ts";
import { afternoon, friday, morning, RecordingSender, renamed, saturday, type Client, zone } from "./fixture.ts";
import type { OpenWorld } from "./world.ts";

const reminder: Messages = ({ visits: [visit] }) =>
  visit === undefined ? [] : [{ template: "reminder", visit: { id: visit.id, day: visit.day, window: visit.window } }];
const notice: Messages = () => [{ template: "cancelled", visit: null }];

export const describeOutbox = (open: OpenWorld): void => {
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
      messages: (made) => [...reminder(made), { template: "welcome", visit: null }],
    });
    await client.settle();
    expect(sender.templates).toEqual(["reminder", "welcome"]);
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
    expect(sender.templates).toEqual(["cancelled"]);
  });

  test("a failing message holds back later ones of its job only", async () => {
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
    expect([...second.sender.templates, ...sender.templates]).toEqual(["cancelled"]);
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
