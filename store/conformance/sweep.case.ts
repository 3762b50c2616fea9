import { momentIn } from "../../domain/moment.ts";
import { expect, test } from "vitest";
import { setStatus } from "../../domain/status.ts";
import { friday, morning, saturday, visitOf, zone } from "./fixture.ts";
import type { OpenWorld } from "./world.ts";

const day = 86_400_000;

export const describeSweep = (open: OpenWorld): void => {
  test("an open job becomes overdue after its day, for any home day", async () => {
    const { client, another, clock } = await open();
    const here = await client.create();
    const away = await client.create({
      visits: [visitOf("v1", "drop_off", "2026-11-23", morning), visitOf("v2", "pickup", friday, morning)],
    });
    await client.change(away.job.id, (job) => ({
      next: { ...job, visits: job.visits.map((visit) => (visit.id === "v1" ? { ...visit, state: "done" } : visit)) },
      what: "dropped_off",
    }));
    await client.create({ day: saturday });
    await client.settle();
    const waiting = async () => {
      const other = another();
      await other.insist(() => other.jobs.sweep());
      return (await other.insist(() => other.jobs.waiting())).map(({ id }) => id).toSorted();
    };
    clock.pass(6 * day);
    expect(await waiting()).toEqual([]);
    clock.pass(2 * day);
    expect(await waiting()).toEqual([here.job.id, away.job.id].toSorted());
    await client.cancel(here.job.id);
    await client.settle();
    expect(await waiting()).toEqual([away.job.id]);
  });

  test("a sweep under a clock years ahead hides no overdue job", async () => {
    const { client, another, clock } = await open();
    const { job } = await client.create();
    await client.settle();
    const sweep = async () => {
      const other = another();
      await other.insist(() => other.jobs.sweep());
      return (await other.insist(() => other.jobs.waiting())).map(({ id }) => id);
    };
    clock.pass(1_500 * day);
    expect(await sweep()).toEqual([job.id]);
    clock.pass(-1_500 * day);
    expect(await sweep()).toEqual([]);
    clock.pass(8 * day);
    expect(await sweep()).toEqual([job.id]);
  });

  test("publishes a job again when its link expires, and not before", async () => {
    const { client, another, clock, publisher } = await open();
    const { job } = await client.create();
    await client.cancel(job.id);
    await client.settle();
    const published = async () => {
      const before = publisher.calls;
      const other = another();
      await other.insist(() => other.jobs.sweep());
      return publisher.calls - before;
    };
    clock.pass(30 * day);
    expect(await published()).toBe(0);
    clock.pass(day);
    expect(await published()).toBeGreaterThan(0);
    await untilNone(published);
  });

  test("a reopened job does not expire; a longer link life expires later", async () => {
    const { client, clock, publisher } = await open();
    const [reopened, kept] = [await client.create(), await client.create()];
    for (const { job } of [reopened, kept]) await client.cancel(job.id);
    await client.undo(reopened.job.id);
    await client.insist(() =>
      client.settings.change((settings) => ({ ...settings, booking: { ...settings.booking, link_days: 60 } })),
    );
    await client.settle();
    const published = async () => {
      const before = publisher.calls;
      await client.insist(() => client.jobs.sweep());
      return publisher.calls - before;
    };
    clock.pass(31 * day);
    expect(await published()).toBe(0);
    clock.pass(31 * day);
    expect(await published()).toBeGreaterThan(0);
    await untilNone(published);
  });

  test("the link of an old imported job lives from its import", async () => {
    const { client, clock, publisher } = await open();
    const { job } = await client.create({ key: "import" });
    await client.change(job.id, (now, at) => setStatus(now, "cancelled", { reason: "Imported" }, momentIn(zone, at)));
    await client.settle();
    clock.pass(29 * day);
    const before = publisher.calls;
    await client.insist(() => client.jobs.sweep());
    expect(publisher.calls).toBe(before);
  });

  test("applies hours that a crash left unapplied", async () => {
    const { client, another } = await open();
    await client.create();
    await client.insist(() =>
      client.settings.change((settings) => ({
        ...settings,
        hours: { ...settings.hours, fri: [{ ...morning, capacity: 7 }] },
      })),
    );
    const other = another();
    await other.insist(() => other.jobs.sweep());
    await expect
      .poll(async () => {
        const fresh = another();
        await fresh.insist(() => fresh.jobs.sweep());
        return (await fresh.insist(() => fresh.jobs.capacity(friday, friday)))[0]?.windows;
      })
      .toEqual([{ ...morning, capacity: 7, taken: 1 }]);
  });
};

/** A due marker that could not be deleted is checked once more without effect. */
const untilNone = async (published: () => Promise<number>): Promise<void> => {
  for (let sweep = 0; sweep < 10; sweep += 1) if ((await published()) === 0) return;
  throw new Error("It is published for ever");
};
