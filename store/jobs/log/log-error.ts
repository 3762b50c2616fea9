/** A log has a gap, or an entry or snapshot that is not what was written. Its writers stop until it is repaired. */
export class DamagedLog extends Error {
  override name = "DamagedLog";
}

/** The store could not be reached; nothing was changed. */
export class StoreUnavailable extends Error {
  override name = "StoreUnavailable";
}

/** The store stopped answering after a write was sent, so the write may be applied, now or later. */
export class OutcomeUnknown extends Error {
  override name = "OutcomeUnknown";
}
