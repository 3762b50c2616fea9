import { describe, expect, it } from "vitest";
import { jobOf, maria } from "../../../domain/customer/customer.fixture.ts";
import { customerIdOfJob } from "../../../domain/customer/customer-id.ts";
import type { Job } from "../../../domain/job.ts";
import { beforePut, openMemory, worlds, type DocumentsWorld } from "../documents-world.case.ts";
import { customersOn, stateOf } from "./customers-world.case.ts";

const phone = "+16195550142";
const first = jobOf("261127-AAAA", { name: "Maria Ortega", phone });
const second = jobOf("261128-BBBB", { name: "Maria Ortega", phone });

const insist = async (file: () => Promise<void>): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await file();
    } catch (error) {
      if (attempt === 20) throw error;
    }
  }
};

const fileAll = async (world: DocumentsWorld, jobs: readonly Job[]): Promise<void> => {
  await Promise.all(
    jobs.map((job) => {
      const { customers } = customersOn(world, jobs);
      return insist(() => customers.file(job));
    }),
  );
};

describe.each(worlds)("Filing on %s", (_, open) => {
  it("43: files two simultaneous bookings of one new phone under one record", async () => {
    const world = await open();
    await fileAll(world, [first, second]);
    const { records } = await stateOf(world, [first, second]);
    expect(records).toHaveLength(1);
    expect(records[0]?.jobs).toEqual([second.id, first.id]);
  });

  it("files three simultaneous bookings that share a phone or an email in pairs", async () => {
    const world = await open();
    const jobs = [
      jobOf("261127-AAAA", { name: "Maria Ortega", phone, email: "m@example.com" }),
      jobOf("261128-BBBB", { name: "Maria O.", phone }),
      jobOf("261129-CCCC", { name: "M. Ortega", email: "m@example.com" }),
    ];
    await fileAll(world, jobs);
    // Another round changes nothing any more, whatever the order was.
    await fileAll(world, jobs);
    const settled = await stateOf(world, jobs);
    await fileAll(world, jobs);
    expect(await stateOf(world, jobs)).toEqual(settled);
    expect(settled.records.flatMap((record) => record?.jobs ?? []).toSorted()).toEqual(jobs.map(({ id }) => id));
  });

  it("42: makes two records for two people with one email, and changes no field of the first", async () => {
    const world = await open();
    const lee = jobOf("261128-BBBB", { name: "Lee Chan", email: "home@example.com" });
    const hers = jobOf("261127-AAAA", { name: "Maria Ortega", email: "home@example.com" });
    await fileAll(world, [hers]);
    const before = (await stateOf(world, [hers])).records[0];
    await fileAll(world, [lee]);
    const { records } = await stateOf(world, [hers, lee]);
    const [one, other] = [customerIdOfJob(hers.id), customerIdOfJob(lee.id)];
    expect(records.map((record) => record?.name ?? "").toSorted()).toEqual(["Lee Chan", "Maria Ortega"]);
    expect(records.find((record) => record?.id === one)).toEqual({ ...before, possible_duplicates: [other] });
    expect(records.find((record) => record?.id === other)?.possible_duplicates).toEqual([one]);
  });

  it("does not do anything twice", async () => {
    const world = await open();
    await fileAll(world, [first]);
    await fileAll(world, [first, first]);
    const { records, claims } = await stateOf(world, [first]);
    expect(records).toHaveLength(1);
    expect(Object.values(claims)).toEqual([[customerIdOfJob(first.id)]]);
  });
});

describe("A crash", () => {
  /** The store after a process that stopped before its put number `stop`, and another that filed the job again. */
  const after = async (stop: number, jobs: readonly Job[]): Promise<{ isDone: boolean; state: unknown }> => {
    const world = openMemory();
    let puts = 0;
    const dying = beforePut(world.store, async () => {
      puts += 1;
      if (puts >= stop) await Promise.reject(new Error("The process stopped"));
    });
    const { customers } = customersOn(world, jobs, dying);
    let isDone = true;
    for (const job of jobs)
      await customers.file(job).catch(() => {
        isDone = false;
      });
    await fileAll(world, jobs.toReversed());
    await fileAll(world, jobs);
    return { isDone, state: await stateOf(world, jobs) };
  };

  it.each([
    ["one job", [first]],
    ["two jobs of one phone", [first, second]],
    [
      "two people with one email",
      [
        jobOf("261127-AAAA", { name: "Maria Ortega", phone, email: "home@example.com" }),
        jobOf("261128-BBBB", { name: "Lee Chan", email: "home@example.com" }),
      ],
    ],
  ])("of the filing of %s leaves what a repetition finishes, after each step", async (_, jobs) => {
    for (let stop = 1; ; stop += 1) {
      const { isDone, state } = await after(stop, jobs);
      const { records, entries, claims } = state as Awaited<ReturnType<typeof stateOf>>;
      const filed = records.flatMap((record) => record?.jobs ?? []);
      expect(filed.toSorted()).toEqual(jobs.map(({ id }) => id));
      const people = new Set(jobs.map(({ customer }) => customer?.name));
      expect(records).toHaveLength(people.size);
      // Every claim is of a record that exists, and every record has an entry.
      expect(Object.values(claims).flat().toSorted()).toEqual(
        Object.values(claims)
          .flatMap((ids) => ids.filter((id) => entries.some((entry) => entry.id === id)))
          .toSorted(),
      );
      if (isDone) break;
    }
  });
});

