/** The fields of a visit that nothing was reported of. */
export const nothingReported = {
  position: null,
  arrival_estimate: null,
  done_on: null,
  reported_at: null,
  attempt: null,
  note: null,
} as const;
