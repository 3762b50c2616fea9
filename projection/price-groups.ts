import { isOpen, type Job } from "../domain/job.ts";
import { withFrozenOptions } from "../domain/price/on-site-price.ts";
import type { Option, OptionGroup } from "../domain/price/price-book.ts";
import { show } from "../domain/field-table.ts";
import { groupFields, optionFields } from "../domain/settings-fields.ts";
import type { Settings } from "../domain/settings.ts";

export type PriceGroup = Omit<OptionGroup, "options"> & { options: Omit<Option, "taxable">[] };

/**
 * Returns the options that a crew can price the job with, at the prices that the job has locked. Null if crews do not set
 * prices, if the job is over, or if the service has no options.
 */
export const priceGroups = (job: Job, { booking, services }: Settings): PriceGroup[] | null => {
  const service = services.find(({ id }) => id === job.service.id);
  if (!booking.crews_set_prices || !isOpen(job) || service === undefined || service.groups.length === 0) return null;
  return withFrozenOptions(service, job.pricing).groups.map((group) => ({
    ...show(groupFields, "public", group),
    options: group.options.map((option) => show(optionFields, "public", option)),
  }));
};
