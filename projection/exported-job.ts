import { customerFields, itemFields, locationFields } from "../domain/customer-fields.ts";
import { show } from "../domain/field-table.ts";
import { jobFields } from "../domain/job-fields.ts";
import type { Job } from "../domain/job.ts";
import { historyFields } from "../domain/pricing-fields.ts";
import { stageOf } from "../domain/status.ts";
import { visitFields } from "../domain/visit-fields.ts";
import { showPricing } from "./job-view.ts";

/** A job as `jobs export` writes it, with its tracking token so that old links keep working after an import. */
export const exportedJob = (job: Job) => ({
  ...show(jobFields, "export", job),
  customer: job.customer === null ? null : show(customerFields, "export", job.customer),
  location: show(locationFields, "export", job.location),
  items: job.items.map((item) => show(itemFields, "export", item)),
  pricing: showPricing(job.pricing),
  visits: job.visits.map((visit) => show(visitFields, "export", visit)),
  history: job.history.map((entry) => show(historyFields, "export", entry)),
  stage: stageOf(job),
});
