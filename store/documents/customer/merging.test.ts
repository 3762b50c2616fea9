import { describe, expect, it } from "vitest";
import { jobOf } from "../../../domain/customer/customer.fixture.ts";
import { customerIdOfJob } from "../../../domain/customer/customer-id.ts";
import { DomainError } from "../../../domain/domain-error.ts";
import type { MergeRequest, StoredCustomer } from "../../customer-store.ts";
import { beforePut, openMemory, worlds, type DocumentsWorld } from "../documents-world.case.ts";
import { customersOn, stateOf } from "./customers-world.case.ts";

const jobs = [
  jobOf("261127-AAAA", { name: "Maria Ortega", phone: "+16195550142" }),
  jobOf("261128-BBBB", { name: "M. Garcia", phone: "+16195550143", email: "maria@example.com" }),
];
const [a = "", b = ""] = jobs.map(({ id }) => customerIdOfJob(id));
const at = "2026-11-28T10:00:00.000Z";
const request = (into: string, from: string, rev?: number): MergeRequest => ({
  into,
  from,
  at,
  by: "Ana",
  assert: (record: StoredCustomer) => {
    if (rev !== undefined && record.rev !== rev) throw new DomainError("stale", "Stale");
  },
});

const setUp = async (world: DocumentsWorld) => {
  const { customers } = customersOn(world, jobs, world.store);
  for (const job of jobs) await customers.file(job);
  return await stateOf(world, jobs);
};

/** The outcome of one try, as a caller sees it. */
const outcomeOf = async (run: Promise<unknown>): Promise<string> => {
  try {
    return (await run) === null ? "null" : "done";
  } catch (error) {
    return error instanceof DomainError ? error.code : "unavailable";
  }
};

const expectMerged = async (world: DocumentsWorld) => {
  const { records, claims } = await stateOf(world, jobs);
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({ id: a, name: "Maria Ortega", merging: null, merged: [{ id: b, by: "Ana" }] });
  expect(records[0]?.phones.map(({ number }) => number)).toEqual(["+16195550142", "+16195550143"]);
  expect(records[0]?.jobs).toEqual(["261128-BBBB", "261127-AAAA"]);
  expect(Object.values(claims)).toEqual([[a], [a], [a]]);
  const { customers } = customersOn(world, jobs, world.store);
  expect(await customers.findLive(b)).toMatchObject({ id: a });
  // The pointer keeps what it had.
  expect(await customers.find(b)).toMatchObject({ merged_into: a, phones: [{ number: "+16195550143" }] });
};

describe.each(worlds)("44: a merge on %s", (_, open) => {
  it("gives one record, and its undo gives both back", async () => {
    const world = await open();
    const before = await setUp(world);
    const { customers } = customersOn(world, jobs);
    await customers.merge(request(a, b));
    await expectMerged(world);
    await customers.unmerge(request(a, b));
    const after = await stateOf(world, jobs);
    expect(after.claims).toEqual(before.claims);
    expect(after.records.map((record) => record && { ...record, edited_at: null })).toEqual(before.records);
  });

  it("of each into the other at the same time never makes a circle", async () => {
    const world = await open();
    await setUp(world);
    const [one, other] = [customersOn(world, jobs).customers, customersOn(world, jobs).customers];
    const outcomes = await Promise.all([outcomeOf(one.merge(request(a, b))), outcomeOf(other.merge(request(b, a)))]);
    expect(outcomes.filter((outcome) => outcome === "done").length).toBeLessThanOrEqual(1);
    for (const outcome of outcomes) expect(["done", "stale", "invalid"]).toContain(outcome);
    const [into, from] = outcomes[1] === "done" ? [b, a] : [a, b];
    // Whatever came of it, another try finishes it.
    await customersOn(world, jobs, world.store).customers.merge(request(into, from));
    const { records } = await stateOf(world, jobs);
    expect(records.map((record) => record?.id)).toEqual([into]);
    expect(records[0]?.jobs).toEqual(["261128-BBBB", "261127-AAAA"]);
  });
});

