import { afterEach, describe, expect, test } from "vitest";
import {
  afternoon,
  Client,
  friday,
  morning,
  RecordingPublisher,
  RecordingSender,
  renamed,
  saturday,
  seededRandom,
  SteppedClock,
  thursday,
} from "../conformance/fixture.ts";
import { UnreadableDocument } from "../job-store.ts";
import { keys } from "../keys.ts";
import type { ObjectStore } from "../objects/object-store.ts";
import type { Finding, Upkeep } from "../upkeep.ts";
import { underTest } from "./under-test.ts";

/** A store that keeps versions, and a hand that reaches under it. */
export interface BreakableStore {
  objects: ObjectStore;
  /** In the place of the newest version's bytes, without a trace; gives what lies there then. */
  damage(key: string, how: (bytes: Buffer) => Buffer): Promise<Buffer>;
  close?(): Promise<void>;
}

/**
 * What becomes of a document that cannot be read, on every store that keeps earlier versions. `make` gives a fresh,
 * empty one; `damages` are those that this technology cannot tell of by itself.
 */
export const describeQuarantine = (
  name: string,
  make: () => BreakableStore | Promise<BreakableStore>,
  damages: Record<string, (bytes: Buffer) => Buffer>,
): void => {
  const opened: BreakableStore[] = [];
  const scene = async () => {
    const broken = await make();
    opened.push(broken);
    return { ...sceneOn(broken.objects), damage: broken.damage };
  };

  describe(`${name}, where a document cannot be read`, () => {
    afterEach(async () => {
      for (const made of opened.splice(0)) await made.close?.();
    });

    describe.each(Object.entries(damages))("a day that is %s", (_how, how) => {
      test("is named, set aside, and again as it was before", async () => {
        const { client, store, open, clock, sender, objects, damage } = await scene();
        const kept = await client.create({ messages: () => [{ template: "booked", visit: null }] });
        const away = await client.create({ day: thursday });
        await client.move(away.job.id, friday, afternoon);
        await client.settle();
        clock.pass(600_000);
        sender.sent.splice(0);
        // One change more, which is lost.
        await client.change(kept.job.id, renamed("Bea"));
        const bytes = await damage(keys.day(friday), how);

        const running = open();
        const found = await examine(running.upkeep);
        expect(found).toEqual([
          expect.objectContaining({ kind: "unreadable_document", where: keys.day(friday), day: friday }),
        ]);
        const notes = await mendAll(running.upkeep);
        expect(notes[0]).toMatch(/^days\/2026-11-27\.json is again as it was one version ago; .* quarantine\/days\//);

        const listed = await objects.list("quarantine/");
        const [copy = ""] = listed.outcome === "listed" ? listed.keys : [];
        const aside = await objects.get(copy);
        expect(aside.outcome === "found" && bytes.includes(Buffer.from(aside.body))).toBe(true);

        expect(await examine(open().upkeep)).toEqual([]);
        const after = await client.find(kept.job.id);
        expect(after.customer?.name).toBe("Ana");
        // The customer's page had the lost revision: the job is past it now.
        expect(after.rev).toBeGreaterThan(2);
        expect(await client.taken(friday, morning)).toBe(1);
        expect(await client.taken(friday, afternoon)).toBe(1);
        expect((await client.change(kept.job.id, renamed("Cleo"))).job.customer?.name).toBe("Cleo");
        await client.settle();
        expect(sender.sent).toEqual([]);
        expect(await store.jobs.drain()).toBe(0);
      });

      test("stops no other day", async () => {
        const { client, open, damage } = await scene();
        await client.create();
        const other = await client.create({ day: saturday });
        const visiting = await client.create({ day: friday });
        await client.move(visiting.job.id, saturday, afternoon);
        await client.settle();
        await damage(keys.day(friday), how);
        const { jobs, settings } = open();
        expect((await jobs.board(saturday)).cards.map(({ job }) => job).toSorted()).toEqual(
          [other.job.id, visiting.job.id].toSorted(),
        );
        expect((await jobs.between(saturday, saturday)).map(({ id }) => id)).toEqual([other.job.id]);
        expect((await jobs.capacity(thursday, saturday)).map(({ day }) => day)).toEqual([thursday, saturday]);
        const fresh = new Client({ jobs, settings }, seededRandom(3), new SteppedClock());
        await fresh.create({ day: saturday });
        await jobs.sweep();
        await jobs.drain();
        const error = await jobs.board(friday).catch((cause: unknown) => cause);
        expect(error).toBeInstanceOf(UnreadableDocument);
        expect(error).toMatchObject({ key: keys.day(friday) });
      });
    });

    test("an export gives all that can be read, and then says that it is not all", async () => {
      const { client, open, damage } = await scene();
      const first = await client.create({ day: thursday });
      await client.create();
      const last = await client.create({ day: saturday });
      await damage(keys.day(friday), () => Buffer.alloc(0));
      const given: string[] = [];
      const reading = async () => {
        for await (const { id } of open().jobs.all()) given.push(id);
      };
      await expect(reading()).rejects.toThrow(UnreadableDocument);
      expect(given).toEqual([first.job.id, last.job.id]);
    });

    test("what was lost is told, job by job, as far as the broken bytes say", async () => {
      const { client, open, damage } = await scene();
      const { job } = await client.create();
      await client.settle();
      await client.change(job.id, renamed("Bea"));
      const [day] = [keys.day(friday)];
      await damage(day, (bytes) => bytes.subarray(0, bytes.length - 3));
      expect(await mendAll(open().upkeep)).toContain(`${job.id} went back from revision 2 to 1.`);
      const lost = await client.create({ day: saturday });
      await client.settle();
      const later = await client.create({ day: saturday });
      await damage(keys.day(saturday), (bytes) => bytes.subarray(0, bytes.length - 3));
      const notes = await mendAll(open().upkeep);
      expect(notes).toContain(`${later.job.id} is lost: it was made since.`);
      expect(await client.find(lost.job.id)).toEqual(lost.job);
    });

    test.each([keys.settings, keys.users, keys.open])("%s that cannot be read is as it was before", async (key) => {
      const { client, store, open, damage } = await scene();
      const waiting = await client.create({ day: null });
      await store.settings.change((settings) => ({ ...settings, business: { ...settings.business, name: "One" } }));
      await store.settings.change((settings) => ({ ...settings, business: { ...settings.business, name: "Two" } }));
      await store.people.change((people) => ({ ...people, setup: { hash: "one", expires_at: "" } }));
      await store.people.change((people) => ({ ...people, setup: { hash: "two", expires_at: "" } }));
      await client.create({ day: null });
      await client.settle();
      await damage(key, (bytes) => bytes.subarray(0, bytes.length - 5));
      const running = open();
      expect((await examine(running.upkeep)).map(({ kind, where }) => [kind, where])).toEqual([
        ["unreadable_document", key],
      ]);
      await mendAll(running.upkeep);
      expect(await examine(open().upkeep)).toEqual([]);
      const after = open();
      expect((await after.settings.read()).business.name).toBe(key === keys.settings ? "One" : "Two");
      expect((await after.people.read()).setup?.hash).toBe(key === keys.users ? "one" : "two");
      expect((await after.jobs.waiting()).map(({ id }) => id)).toContain(waiting.job.id);
      expect((await after.jobs.waiting()).length).toBe(2);
    });

    test.each([
      ["another's JSON", '{"hello":1}'],
      ["a list", "[]"],
      ["a document of another kind", '{"value":{"cards":[],"rolled_to":null},\n"rev":3,"writers":[],"ring":""}\n'],
    ])("%s under a document's key is not of its shape", async (_what, text) => {
      for (const key of [keys.day(friday), keys.settings, keys.users]) {
        const { client, store, open, objects } = await scene();
        await client.create();
        await store.settings.change((settings) => ({ ...settings, sample: false }));
        await store.people.change((people) => ({ ...people, users: [] }));
        await objects.put(key, new TextEncoder().encode(text), "any");
        expect((await examine(open().upkeep)).map(({ kind, where }) => [kind, where])).toEqual([
          ["unreadable_document", key],
        ]);
        await mendAll(open().upkeep);
        expect(await examine(open().upkeep)).toEqual([]);
      }
    });

    test("a list of waiting jobs that is lost is made again by the sweep, with no doctor", async () => {
      const { client, open, damage } = await scene();
      const waiting = await client.create({ day: null });
      await client.settle();
      await damage(keys.open, () => Buffer.alloc(0));
      await expect(open().jobs.board(friday)).rejects.toThrow(UnreadableDocument);
      await open().jobs.sweep();
      expect((await open().jobs.board(friday)).waiting.map(({ job }) => job)).toEqual([waiting.job.id]);
    });

    test("a catalog that was overwritten is as it was; one that was never whole is taken away, and kept again", async () => {
      const { open, objects, damage } = await scene();
      const kept = { version: "v1", terms: "Ours" };
      const key = keys.catalog("v1");
      await open().catalogs.keep("v1", kept);
      for (const how of ["overwritten", "damaged"]) {
        if (how === "overwritten") await objects.put(key, new TextEncoder().encode("[]"), "any");
        else await damage(key, () => Buffer.from("{"));
        await expect(open().catalogs.read("v1")).rejects.toThrow(UnreadableDocument);
        const running = open();
        expect(await examine(running.upkeep)).toMatchObject([{ kind: "unreadable_document", where: key }]);
        expect((await mendAll(running.upkeep))[0]).toMatch(/^catalogs\/v1 is again as it was .* ago; /);
        expect(await examine(open().upkeep)).toEqual([]);
        expect(await open().catalogs.read("v1")).toEqual(kept);
      }
      const other = keys.catalog("v2");
      await objects.put(other, new TextEncoder().encode("{"), "absent");
      expect((await mendAll(open().upkeep))[0]).toMatch(/^catalogs\/v2 was taken away; .* quarantine\/catalogs\/v2\//);
      expect((await objects.get(other)).outcome).toBe("missing");
      await open().catalogs.keep("v2", kept);
      expect(await open().catalogs.read("v2")).toEqual(kept);
    });

    test("a writer that began before is told that nobody knows, not that it did not land", async () => {
      const { client, open, objects, damage } = await scene();
      const { job } = await client.create();
      await client.settle();
      await client.change(job.id, renamed("Bea"));
      const before = await objects.get(keys.day(friday));
      await damage(keys.day(friday), () => Buffer.alloc(0));
      await mendAll(open().upkeep);
      // Beyond what the ring of write ids can tell.
      const after = await objects.get(keys.day(friday));
      const text = after.outcome === "found" ? new TextDecoder().decode(after.body) : "";
      expect(Number(/"rev":(\d+)/.exec(text)?.[1])).toBeGreaterThan(256);
      if (before.outcome !== "found") throw new Error("It was there");
      expect((await objects.put(keys.day(friday), before.body, { version: before.version })).outcome).toBe("conflict");
    });

    test("a healthy write that comes between is not written over", async () => {
      const { client, objects, damage } = await scene();
      await client.create();
      await client.settle();
      const before = await objects.get(keys.day(friday));
      if (before.outcome !== "found") throw new Error("It was there");
      await damage(keys.day(friday), () => Buffer.from("{"));
      let came = false;
      const { upkeep } = sceneOn(
        onPut(objects, async (key) => {
          if (key !== keys.day(friday) || came) return;
          came = true;
          await objects.put(key, before.body, "any");
        }),
      ).open();
      const [finding] = await examine(upkeep);
      if (finding === undefined) throw new Error("It was not found");
      expect(await upkeep.repair(finding)).toEqual({ mended: true, notes: [] });
      expect(came).toBe(true);
      const after = await objects.get(keys.day(friday));
      expect(after.outcome === "found" && Buffer.from(after.body).equals(before.body)).toBe(true);
    });

    test("what was deleted is not brought back", async () => {
      const { client, open, objects } = await scene();
      await client.create();
      await client.settle();
      const before = await objects.get(keys.day(friday));
      if (before.outcome !== "found") throw new Error("It was there");
      await objects.delete(keys.day(friday), before.version);
      await objects.put(keys.day(friday), new TextEncoder().encode("{"), "absent");
      const { upkeep } = open();
      const found = (await examine(upkeep)).filter(({ kind }) => kind === "unreadable_document");
      expect(found).toMatchObject([{ where: keys.day(friday) }]);
      for (const finding of found) {
        const { mended, notes } = await upkeep.repair(finding);
        expect(mended).toBe(false);
        expect(notes.join(" ")).toMatch(/Before that it was deleted\. A copy is at quarantine\/days\//);
      }
      expect(await objects.get(keys.day(friday))).toMatchObject({ body: new TextEncoder().encode("{") });
    });
  });
};

/** A store at work, and another process on it for each `open`. */
export const sceneOn = (objects: ObjectStore) => {
  const made = underTest(1, () => objects);
  const publisher = new RecordingPublisher();
  const sender = new RecordingSender();
  const open = () => made.open({ publisher, sender });
  const store = open();
  const client = new Client(store, seededRandom(1), made.clock);
  return { objects, client, store, open, publisher, sender, clock: made.clock };
};

/** Something comes first, each time that something is put. */
const onPut = (inner: ObjectStore, before: (key: string) => Promise<void>): ObjectStore => ({
  get: (key, options) => inner.get(key, options),
  put: async (key, ...rest) => {
    await before(key);
    return await inner.put(key, ...rest);
  },
  delete: (key, version) => inner.delete(key, version),
  list: (prefix, options) => inner.list(prefix, options),
  history: (key) => inner.history?.(key) ?? nothing(),
});
async function* nothing(): AsyncGenerator<never> {}

export const examine = async (upkeep: Upkeep): Promise<Finding[]> => {
  const found: Finding[] = [];
  for await (const finding of upkeep.examine()) found.push(finding);
  return found;
};
/** Returns what a person is told. */
const mendAll = async (upkeep: Upkeep): Promise<string[]> => {
  const notes: string[] = [];
  for (let round = 0; round < 5; round += 1) {
    for (const finding of await examine(upkeep)) notes.push(...(await upkeep.repair(finding)).notes);
  }
  return notes;
};
