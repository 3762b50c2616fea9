import type { Job, JobFields } from "./job.ts";
import { readStoredPricing, type StoredPricing } from "./price/stored-pricing.ts";

/** A job as any version stored it. Only the code that reads stored JSON has it. */
export type StoredJobFields = Omit<Job, "pricing"> & { pricing: StoredPricing };

/** Reads a job that any version stored. A job of the present shape is returned as it is. */
export const readStoredJob = (stored: StoredJobFields): Job => {
  const pricing = readStoredPricing(stored.pricing);
  return pricing === stored.pricing ? (stored as Job) : { ...stored, pricing };
};

/** Reads the fields of a history entry, which any version may have stored. */
export const readStoredFields = (
  stored: Omit<JobFields, "pricing"> & { pricing?: StoredPricing | NonNullable<JobFields["pricing"]> },
): JobFields => {
  const { pricing, ...others } = stored;
  if (pricing === undefined) return others;
  return { ...others, pricing: "amendments" in pricing ? readStoredPricing(pricing as StoredPricing) : pricing };
};
