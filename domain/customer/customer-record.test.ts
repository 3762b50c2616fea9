import { describe, expect, it } from "vitest";
import { DomainError } from "../domain-error.ts";
import { entryOf, matchingEntry, orderOfEntry, shardOf, shards } from "./customer-entry.ts";
import { jobOf, maria } from "./customer.fixture.ts";
import { customerBounds, isWithinSize, newestFirst } from "./customer-record.ts";
import { editCustomer } from "./edit-customer.ts";
import { isAbandoned, withDuplicates, withJob, withoutJob } from "./file-job.ts";

const at = "2026-11-27T10:00:00.000Z";
const job = jobOf("261127-AAAA", { name: "M. Ortega", phone: "+16195550777", email: "MARIA@example.com" });
const fieldsOf = (run: () => unknown): string[] => {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return error.fields.map(({ field, code }) => `${field} ${code}`);
  }
  return [];
};

describe("filing a job", () => {
  it("adds what the record lacks, and changes nothing that it has", () => {
    const filed = withJob(maria, job);
    expect(filed).toEqual({
      ...maria,
      jobs: [job.id],
      phones: [{ number: "+16195550142" }, { number: "+16195550777" }],
      addresses: [job.location],
    });
    expect(withJob(filed, job)).toEqual(filed);
  });

  it("adds no phone, email or address above its bound", () => {
    const full = {
      ...maria,
      phones: Array.from({ length: 10 }, (_, index) => ({ number: `+1619555020${index}` })),
      emails: Array.from({ length: 10 }, (_, index) => `m${index}@example.com`),
      addresses: Array.from({ length: 20 }, (_, index) => ({ ...job.location, street: `${index} Oak St` })),
    };
    expect(withJob(full, job)).toEqual({ ...full, jobs: [job.id] });
  });

  it("adds only the job to a record without room for more", () => {
    const notes = "x".repeat(1_000);
    const addresses = Array.from({ length: 19 }, (_, index) => ({ ...job.location, street: `${index} Oak St`, notes }));
    const large = { ...maria, addresses, notes: "y".repeat(1_000), emails: ["z".repeat(1_900)] };
    expect(isWithinSize(large)).toBe(true);
    const long = { ...job, location: { ...job.location, notes } };
    expect(withJob(large, long)).toEqual({ ...large, jobs: [job.id] });
  });

  it("keeps the newest 500 jobs, the newest first", () => {
    const ids = Array.from(
      { length: 510 },
      (_, index) => `2611${String((index % 28) + 1).padStart(2, "0")}-${index + 1000}`,
    );
    const kept = newestFirst(ids);
    expect(kept).toHaveLength(500);
    expect(kept[0]?.startsWith("261128")).toBe(true);
    expect(kept).toEqual(kept.toSorted().toReversed());
  });

  it("is undone without a trace in a record that only the job made", () => {
    expect(isAbandoned(withoutJob(withJob({ ...maria, jobs: [] }, job), job.id))).toBe(true);
    expect(isAbandoned({ ...maria, edited_at: at })).toBe(false);
  });

  it("lists a possible duplicate once, never itself and never a person that the office told apart", () => {
    const others = ["c_ONE00F4M", maria.id, "c_TWO00F4M"];
    expect(withDuplicates({ ...maria, distinct: ["c_TWO00F4M"] }, [...others, ...others]).possible_duplicates).toEqual([
      "c_ONE00F4M",
    ]);
  });
});

describe("an edit", () => {
  it("replaces lists, clears with null, and drops repetitions", () => {
    const edited = editCustomer(
      { ...maria, company: "Ortega LLC" },
      { phones: [{ number: "+16195550142" }, { number: "+16195550142;ext=4" }], company: null, tags: ["vip", "vip"] },
      at,
    );
    expect(edited).toMatchObject({ phones: [{ number: "+16195550142" }], company: null, tags: ["vip"], edited_at: at });
  });

  it("that changes nothing returns the same record", () => {
    expect(editCustomer(maria, { name: maria.name, emails: ["maria@example.com"] }, at)).toBe(maria);
  });

  it("is refused above each bound", () => {
    const emails = Array.from({ length: 11 }, (_, index) => `m${index}@example.com`);
    const phones = Array.from({ length: 11 }, (_, index) => ({ number: `+161955502${10 + index}` }));
    const addresses = Array.from({ length: 21 }, (_, index) => ({ ...job.location, street: `${index} Oak St` }));
    const tags = Array.from({ length: 11 }, (_, index) => `tag ${index}`);
    expect(fieldsOf(() => editCustomer(maria, { emails }, at))).toEqual(["/emails too_many"]);
    expect(fieldsOf(() => editCustomer(maria, { phones }, at))).toEqual(["/phones too_many"]);
    expect(fieldsOf(() => editCustomer(maria, { addresses }, at))).toEqual(["/addresses too_many"]);
    expect(fieldsOf(() => editCustomer(maria, { tags }, at))).toEqual(["/tags too_many"]);
    const long = addresses.slice(1).map((address) => ({ ...address, notes: "é".repeat(700) }));
    expect(fieldsOf(() => editCustomer(maria, { addresses: long }, at))).toEqual(["/notes too_large"]);
    expect(customerBounds.bytes).toBe(24_576);
  });
});

describe("the index", () => {
  const entry = entryOf(withJob(maria, job), 3);
  const found = (text: string): boolean => entry !== null && matchingEntry({ text })(entry);

  it("finds a customer by folded name, company, phone digits, email and postal code", () => {
    for (const text of ["ortéga", "MARIA", "5550142", "(619) 555-0777", "maria@ex", "92122", "92122-1234"])
      expect([text, found(text)]).toEqual([text, true]);
    for (const text of ["keller", "5550999", "9212", "92123"]) expect([text, found(text)]).toEqual([text, false]);
  });

  it("filters by tag", () => {
    const tagged = { ...entry, tags: ["landlord"] } as NonNullable<typeof entry>;
    expect(matchingEntry({ tag: "landlord" })(tagged)).toBe(true);
    expect(matchingEntry({ tag: "land" })(tagged)).toBe(false);
    expect(matchingEntry({ tag: "landlord", text: "keller" })(tagged)).toBe(false);
  });

  it("has no entry of a record that was merged into another", () => {
    expect(entryOf({ ...maria, merged_into: "c_LEEE0F4M" }, 1)).toBeNull();
  });

  it("orders by the newest job, and spreads customers over 32 shards", () => {
    expect(entry === null ? "" : orderOfEntry(entry)).toBe("2026-11-27 c_MARA0F4M");
    expect(orderOfEntry({ ...maria, rev: 1, phones: [], last_day: null, jobs: 0, postal_codes: [], company: "" })).toBe(
      "0000-00-00 c_MARA0F4M",
    );
    const used = new Set(Array.from({ length: 1_000 }, (_, index) => shardOf(`c_${index}0F4M`)));
    expect([...used].toSorted()).toEqual(shards);
  });
});
