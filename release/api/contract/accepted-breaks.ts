import { breaks, type Contract } from "./breaks.ts";

/** What today's API no longer promises to earlier pages, on purpose. See docs/decisions/0107. */
export const acceptedBreaks: readonly string[] = [
  // Only with `?quote=1`, which these pages do not send.
  "GET /api/v1/catalog, answered: services, each: price: from_cents may now be null",
  // The settings page of an open dashboard loads again after a release. PUT still takes its bodies.
  "GET /api/v1/settings, answered: services, each: items is gone",
  "GET /api/v1/settings, answered: services, each: stock is gone",
  "PUT /api/v1/settings, answered: services, each: items is gone",
  "PUT /api/v1/settings, answered: services, each: stock is gone",
];

/** Lists the breaking changes that are not accepted. `promote` refuses each of them. */
export const refusedBreaks = (before: Contract, after: Contract): string[] =>
  breaks(before, after).filter((change) => !acceptedBreaks.includes(change));
