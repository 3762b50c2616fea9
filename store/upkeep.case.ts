import { afterEach, describe, expect, test } from "vitest";
import { instantOf } from "../domain/clock.ts";
import { friday, morning, moved, renamed, saturday, thursday, visitOf } from "./conformance/fixture.ts";
import { message } from "./conformance/message-fixture.ts";
import { wholeWorldOf, type WholeStoreUnderTest, type WholeWorld } from "./conformance/whole-store.ts";
import type { Finding, Mended } from "./upkeep.ts";

/** Checks every promise of the doctor that can be provoked from outside. `make` returns a new, empty store. */
export const describeUpkeep = (
  name: string,
  make: () => WholeStoreUnderTest | Promise<WholeStoreUnderTest>,
  { seed = 1 }: { seed?: number } = {},
): void => {
  const opened: WholeStoreUnderTest[] = [];
  const open = async (): Promise<WholeWorld> => {
    const made = await make();
    opened.push(made);
    return wholeWorldOf(made, seed + opened.length);
  };

  describe(`${name} under upkeep`, () => {
    afterEach(async () => {
      for (const made of opened.splice(0)) await made.close?.();
    });

    test("a sound store has no findings: new, at work and long after", async () => {
      const world = await open();
      const { client, clock } = world;
      expect(await findings(world)).toEqual([]);
      const { job } = await client.create();
      await client.create({ day: null });
      await client.create({
        visits: [visitOf("v1", "drop_off", thursday, morning), visitOf("v2", "pickup", saturday, morning)],
      });
      await client.move(job.id, saturday, morning);
      await client.change(job.id, renamed("Bea"));
      expect(await findings(world)).toEqual([]);
      await client.settle();
      clock.pass(3_600_000);
      // A store that fails in between leaves work for the sweep.
      for (let round = 0; round < 3; round += 1) {
        await client.insist(() => world.another().jobs.sweep());
        await client.settle();
      }
      expect(await grave(world)).toEqual([]);
      await mendAll(world);
      expect(await findings(world)).toEqual([]);
    });

    test("an overdue outbox entry is found and done", async () => {
      const world = await open();
      const { client, clock, publisher } = world;
      publisher.failing = true;
      const { job } = await client.create();
      expect(await findings(world)).toEqual([]);
      clock.pass(600_000);
      expect(await kinds(world)).toContain("overdue_outbox");
      publisher.failing = false;
      await mendAll(world);
      expect(await findings(world)).toEqual([]);
      expect(publisher.published.get(job.id)?.rev).toBe(1);
    });

    test("a parked publication is tried again", async () => {
      const world = await open();
      const { client, clock, publisher } = world;
      publisher.failing = true;
      const { job } = await client.create();
      for (let round = 0; round < 60; round += 1) {
        clock.pass(3_600_000);
        await client.insist(() => client.jobs.drain());
      }
      const found = await findings(world);
      expect(found).toContainEqual(expect.objectContaining({ kind: "parked_outbox", job: job.id, repairable: true }));
      publisher.failing = false;
      await mendAll(world);
      expect(await findings(world)).toEqual([]);
      expect(publisher.published.get(job.id)?.rev).toBe(1);
    });

    test("a parked message waits for a person, and is not sent", async () => {
      const world = await open();
      const { client, clock, sender } = world;
      sender.failing = true;
      const { job } = await client.create({ messages: message("booked") });
      for (let round = 0; round < 60; round += 1) {
        clock.pass(3_600_000);
        await client.insist(() => client.jobs.drain());
      }
      sender.failing = false;
      // Days have passed, so entries that are valid for one day are gone.
      for (let round = 0; round < 3; round += 1) await client.insist(() => world.another().jobs.sweep());
      const found = await findings(world);
      expect(found.filter(({ kind }) => kind === "parked_outbox")).toMatchObject([{ job: job.id, repairable: false }]);
      await mendAll(world);
      expect(await kinds(world)).toEqual(["parked_outbox"]);
      expect(sender.sent).toEqual([]);
    });

    test("an old view is published again", async () => {
      const world = await open();
      const { client, clock, publisher } = world;
      const { job } = await client.create();
      await client.change(job.id, renamed("Bea"));
      await client.settle();
      clock.pass(600_000);
      publisher.published.set(job.id, job);
      expect(await grave(world)).toEqual(["view_behind"]);
      await mendAll(world);
      expect(await findings(world)).toEqual([]);
      expect(publisher.published.get(job.id)?.customer?.name).toBe("Bea");
    });

    test("a no-op change raises a job above its view, as after a restore", async () => {
      const world = await open();
      const { client, clock, publisher } = world;
      const { job } = await client.create();
      await client.settle();
      clock.pass(600_000);
      publisher.published.set(job.id, { ...job, rev: 3 });
      expect(await grave(world)).toEqual(["view_ahead"]);
      await mendAll(world);
      await client.settle();
      const after = await client.find(job.id);
      expect(after).toEqual({ ...job, rev: 4, updated_at: after.updated_at, history: after.history });
      expect(publisher.published.get(job.id)?.rev).toBe(4);
      expect(await grave(world)).toEqual([]);
    });

    test("an oversold window is named, and left to a person", async () => {
      const world = await open();
      const { client } = world;
      await client.create();
      await client.create();
      await client.settle();
      await client.insist(() => client.jobs.setCapacity(friday, [{ ...morning, capacity: 1 }], false));
      const found = (await findings(world)).filter(({ kind }) => kind !== "dangling_pointer");
      expect(found).toMatchObject([{ kind: "oversold_window", day: friday, repairable: false }]);
      for (const finding of found)
        expect(await client.insist(() => world.store.upkeep.repair(finding))).toEqual({ mended: false, notes: [] });
      expect(await client.taken(friday, morning)).toBe(2);
    });

    test("an unfinished restore is reported", async () => {
      const world = await open();
      const { client, store, clock } = world;
      const adoption = { kind: "restore", source: "x", began_at: instantOf(clock.now()) } as const;
      await client.insist(() => store.archive.writeAdoption(adoption));
      expect(await findings(world)).toContainEqual(
        expect.objectContaining({ kind: "unfinished_adoption", repairable: false }),
      );
    });

    test("a late or repeated repair changes nothing", async () => {
      const world = await open();
      const { client, clock, publisher } = world;
      publisher.failing = true;
      const { job } = await client.create();
      await client.change(job.id, (now) => moved(now, "v1", saturday, morning));
      clock.pass(600_000);
      const found = await findings(world);
      publisher.failing = false;
      await client.settle();
      const before = await client.find(job.id);
      for (const finding of [...found, ...found]) await client.insist(() => world.store.upkeep.repair(finding));
      await mendAll(world);
      expect(await client.find(job.id)).toEqual(before);
      expect(await client.taken(saturday, morning)).toBe(1);
      expect(await findings(world)).toEqual([]);
    });

    test("a finding names no person, street or token", async () => {
      const world = await open();
      const { client, clock, publisher } = world;
      publisher.failing = true;
      const { job } = await client.create({ name: "Zebulon" });
      clock.pass(600_000);
      const found = await findings(world);
      expect(found.length).toBeGreaterThan(0);
      const text = JSON.stringify(found);
      expect(text).not.toContain("Zebulon");
      expect(text).not.toContain(job.location.street);
      expect(text).not.toContain(job.tracking_token);
    });
  });
};

const findings = ({ client, another }: WholeWorld): Promise<Finding[]> =>
  client.insist(async () => {
    const found: Finding[] = [];
    for await (const finding of another().upkeep.examine()) found.push(finding);
    return found;
  });

const kinds = async (world: WholeWorld): Promise<string[]> => [
  ...new Set((await findings(world)).map(({ kind }) => kind)),
];

/** Leaves dangling pointers out, because a store that failed may have kept one. */
const grave = async (world: WholeWorld): Promise<string[]> =>
  (await kinds(world)).filter((kind) => kind !== "dangling_pointer");

/** Repairs as the command does, until a round repairs nothing. Returns the repaired findings. */
const mendAll = async (world: WholeWorld): Promise<Mended[]> => {
  const done: Mended[] = [];
  for (let round = 0; round < 5; round += 1) {
    const before = done.length;
    for (const finding of await findings(world)) {
      const mended = await world.client.insist(() => world.store.upkeep.repair(finding));
      if (mended.mended) done.push(mended);
    }
    if (done.length === before) break;
  }
  return done;
};