describe("A job", () => {
  const setUp = async (...jobs: Job[]) => {
    const world = openMemory();
    const { customers, contacts } = customersOn(world, jobs);
    for (const job of jobs) await customers.file(job);
    return { world, customers, contacts, jobs };
  };

  it("is filed under a known customer with its new address as an offer", async () => {
    const moved = { ...second, location: { street: "9 Oak St", city: "La Mesa", postal_code: "91942" } };
    const { customers } = await setUp(first, moved);
    const record = await customers.ofJob(moved);
    expect(record?.id).toBe(customerIdOfJob(first.id));
    expect(record?.addresses.map(({ street }) => street)).toEqual(["Soderblom Ave", "9 Oak St"]);
  });

  it("without phone and email is filed only under a record that a person chose", async () => {
    const { customers } = await setUp();
    await customers.create(maria);
    const walkIn = jobOf("261129-CCCC", { name: "Maria" });
    await customers.file(walkIn);
    expect(await customers.ofJob(walkIn)).toBeNull();
    const chosen = { ...walkIn, customer_record: maria.id };
    await customers.file(chosen);
    expect((await customers.ofJob(chosen))?.jobs).toEqual([walkIn.id]);
  });

  it("of a sample day is filed nowhere", async () => {
    const { customers } = await setUp({ ...first, sample: true });
    expect(await customers.entries()).toEqual([]);
  });

  it("moves to the customer of its corrected phone, and leaves no empty record behind", async () => {
    const wrong = jobOf("261128-BBBB", { name: "Maria Ortega", phone: "+16195550999" });
    const { customers, contacts } = await setUp(first, wrong);
    const before = { customer: wrong.customer };
    const entry = { id: "w1", at: "", by: { kind: "dispatcher" as const, name: "Ana" }, what: "edited" as const };
    const corrected: Job = {
      ...wrong,
      customer: { name: "Maria Ortega", phone },
      history: [...wrong.history, { ...entry, from: before, to: { customer: { name: "Maria Ortega", phone } } }],
    };
    await customers.file(corrected);
    expect((await customers.ofJob(corrected))?.jobs).toEqual([wrong.id, first.id]);
    expect((await customers.entries()).map(({ id }) => id)).toEqual([customerIdOfJob(first.id)]);
    const [key] = await contacts.keysOf({ phone: "+16195550999" });
    expect(await contacts.customersOf(key?.hash ?? "")).toEqual([]);
  });

  it("with a corrected phone that is new stays with its customer", async () => {
    const { customers } = await setUp(first, second);
    const fixed: Job = {
      ...second,
      customer: { name: "Maria Ortega", phone: "+16195550777" },
      history: [
        ...second.history,
        {
          id: "w1",
          at: "",
          by: { kind: "dispatcher", name: "Ana" },
          what: "edited",
          from: { customer: second.customer },
          to: { customer: { name: "Maria Ortega", phone: "+16195550777" } },
        },
      ],
    };
    await customers.file(fixed);
    const record = await customers.ofJob(fixed);
    expect(record?.id).toBe(customerIdOfJob(first.id));
    expect(record?.phones.map(({ number }) => number)).toEqual([phone, "+16195550777"]);
  });

  it("whose claim was left by a job that no longer exists is filed all the same", async () => {
    const { world, contacts } = await setUp();
    const [key] = await contacts.keysOf({ phone });
    await contacts.claim(key?.hash ?? "", [], ["c_ZZZZ0F4M"]);
    await fileAll(world, [second]);
    const { records, claims } = await stateOf(world, [second]);
    expect(records.map((record) => record?.id)).toEqual([customerIdOfJob(second.id)]);
    expect(Object.values(claims)).toEqual([[customerIdOfJob(second.id)]]);
  });
});
