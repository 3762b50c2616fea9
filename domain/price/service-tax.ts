import type { Pricing } from "./pricing.ts";

/**
 * Returns whether more work of a job is taxable. A job keeps the choice of its service, because its first line was frozen
 * with it. A price without lines is taxable, as a service is unless the owner says otherwise.
 */
export const isTaxable = ({ lines }: Pick<Pricing, "lines">): boolean =>
  (lines.find(({ kind }) => kind === "base") ?? lines.find(({ kind }) => kind === "option"))?.taxable ?? true;