describe("A crash of a merge", () => {
  const crashAt = async (stop: number, run: (customers: ReturnType<typeof customersOn>["customers"]) => unknown) => {
    const world = openMemory();
    await setUp(world);
    let puts = 0;
    const dying = beforePut(world.store, async () => {
      puts += 1;
      if (puts >= stop) await Promise.reject(new Error("The process stopped"));
    });
    const { customers, reported } = customersOn(world, jobs, dying);
    const outcome = await outcomeOf(Promise.resolve(run(customers)));
    return { world, isDone: outcome === "done" && reported.length === 0 };
  };

  it("44: is finished by a repetition, after each step", async () => {
    for (let stop = 1; ; stop += 1) {
      const { world, isDone } = await crashAt(stop, (customers) => customers.merge(request(a, b)));
      await customersOn(world, jobs, world.store).customers.merge(request(a, b));
      await expectMerged(world);
      if (isDone) break;
    }
  });

  it("leaves a record that another merge may not use, until it is finished", async () => {
    const { world } = await crashAt(2, (customers) => customers.merge(request(a, b)));
    const { customers } = customersOn(world, jobs, world.store);
    expect(await customers.find(a)).toMatchObject({ merging: b });
    expect(await outcomeOf(customers.merge(request(b, a)))).toBe("stale");
    // The refused one left nothing.
    expect(await customers.find(b)).toMatchObject({ merging: null, merged: [], merged_into: null });
  });

  it("during its undo is finished by a repetition, after each step", async () => {
    for (let stop = 1; ; stop += 1) {
      const { world, isDone } = await crashAt(stop + 1_000, (customers) => customers.merge(request(a, b)));
      expect(isDone).toBe(true);
      let puts = 0;
      const dying = beforePut(world.store, async () => {
        puts += 1;
        if (puts >= stop) await Promise.reject(new Error("The process stopped"));
      });
      const interrupted = customersOn(world, jobs, dying);
      const outcome = await outcomeOf(interrupted.customers.unmerge(request(a, b)));
      const { customers } = customersOn(world, jobs, world.store);
      const again = await outcomeOf(customers.unmerge(request(a, b)));
      expect(["done", "invalid"]).toContain(again);
      expect(await customers.find(b)).toMatchObject({ merged_into: null });
      expect(await customers.find(a)).toMatchObject({ merged: [], jobs: ["261127-AAAA"] });
      if (outcome === "done" && interrupted.reported.length === 0) break;
    }
  });
});

describe("A merge", () => {
  it("is refused if the survivor changed since it was read", async () => {
    const world = openMemory();
    await setUp(world);
    const { customers } = customersOn(world, jobs);
    const rev = (await customers.find(a))?.rev ?? 0;
    await customers.change(a, (record) => ({ ...record, notes: "Gate code 4411" }));
    expect(await outcomeOf(customers.merge(request(a, b, rev)))).toBe("stale");
    expect(await customers.find(b)).toMatchObject({ merged_into: null });
  });

  it("takes a job that is filed under the other during the merge", async () => {
    const world = openMemory();
    await setUp(world);
    const late = jobOf("261129-CCCC", { name: "M. Garcia", phone: "+16195550143" });
    let isFiled = false;
    const store = beforePut(world.store, async (key) => {
      if (isFiled || !key.startsWith(`customers/${b}/`)) return;
      isFiled = true;
      await customersOn(world, [...jobs, late], world.store).customers.file(late);
    });
    await customersOn(world, jobs, store).customers.merge(request(a, b));
    const { records } = await stateOf(world, jobs);
    expect(records.map((record) => record?.jobs)).toEqual([["261129-CCCC", "261128-BBBB", "261127-AAAA"]]);
  });

  it("files the next job of the other's phone under the survivor", async () => {
    const world = openMemory();
    await setUp(world);
    const next = jobOf("261129-CCCC", { name: "Maria Garcia", phone: "+16195550143" });
    const { customers } = customersOn(world, [...jobs, next]);
    await customers.merge(request(a, b));
    await customers.file(next);
    expect((await customers.ofJob(next))?.id).toBe(a);
  });

  it("of two different people is possible, but they are not offered again", async () => {
    const world = openMemory();
    await setUp(world);
    const { customers } = customersOn(world, jobs);
    await customers.change(a, (record) => ({ ...record, possible_duplicates: [b] }));
    expect(await customers.tellApart(a, b)).toMatchObject({ possible_duplicates: [], distinct: [b] });
    expect(await customers.find(b)).toMatchObject({ distinct: [a] });
    expect(await customers.tellApart(a, "c_0000000000")).toBeNull();
  });
});
