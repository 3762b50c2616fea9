import { describe, expect, it } from "vitest";
import { DomainError } from "../domain-error.ts";
import { maria } from "./customer.fixture.ts";
import type { CustomerRecord } from "./customer-record.ts";
import { abandonMerge, becomePointer, beginMerge, finishMerge, toldApart, withoutMerged } from "./merge-customers.ts";

const stamp = { at: "2026-11-27T10:00:00.000Z", by: "Ana" };
const other: CustomerRecord = {
  ...maria,
  id: "c_OTHR0F4M",
  name: "M. Garcia",
  company: "Garcia LLC",
  phones: [{ number: "+16195550142" }, { number: "+16195550143", label: "work" }],
  emails: ["MARIA@example.com", "garcia@example.com"],
  addresses: [{ street: "9 Oak St", city: "La Mesa", postal_code: "91942" }],
  notes: "Dog in the yard",
  tags: ["landlord"],
  tax_exempt: { reason: "Church" },
  language: "es",
  jobs: ["261128-BBBB"],
};
const own: CustomerRecord = { ...maria, notes: "Gate code 4411", jobs: ["261127-AAAA"], tags: ["vip"] };
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
  }
  return "none";
};

describe("a merge", () => {
  const merged = finishMerge(beginMerge(own, other, stamp), other.id);

  it("gives the survivor what it lacked, and changes nothing that it had", () => {
    expect(merged).toMatchObject({
      name: "Maria Ortega",
      company: "Garcia LLC",
      phones: [{ number: "+16195550142" }, { number: "+16195550143", label: "work" }],
      emails: ["maria@example.com", "garcia@example.com"],
      addresses: [{ street: "9 Oak St" }],
      notes: "Gate code 4411\nDog in the yard",
      tags: ["vip", "landlord"],
      tax_exempt: { reason: "Church" },
      language: "es",
      jobs: ["261128-BBBB", "261127-AAAA"],
      merging: null,
    });
  });

  it("is undone exactly, and what was added since stays", () => {
    expect({ ...withoutMerged(merged, other.id), edited_at: null }).toEqual(own);
    const since = { ...merged, jobs: ["261129-CCCC", ...merged.jobs], tags: [...merged.tags, "new"] };
    expect(withoutMerged(since, other.id)).toMatchObject({
      jobs: ["261129-CCCC", "261127-AAAA"],
      tags: ["vip", "new"],
      notes: "Gate code 4411",
    });
  });

  it("begins again with the other's newest values", () => {
    const begun = beginMerge(own, other, stamp);
    const again = beginMerge(begun, { ...other, jobs: ["261130-DDDD", "261128-BBBB"] }, stamp);
    expect(again.jobs).toEqual(["261130-DDDD", "261128-BBBB", "261127-AAAA"]);
    expect(again.merged).toHaveLength(1);
    expect({ ...abandonMerge(again), edited_at: null }).toEqual(own);
  });

  it("is refused with itself, with a pointer, and while another merge is under way", () => {
    expect(codeOf(() => beginMerge(own, own, stamp))).toBe("invalid");
    expect(codeOf(() => beginMerge({ ...own, merged_into: "c_X" }, other, stamp))).toBe("invalid");
    expect(codeOf(() => beginMerge(own, { ...other, merged_into: "c_X" }, stamp))).toBe("invalid");
    expect(codeOf(() => beginMerge({ ...own, merging: "c_X" }, other, stamp))).toBe("stale");
    expect(codeOf(() => becomePointer({ ...other, merging: "c_X" }, own.id))).toBe("stale");
    expect(codeOf(() => becomePointer({ ...other, merged_into: "c_X" }, own.id))).toBe("stale");
  });

  it("is refused if the two together are beyond a bound", () => {
    const phones = Array.from({ length: 10 }, (_, index) => ({ number: `+1619555020${index}` }));
    expect(codeOf(() => beginMerge({ ...own, phones }, other, stamp))).toBe("invalid");
    expect(codeOf(() => beginMerge({ ...own, notes: "x".repeat(990) }, other, stamp))).toBe("invalid");
  });

  it("is not offered for records of two different people", () => {
    const told = toldApart({ ...own, possible_duplicates: [other.id, "c_X"] }, other.id);
    expect(told).toMatchObject({ possible_duplicates: ["c_X"], distinct: [other.id] });
  });
});
