import { describe, expect, test } from "vitest";
import { friday } from "../conformance/fixture.ts";
import { beforePut, keysUnder } from "../documents/documents-world.case.ts";
import type { ObjectStore } from "../port/object-store.ts";
import { cancelledJob, openForgetWorld } from "./forget-world.case.ts";

const hour_ms = 3_600_000;
const by = { kind: "dispatcher", name: "Olga" } as const;
const phone = "+16195550142";
const contact = { kind: "phone", value: phone } as const;
const person = ["Philomena", phone, "philomena@example.com", "couch"];

/** The keys whose newest bytes name the person, without the entries that 35 days remove. */
const named = async (objects: ObjectStore, isEntry: (key: string) => boolean): Promise<string[]> => {
  const hits: string[] = [];
  for (const key of await keysUnder(objects, "")) {
    const got = await objects.get(key);
    const text = got.outcome === "found" ? Buffer.from(got.body).toString() : "";
    if (!isEntry(key) && person.some((one) => text.includes(one))) hits.push(key);
  }
  return hits;
};
const anyLog = (key: string): boolean => /\/\d{8}(?:-[\w-]+\/\d{4})?$/.test(key);

test("a crash at any write is finished by another process, an hour later", async () => {
  let crashes = 0;
  for (let last = 1; ; last += 1) {
    const world = openForgetWorld();
    const job = await cancelledJob(world);
    let puts = 0;
    const dying = beforePut(world.objects, () => {
      puts += 1;
      return puts > last ? Promise.reject(new Error("The process died")) : Promise.resolve();
    });
    const done = await world
      .open(dying)
      .forget.forgetJob(job.id, by)
      .catch(() => null);
    const other = world.open();
    world.clock.pass(hour_ms + 60_000);
    await other.tidyDocuments();
    await other.jobs.drain();
    const isBegun = (await keysUnder(world.objects, "forgetting/")).length > 0;
    const left = isBegun ? await named(world.objects, anyLog) : [];
    expect([last, left]).toEqual([last, []]);
    if (isBegun) {
      expect((await other.jobs.find(job.id))?.customer).toEqual({ name: "Forgotten customer" });
      expect(await other.conversations.inbox()).toEqual([]);
      expect(await other.customers.entries()).toEqual([]);
      crashes += 1;
    }
    if (done !== null) break;
  }
  expect(crashes).toBeGreaterThan(5);
});

test("35 days later the entries of the log are gone too", async () => {
  const world = openForgetWorld();
  const job = await cancelledJob(world, 170);
  const { forget, jobs, tidyDocuments } = world.open();
  expect(await forget.forgetJob(job.id, by)).toMatchObject({ jobs: [job.id] });
  expect(await named(world.objects, anyLog)).toEqual([]);
  expect(await named(world.objects, () => false)).not.toEqual([]);
  for (const days of [1, 34, 1, 1]) {
    world.clock.pass(days * 24 * hour_ms + hour_ms);
    await jobs.sweep();
    await tidyDocuments();
  }
  expect(await named(world.objects, () => false)).toEqual([]);
  expect(await keysUnder(world.objects, "forgetting/")).toEqual([]);
  expect(await world.open().jobs.find(job.id)).toMatchObject({ customer: { name: "Forgotten customer" } });
});

describe("one of two jobs of a person", () => {
  const two = async () => {
    const world = openForgetWorld();
    const job = await cancelledJob(world, 120);
    const process = world.open();
    const { job: other } = await process.driver.create({ name: "Philomena", phone, day: friday });
    await process.conversations.receive({
      id: "other",
      contact,
      at: "2026-11-21T17:00:00.000Z",
      via: "text",
      text: "And the fridge",
      needs_reply: true,
      job: other.id,
    });
    await process.driver.settle();
    return { world, job, other, ...process };
  };

  test("loses its messages, in old pages too, and the other keeps its own", async () => {
    const { world, job, other, forget, conversations } = await two();
    const answer = await forget.forgetJob(job.id, by);
    expect(answer?.left.map(({ where }) => where)).toContain("customer_record");
    const id = await conversations.keyOf(contact);
    const left = await world.open().conversations.find(id);
    expect(left).toMatchObject({ name: "Philomena", jobs: [other.id], more: false });
    expect(left?.messages.map(({ text }) => text)).toEqual(["And the fridge"]);
    expect(await keysUnder(world.objects, `conversations/${id}/pages/`)).toEqual([]);
  });

  test("the whole customer goes only when both are over", async () => {
    const { job, other, forget, customers, conversations, driver } = await two();
    const record = await customers.ofJob(other);
    await expect(forget.forgetCustomer(record?.id ?? "", by)).rejects.toMatchObject({ code: "still_open" });
    expect((await driver.find(job.id)).customer?.name).toBe("Philomena");
    await driver.cancel(other.id);
    await driver.settle();
    expect((await forget.forgetCustomer(record?.id ?? "", by))?.jobs.toSorted()).toEqual([job.id, other.id].toSorted());
    expect(await conversations.find(await conversations.keyOf(contact))).toBeNull();
    expect(await customers.withContact({ phone })).toEqual([]);
    expect(await forget.forgetCustomer("c_unknown", by)).toBeNull();
    expect(await forget.forgetJob("261120-0000", by)).toBeNull();
  });
});

test("a job can be removed whole", async () => {
  const world = openForgetWorld();
  const job = await cancelledJob(world);
  const { forget, jobs } = world.open();
  expect(await forget.forgetJob(job.id, by, { remove: true })).toMatchObject({ jobs: [job.id] });
  expect(await jobs.find(job.id)).toBeNull();
  expect(await named(world.objects, anyLog)).toEqual([]);
});
