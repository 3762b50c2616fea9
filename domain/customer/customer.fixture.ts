import { marksJob } from "../job.fixture.ts";
import type { Job } from "../job.ts";
import { newCustomer, type CustomerRecord } from "./customer-record.ts";

/** A job of a customer with a phone and an email. */
export const jobOf = (id: string, customer: Job["customer"], more: Partial<Job> = {}): Job => ({
  ...marksJob(),
  id,
  customer,
  ...more,
});

export const maria: CustomerRecord = {
  ...newCustomer("c_MARA0F4M", "Maria Ortega", "2026-05-04T16:00:00.000Z"),
  phones: [{ number: "+16195550142" }],
  emails: ["maria@example.com"],
};
