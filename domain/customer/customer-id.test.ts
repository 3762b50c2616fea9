import { describe, expect, it } from "vitest";
import { seededRandom } from "../../test/harness/seeded-random.ts";
import { newJobId } from "../job-id.ts";
import { customerIdOfJob, isCustomerId, jobIdOfCustomer, newCustomerId } from "./customer-id.ts";

describe("the id of a customer", () => {
  it("comes from the job's id and leads back to it", () => {
    const random = seededRandom(1);
    for (const day of ["2000-01-01", "2026-11-27", "2099-12-31"]) {
      for (const taken of [() => false, (id: string) => id.length < 13]) {
        const job = newJobId(day, random, taken);
        const id = customerIdOfJob(job);
        expect(isCustomerId(id)).toBe(true);
        expect(jobIdOfCustomer(id)).toBe(job);
      }
    }
  });

  it("is another one for each day and each suffix", () => {
    const ids = ["261127-7K3Q", "261128-7K3Q", "261127-7K3R", "261127-7K3QA"].map(customerIdOfJob);
    expect(new Set(ids).size).toBe(4);
  });

  it("of a record that a person made leads to no job", () => {
    const id = newCustomerId(seededRandom(1));
    expect(isCustomerId(id)).toBe(true);
    expect(jobIdOfCustomer(id)).toBeNull();
    expect(jobIdOfCustomer("c_7K3QZZZZ")).toBeNull();
    expect(isCustomerId("c_../users")).toBe(false);
  });
});
